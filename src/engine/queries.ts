/** Questions about instances. Nothing here changes anything. */
import type { AnyStateMachine } from "xstate";
import { systemClock, type Clock } from "../kernel/clock.ts";
import { acceptable } from "./decide/decide.ts";
import type { Definition } from "./decide/definition.ts";
import { References, sameTimers, whyNotTheOutbox, whyNotTheSignOffs, type Settled } from "./agreement.ts";
import { emptyFold, foldRow, type Fold } from "./decide/replay.ts";
import { definitionsOf, type Definitions } from "./drive/definitions.ts";
import { stateDigest } from "./drive/digest.ts";
import { withRefolding } from "./drive/refold.ts";
import type { Json } from "../kernel/json.ts";
import { opened } from "../kernel/text-refs.ts";
import { wholeNumber } from "../kernel/whole-number.ts";
import type { EngineStorage, SignOffRow, SignOffsOf, InstanceRow } from "./ports.ts";
import type { InstanceState, OutboxRow, TimerRow } from "./types.ts";
import type { LogRow, HistoryRange } from "./log.ts";
import type { Divergence, EngineQueries, InstanceView, Replay } from "./api.ts";

/** There is no instance of this id. */
export class UnknownInstanceError extends Error {
  override name = "UnknownInstanceError";
  readonly code = "unknown-instance";
}

/** Quarantined timers that are listed. */
const quarantinedMax = 1_000;
/** Rows read at a time while folding. */
const historyPageMax = 1_000;
/** Times that a replay starts again because the instance has moved on meanwhile. */
const replayTriesMax = 5;

interface ReplayRange {
  readonly upTo?: number;
  readonly by?: string;
}

interface Folded {
  readonly fold: Fold;
  readonly last: LogRow | undefined;
  readonly settled: Settled;
  readonly signOffs: readonly SignOffRow[];
  readonly references: References;
}

export interface QueryParts {
  readonly storage: EngineStorage;
  /** By `id@version`. */
  readonly machines: Readonly<Record<string, AnyStateMachine>>;
  readonly clock?: Clock;
  /** As passed to the engine that writes; without it stored sign-offs cannot be checked. */
  readonly signOffs?: SignOffsOf;
}

/** Answers over a storage that somebody else writes. Throws `InadmissibleMachineError`. */
export function openQueries({ storage, machines, clock = systemClock, signOffs }: QueryParts): EngineQueries {
  const definitions = definitionsOf(machines);
  const sound = withRefolding(storage, definitions);
  return new Queries({ storage, sound, definitions, clock, signOffs: signOffs ?? null });
}

interface Parts {
  readonly storage: EngineStorage;
  /** The same, with states that are what their logs lead to. */
  readonly sound: Pick<EngineStorage, "load">;
  readonly definitions: Definitions;
  readonly clock: Clock;
  /** Null: the host passes no sign-offs, so stored ones cannot be checked. */
  readonly signOffs: SignOffsOf | null;
}

export class Queries implements EngineQueries {
  readonly #storage: EngineStorage;
  readonly #sound: Pick<EngineStorage, "load">;
  readonly #definitions: Definitions;
  readonly #clock: Clock;
  readonly #signOffsOf: SignOffsOf | null;

  constructor({ storage, sound, definitions, clock, signOffs }: Parts) {
    this.#storage = storage;
    this.#sound = sound;
    this.#definitions = definitions;
    this.#clock = clock;
    this.#signOffsOf = signOffs;
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

  async messages(id: string): Promise<OutboxRow[]> {
    return this.#storage.messages(id);
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
      return { ...view(row, row.state, []), rows: 0, divergence };
    }
    const { upTo } = range;
    const folded = await this.#fold(definition, row, upTo);
    const { fold, last } = folded;
    const divergence =
      fold.divergence ?? (upTo === undefined || upTo >= row.seq ? await this.#compare(row, folded) : null);
    const state = fold.state ?? row.state;
    const can = acceptable(definition, state, { at: last?.at ?? row.updatedAt, by: range.by ?? "" });
    return { ...view({ ...row, seq: fold.seq, stepSeq: fold.stepSeq }, state, can), rows: fold.seq + 1, divergence };
  }

  #view(row: InstanceRow, by = ""): InstanceView {
    const definition = this.#definitions.of(row);
    const can = "code" in definition ? [] : acceptable(definition, row.state, { at: this.#clock.now(), by });
    return view(row, row.state, can);
  }

  /** `why` its stored state cannot be read; the row has the state that its log leads to then. */
  async #row(id: string, storage: Pick<EngineStorage, "load">): Promise<{ row: InstanceRow; why: string | null }> {
    const { instances, unreadable = [] } = await storage.load([id], []);
    const [row] = instances;
    if (row !== undefined) return { row, why: null };
    const [lost] = unreadable;
    if (lost === undefined) throw new UnknownInstanceError(`there is no instance ${id}`);
    const { row: refolded } = await this.#row(id, this.#sound);
    return { row: refolded, why: lost.why };
  }

  async #fold(definition: Definition, { id, definitionHash }: InstanceRow, upTo: number | undefined): Promise<Folded> {
    const settled = new Map<Json, LogRow["kind"]>();
    const signOffs: SignOffRow[] = [];
    const references = new References();
    let fold = emptyFold;
    let last: LogRow | undefined;
    for (;;) {
      const rows = await this.#storage.history(id, {
        after: last?.seq ?? -1,
        limit: historyPageMax,
        ...(upTo === undefined ? {} : { upTo }),
      });
      for (const row of rows) {
        const before = fold.state;
        fold = foldRow(definition, fold, row, stateDigest);
        if (fold.state !== null && fold.stepSeq === row.seq)
          signOffs.push(...this.#signOffsAt(row, definition, before, fold.state));
        if (row.kind === "start" && row.event["hash"] !== definitionHash) fold = startedOtherwise(fold);
        if (row.kind === "delivered" || row.kind === "dead-lettered")
          settled.set(row.event["message"] ?? null, row.kind);
        references.add(row);
        last = row;
      }
      if (rows.length < historyPageMax || fold.divergence !== null)
        return { fold, last, settled, signOffs, references };
    }
  }

  #signOffsAt(
    { instance, seq }: LogRow,
    { name }: Definition,
    before: InstanceState | null,
    after: InstanceState,
  ): readonly SignOffRow[] {
    return (this.#signOffsOf?.(name, before, after) ?? []).map((signOff) => ({ ...signOff, instance, seq }));
  }

  /** The fold of the whole log against the stored state, the timer rows, the outbox and the sign-offs. */
  async #compare(row: InstanceRow, { fold, settled, signOffs, references }: Folded): Promise<Divergence | null> {
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
    const why = whyNotTheOutbox(await this.#storage.messages(row.id), fold, settled);
    if (why !== null) return differs("messages", why);
    const whySignOffs =
      this.#signOffsOf === null ? null : whyNotTheSignOffs(await this.#storage.signOffs(row.id), signOffs);
    if (whySignOffs !== null) return differs("sign-offs", whySignOffs);
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

function startedOtherwise(fold: Fold): Fold {
  const sentence = "the first row names another definition of the machine than its instance does";
  return { ...fold, divergence: fold.divergence ?? { seq: 0, what: "definition", sentence } };
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
