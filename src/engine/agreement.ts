/** Whether what stands beside a log is what the log leads to. */
import { isSameJson, type Json } from "../kernel/json.ts";
import { refsIn } from "../kernel/text-refs.ts";
import type { Fold } from "./decide/replay.ts";
import type { LogRow } from "./log.ts";
import type { DecidedClock } from "./decided-clock.ts";
import type { EngineStorage, SignOffRow } from "./ports.ts";
import type { InstanceState, Message, OutboxRow, PendingTimer } from "./types.ts";

/** What the log says last of each message that was delivered or dead-lettered. */
export type Settled = ReadonlyMap<Json, LogRow["kind"]>;

export function whyNotTheOutbox(messages: readonly OutboxRow[], fold: Fold, settled: Settled): string | null {
  const stored = new Map(messages.map((message) => [message.id, message]));
  for (const message of fold.messages) {
    const found = stored.get(message.id);
    if (found === undefined) return `message ${message.id} (${message.type}) is missing from the outbox`;
    if (!sameMessage(found, message)) return `message ${message.id} is not the one that the log leads to`;
    const became = settled.get(message.id) ?? "waiting";
    // A dead-lettered message may be waiting again because a person has had it sent once more.
    if (found.state !== became && !(found.state === "waiting" && became === "dead-lettered"))
      return `message ${message.id} is ${found.state} in the outbox and ${became} by the log`;
  }
  return messages.length === fold.messages.length
    ? null
    : `the outbox has ${messages.length} messages, the log leads to ${fold.messages.length}`;
}

/** Rows of the log from before sign-offs were stored have none. */
export function whyNotTheSignOffs(
  { since, rows }: Awaited<ReturnType<EngineStorage["signOffs"]>>,
  signOffs: readonly SignOffRow[],
): string | null {
  const nameOf = ({ key, by, seq }: SignOffRow) => JSON.stringify([key, by, seq]);
  const stored = new Set(rows.map(nameOf));
  const wanted = new Set(signOffs.filter(({ seq }) => seq >= since).map(nameOf));
  const lost = [...wanted].find((name) => !stored.has(name));
  if (lost !== undefined) return `the log leads to the sign-off ${lost}, which is missing`;
  const added = [...stored].find((name) => !wanted.has(name));
  return added === undefined ? null : `the sign-off ${added} is stored, and the log does not lead to it`;
}

/** An instance from before they were stored has only those that were decided since. */
export function whyNotTheDecidedClocks(
  { isWhole, rows }: Awaited<ReturnType<EngineStorage["decidedClocks"]>>,
  decided: readonly DecidedClock[],
): string | null {
  const wanted = new Map(decided.map((one) => [one.clock, one]));
  const stored = new Map(rows.map(({ instance: _, ...one }) => [one.clock, one]));
  for (const [clock, one] of stored) {
    const found = wanted.get(clock);
    const same = one.outcome === "running" ? found === undefined : isSameJson({ ...one }, found && { ...found });
    if (!same) return `what is stored of the clock ${clock} is not what the log leads to`;
  }
  const missing = isWhole ? [...wanted.keys()].find((clock) => !stored.has(clock)) : undefined;
  return missing === undefined ? null : `the log decides the clock ${missing}, of which nothing is stored`;
}

function sameMessage(one: Message, other: Message): boolean {
  return (
    one.type === other.type &&
    one.at === other.at &&
    one.instance === other.instance &&
    one.machine === other.machine &&
    isSameJson(one.params, other.params)
  );
}

export function sameTimers(rows: readonly PendingTimer[], state: InstanceState): boolean {
  if (rows.length !== state.timers.length) return false;
  const byId = new Map(rows.map((row) => [row.id, row]));
  return state.timers.every((timer) => {
    const row = byId.get(timer.id);
    return row?.key === timer.key && row.dueAt === timer.dueAt && isSameJson(row.event, timer.event);
  });
}

/** The references that rows hold, each with the first row that has it, and those that rows took away. */
export class References {
  readonly #rows = new Map<string, number>();
  readonly #erased = new Map<string, number>();
  #unknown: string | null = null;

  add({ seq, kind, event, detail }: LogRow): void {
    if (kind !== "erased") {
      for (const ref of refsIn([event, detail])) if (!this.#rows.has(ref)) this.#rows.set(ref, seq);
      return;
    }
    for (const ref of refsIn(event["refs"])) {
      if (!this.#rows.has(ref)) this.#unknown ??= `row ${seq} erases a text that no row before it refers to`;
      if (this.#erased.has(ref)) this.#unknown ??= `row ${seq} erases a text that was erased before`;
      else this.#erased.set(ref, seq);
    }
  }

  /** Why the stored texts are not those of the rows, or null. One that was erased is there without its words. */
  async whyNot(instance: string, storage: Pick<EngineStorage, "texts">): Promise<string | null> {
    if (this.#unknown !== null) return this.#unknown;
    const names = [...this.#rows.keys()].map((ref) => ({ instance, ref }));
    if (names.length === 0) return null;
    const found = new Map((await storage.texts(names)).map((row) => [row.ref, row]));
    for (const [ref, seq] of this.#rows) {
      const row = found.get(ref);
      if (row === undefined) return `row ${seq} refers to a text that is missing`;
      const by = this.#erased.get(ref) ?? null;
      if (by !== null && row.text !== null) return `row ${by} erased a text of row ${seq}, and its words are there`;
      if (row.erasedSeq !== by)
        return by === null
          ? `the words of a text of row ${seq} are gone, and no row erased it`
          : `a text of row ${seq} was erased by row ${by}, and is stored as erased by row ${row.erasedSeq ?? "?"}`;
    }
    return null;
  }
}
