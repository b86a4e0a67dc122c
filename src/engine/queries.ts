/** Questions about instances. Nothing here changes anything. */
import type { Clock } from "../kernel/clock.ts";
import { acceptable } from "./decide/decide.ts";
import type { Definition } from "./decide/definition.ts";
import { emptyFold, foldRow, type Fold } from "./decide/replay.ts";
import type { Definitions } from "./drive/batch.ts";
import { stateDigest } from "./drive/digest.ts";
import type { EngineStorage, HistoryRange, InstanceRow } from "./ports.ts";
import type { Divergence, InstanceState, InstanceView, LogRow, Replay } from "./types.ts";

/** There is no instance of this id. */
export class UnknownInstanceError extends Error {
  override name = "UnknownInstanceError";
  readonly code = "unknown-instance";
}

/** Rows read at a time while folding. */
const historyPageMax = 1_000;

export class Queries {
  readonly #storage: EngineStorage;
  readonly #definitions: Definitions;
  readonly #clock: Clock;

  constructor(storage: EngineStorage, definitions: Definitions, clock: Clock) {
    this.#storage = storage;
    this.#definitions = definitions;
    this.#clock = clock;
  }

  async read(id: string, by = ""): Promise<InstanceView> {
    const row = await this.#row(id);
    const definition = this.#definitions.of(row);
    return view(
      row,
      row.state,
      "code" in definition ? [] : acceptable(definition, row.state, { at: this.#clock.now(), by }),
    );
  }

  history(id: string, range?: HistoryRange): Promise<LogRow[]> {
    return this.#storage.history(id, range);
  }

  async replay(id: string, range: { readonly upTo?: number; readonly by?: string } = {}): Promise<Replay> {
    const row = await this.#row(id);
    const definition = this.#definitions.of(row);
    if ("code" in definition) {
      const divergence: Divergence = { seq: 0, what: "definition", sentence: definition.sentence };
      return { ...view(row, row.state, []), rows: 0, divergence };
    }
    const { fold, last } = await this.#fold(definition, id, range.upTo);
    const divergence =
      fold.divergence ?? (range.upTo === undefined || range.upTo >= row.seq ? await this.#compare(row, fold) : null);
    const state = fold.state ?? row.state;
    const can = acceptable(definition, state, { at: last?.at ?? row.updatedAt, by: range.by ?? "" });
    return { ...view({ ...row, seq: fold.seq, stepSeq: fold.stepSeq }, state, can), rows: fold.seq + 1, divergence };
  }

  async #row(id: string): Promise<InstanceRow> {
    const [row] = (await this.#storage.load([id], [])).instances;
    if (row === undefined) throw new UnknownInstanceError(`there is no instance ${id}`);
    return row;
  }

  async #fold(
    definition: Definition,
    id: string,
    upTo: number | undefined,
  ): Promise<{ fold: Fold; last: LogRow | undefined }> {
    let fold = emptyFold;
    let last: LogRow | undefined;
    for (;;) {
      const rows = await this.#storage.history(id, {
        after: last?.seq ?? -1,
        limit: historyPageMax,
        ...(upTo === undefined ? {} : { upTo }),
      });
      for (const row of rows) {
        fold = foldRow(definition, fold, row, stateDigest);
        last = row;
      }
      if (rows.length < historyPageMax || fold.divergence !== null) return { fold, last };
    }
  }

  /** The fold of the whole log against the stored state, the timer rows and the outbox. */
  async #compare(row: InstanceRow, fold: Fold): Promise<Divergence | null> {
    const differs = (what: Divergence["what"], sentence: string): Divergence => ({ seq: fold.seq, what, sentence });
    if (fold.seq !== row.seq)
      return differs("log", `the log ends at row ${fold.seq}, the stored state is of row ${row.seq}`);
    if (fold.state === null || stateDigest(fold.state) !== stateDigest(row.state))
      return differs("state", "the stored state is not the one that the log leads to");
    const timers = await this.#storage.timers(row.id);
    if (!sameTimers(timers, fold.state))
      return differs("timers", "the pending timers are not those that the log leads to");
    const messages = await this.#storage.messages(row.id);
    const stored = new Map(messages.map((message) => [message.id, message]));
    for (const message of fold.messages) {
      const found = stored.get(message.id);
      if (found === undefined)
        return differs("messages", `message ${message.id} (${message.type}) is missing from the outbox`);
      if (found.type !== message.type || JSON.stringify(found.params) !== JSON.stringify(message.params))
        return differs("messages", `message ${message.id} is not the one that the log leads to`);
    }
    if (messages.length !== fold.messages.length)
      return differs(
        "messages",
        `the outbox has ${messages.length} messages, the log leads to ${fold.messages.length}`,
      );
    return null;
  }
}

function sameTimers(
  rows: readonly { readonly id: string; readonly key: string; readonly dueAt: number }[],
  state: InstanceState,
): boolean {
  if (rows.length !== state.timers.length) return false;
  const byId = new Map(rows.map((row) => [row.id, row]));
  return state.timers.every((timer) => {
    const row = byId.get(timer.id);
    return row?.key === timer.key && row.dueAt === timer.dueAt;
  });
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
