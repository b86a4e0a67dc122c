/** Questions about instances. Nothing here changes anything. */
import type { AnyStateMachine } from "xstate";
import { systemClock, type Clock } from "../kernel/clock.ts";
import { acceptable } from "./decide/decide.ts";
import { sameTimers, whyNotTheOutbox, whyNotTheDecidedClocks, whyNotTheSignOffs } from "./agreement.ts";
import { foldLog, wrongCheckpoint, type Folded } from "./fold-log.ts";
import { definitionsOf, type Definitions } from "./drive/definitions.ts";
import { stateDigest } from "./drive/digest.ts";
import { withRefolding } from "./drive/refold.ts";
import { opened } from "../kernel/text-refs.ts";
import { wholeNumber } from "../kernel/whole-number.ts";
import type { DecidedClocksOf } from "./decided-clock.ts";
import type { BringMachine, EngineStorage, SignOffsOf, InstanceRow } from "./ports.ts";
import type { InstanceState, OutboxRow, TimerRow } from "./types.ts";
import type { HistoryRange, LogRow, MessageRange } from "./log.ts";
import type { Divergence, EngineQueries, InstanceView, Replay, ReplayRange } from "./api.ts";

/** There is no instance of this id. */
export class UnknownInstanceError extends Error {
  override name = "UnknownInstanceError";
  readonly code = "unknown-instance";
}

/** Quarantined timers that are listed. */
const quarantinedMax = 1_000;
/** Times that a replay starts again because the instance has moved on meanwhile. */
const replayTriesMax = 5;

export interface QueryParts {
  readonly storage: EngineStorage;
  /** By `id@version`. */
  readonly machines: Readonly<Record<string, AnyStateMachine>>;
  readonly bring?: BringMachine;
  readonly clock?: Clock;
  /** As passed to the engine that writes; without it stored sign-offs cannot be checked. */
  readonly signOffs?: SignOffsOf;
  readonly decidedClocks?: DecidedClocksOf;
}

/** Answers over a storage that somebody else writes. Throws `InadmissibleMachineError`. */
export function openQueries({ storage, machines, bring, clock = systemClock, ...parts }: QueryParts): EngineQueries {
  const definitions = definitionsOf(machines, bring);
  const sound = withRefolding(storage, definitions);
  const { signOffs = null, decidedClocks = null } = parts;
  return new Queries({ storage, sound, definitions, clock, signOffs, decidedClocks });
}

interface Parts {
  readonly storage: EngineStorage;
  /** The same, with states that are what their logs lead to. */
  readonly sound: Pick<EngineStorage, "load">;
  readonly definitions: Definitions;
  readonly clock: Clock;
  /** Null: the host passes no sign-offs, so stored ones cannot be checked. */
  readonly signOffs: SignOffsOf | null;
  readonly decidedClocks: DecidedClocksOf | null;
}

export class Queries implements EngineQueries {
  readonly #storage: EngineStorage;
  readonly #sound: Pick<EngineStorage, "load">;
  readonly #definitions: Definitions;
  readonly #clock: Clock;
  readonly #signOffsOf: SignOffsOf | null;
  readonly #decidedClocksOf: DecidedClocksOf | null;

  constructor({ storage, sound, definitions, clock, signOffs, decidedClocks }: Parts) {
    this.#storage = storage;
    this.#sound = sound;
    this.#definitions = definitions;
    this.#clock = clock;
    this.#signOffsOf = signOffs;
    this.#decidedClocksOf = decidedClocks;
  }

  async read(id: string, { by }: { readonly by?: string } = {}): Promise<InstanceView> {
    return this.#view((await this.#row(id, this.#sound)).row, by);
  }

  async readSince(id: string, seq: number): Promise<InstanceView | null> {
    const { instances } = await this.#sound.load([id], [], [], new Map([[id, seq]]));
    const [row] = instances;
    return row === undefined || row.seq === seq ? null : this.#view(row);
  }

  async history(id: string, range?: HistoryRange): Promise<LogRow[]> {
    return this.#storage.history(id, wholeRange(range));
  }

  async messages(id: string, range?: MessageRange): Promise<OutboxRow[]> {
    return this.#storage.messages(id, range);
  }

  async opened<Value>(id: string, value: Value): Promise<Value> {
    return opened((names) => this.#storage.texts(names), id, value);
  }

  async quarantined(): Promise<readonly TimerRow[]> {
    return this.#storage.quarantinedTimers(quarantinedMax);
  }

  async replay(id: string, range: ReplayRange = {}): Promise<Replay> {
    if (range.upTo !== undefined) wholeNumber("upTo", range.upTo);
    for (let tries = 1; ; tries += 1) {
      const { row, why } = await this.#row(id, this.#storage);
      const replayed = await this.#replay(row, range);
      const replay = why === null || replayed.divergence !== null ? replayed : withUnreadable(replayed, why);
      if (replay.divergence === null || tries === replayTriesMax) return replay;
      // What was written while we read is no divergence: only an instance that stood still can be compared.
      if ((await this.#row(id, this.#storage)).row.seq === row.seq) return replay;
    }
  }

  async #replay(row: InstanceRow, range: ReplayRange): Promise<Replay> {
    const definition = this.#definitions.of(row);
    if ("code" in definition) {
      const divergence: Divergence = { seq: 0, what: "definition", sentence: definition.sentence };
      return { ...view(row, row.state, []), rows: 0, from: 0, divergence };
    }
    const { upTo } = range;
    const isWhole = upTo === undefined || range.isWhole === true;
    const parts = { storage: this.#storage, definition, signOffs: this.#signOffsOf };
    const folded = await foldLog(parts, row, { ...(upTo === undefined ? {} : { upTo }), isWhole });
    const { fold, last } = folded;
    const isToEnd = upTo === undefined || upTo >= row.seq;
    const divergence = fold.divergence ?? (isToEnd ? await this.#compare(row, folded) : null);
    const state = fold.state ?? row.state;
    const can = acceptable(definition, state, { at: last?.at ?? row.updatedAt, by: range.by ?? "" });
    return {
      ...view({ ...row, seq: fold.seq, stepSeq: fold.stepSeq }, state, can),
      rows: fold.seq + 1,
      from: fold.from,
      divergence,
    };
  }

  #view(row: InstanceRow, by = ""): InstanceView {
    const definition = this.#definitions.of(row);
    const can = "code" in definition ? [] : acceptable(definition, row.state, { at: this.#clock.now(), by });
    return view(row, row.state, can);
  }

  /** `why` its stored state cannot be read; the row has the state that its log leads to then. */
  async #row(id: string, storage: Pick<EngineStorage, "load">): Promise<{ row: InstanceRow; why: string | null }> {
    const { instances, unreadable = [] } = await storage.load([id], []);
    await this.#definitions.bring([...instances, ...unreadable.map(({ row }) => row)].map(({ machine }) => machine));
    const [row] = instances;
    if (row !== undefined) return { row, why: null };
    const [lost] = unreadable;
    if (lost === undefined) throw new UnknownInstanceError(`there is no instance ${id}`);
    const { row: refolded } = await this.#row(id, this.#sound);
    return { row: refolded, why: lost.why };
  }

  /**
   * The fold of the log against the stored state and the timer rows; when all of it was folded, also against the outbox, the
   * sign-offs, the texts and the checkpoints.
   */
  async #compare(row: InstanceRow, folded: Folded): Promise<Divergence | null> {
    const { fold } = folded;
    const differs = (what: Divergence["what"], sentence: string): Divergence => ({ seq: fold.seq, what, sentence });
    if (fold.seq !== row.seq)
      return differs("log", `the log ends at row ${fold.seq}, the stored state is of row ${row.seq}`);
    if (fold.state === null || stateDigest(fold.state) !== stateDigest(row.state))
      return differs("state", "the stored state is not the one that the log leads to");
    const [first] = await this.#storage.history(row.id, { limit: 1 });
    const [last] = await this.#storage.history(row.id, { after: row.seq - 1, upTo: row.seq });
    if (first?.at !== row.startedAt || last?.at !== row.updatedAt)
      return differs("state", "the instance did not start, or was not changed last, when its log says");
    if (fold.stepSeq !== row.stepSeq)
      return differs("state", `the last step was row ${fold.stepSeq}, the stored state says ${row.stepSeq}`);
    const timers = await this.#storage.timers(row.id);
    if (!sameTimers(timers, fold.state))
      return differs("timers", "the pending timers are not those that the log leads to");
    return fold.from > 0 ? null : this.#compareRest(row, folded, differs);
  }

  async #compareRest(
    row: InstanceRow,
    { fold, settled, signOffs, references }: Folded,
    differs: (what: Divergence["what"], sentence: string) => Divergence,
  ): Promise<Divergence | null> {
    const why = whyNotTheOutbox(await this.#storage.messages(row.id), fold, settled);
    if (why !== null) return differs("messages", why);
    const wrong = await wrongCheckpoint(this.#storage, row);
    if (wrong !== null)
      return differs("checkpoints", `the checkpoint at row ${wrong} is not the state that the log leads to`);
    const whySignOffs =
      this.#signOffsOf === null ? null : whyNotTheSignOffs(await this.#storage.signOffs(row.id), signOffs);
    if (whySignOffs !== null) return differs("sign-offs", whySignOffs);
    const whyClocks =
      this.#decidedClocksOf === null
        ? null
        : whyNotTheDecidedClocks(
            await this.#storage.decidedClocks(row.id),
            this.#decidedClocksOf(row.machine, fold.state ?? row.state),
          );
    if (whyClocks !== null) return differs("deadlines", whyClocks);
    const whyTexts = await references.whyNot(row.id, this.#storage);
    return whyTexts === null ? null : differs("texts", whyTexts);
  }
}

function withUnreadable(replay: Replay, why: string): Replay {
  const sentence = `the stored state cannot be read: ${why}`;
  return { ...replay, divergence: { seq: replay.seq, what: "state", sentence } };
}

function wholeRange(range: HistoryRange = {}): HistoryRange {
  const { after, upTo, limit } = range;
  if (after !== undefined) wholeNumber("after", after, -1);
  if (upTo !== undefined) wholeNumber("upTo", upTo);
  if (limit !== undefined) wholeNumber("limit", limit);
  return range;
}

function view(row: InstanceRow, state: InstanceState, can: readonly string[]): InstanceView {
  return {
    id: row.id,
    machine: row.machine,
    value: state.value,
    context: state.context,
    status: state.status,
    output: state.output,
    seq: row.seq,
    stepSeq: row.stepSeq,
    timers: state.timers,
    can,
  };
}
