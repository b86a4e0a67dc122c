/** Folds a log through the very code that ran live, and says where the two first differ. */
import { isSameJson, type Json } from "../../kernel/json.ts";
import type { InstanceState, MachineName, Message } from "../types.ts";
import type { LogRow } from "../log.ts";
import type { Divergence } from "../api.ts";
import { begin, fire, step } from "./decide.ts";
import type { Definition } from "./definition.ts";

/** What a fold has come to after some rows. */
export interface Fold {
  readonly state: InstanceState | null;
  readonly seq: number;
  readonly stepSeq: number;
  /** What the folded rows have asked for. */
  readonly messages: readonly Message[];
  /** The first row that was folded: behind a checkpoint, or the first of all. */
  readonly from: number;
  readonly divergence: Divergence | null;
}

export const emptyFold: Fold = { state: null, seq: -1, stepSeq: -1, messages: [], from: 0, divergence: null };

/** Goes on behind a state that is known to be the one after its row. */
export function foldBehind(known: {
  readonly state: InstanceState;
  readonly seq: number;
  readonly stepSeq: number;
}): Fold {
  return { ...emptyFold, state: known.state, seq: known.seq, stepSeq: known.stepSeq, from: known.seq + 1 };
}

/** Digest of a state, handed in because this folder may import nothing that computes one. */
export type DigestState = (state: InstanceState) => string;

/** Folds one more row. After a divergence nothing is folded: what follows would only be noise. */
export function foldRow(definition: Definition, fold: Fold, row: LogRow, digest: DigestState): Fold {
  if (fold.divergence !== null) return fold;
  const differs = (what: Divergence["what"], sentence: string): Fold => ({
    ...fold,
    divergence: { seq: row.seq, what, sentence },
  });
  if (row.seq !== fold.seq + 1)
    return differs("log", `row ${fold.seq + 1} is missing: row ${row.seq} follows row ${fold.seq}`);
  const folded = outcomeOf(definition, fold, row);
  if (typeof folded === "string") return differs("log", folded);
  if (digest(folded.state) !== row.stateHash) {
    return differs("state", `row ${row.seq} (${row.event.type}) leads to another state than the one that was recorded`);
  }
  return {
    ...fold,
    state: folded.state,
    seq: row.seq,
    stepSeq: folded.stepped ? row.seq : fold.stepSeq,
    messages: folded.messages.length === 0 ? fold.messages : [...fold.messages, ...folded.messages],
  };
}

interface Folded {
  readonly state: InstanceState;
  readonly stepped: boolean;
  readonly messages: readonly Message[];
}

/** The next state, or a sentence that says why the row cannot have happened. */
function outcomeOf(definition: Definition, fold: Fold, row: LogRow): Folded | string {
  const isTimers = row.kind === "timer" || row.kind === "stale";
  if (!isTimers && (row.timer !== null || row.dueAt !== null))
    return `row ${row.seq} has the kind ${row.kind}, and speaks of a timer that was due`;
  if (row.kind === "start") {
    if (fold.state !== null) return `row ${row.seq} starts an instance that has started before`;
    if (row.event.type !== "start")
      return `row ${row.seq} is a start, and its event is ${JSON.stringify(row.event.type)}`;
    if (row.event["machine"] !== definition.name)
      return `row ${row.seq} starts another machine than ${definition.name}`;
    const result = begin(definition, row.event["input"] ?? null, row);
    return result.outcome === "stepped" ? foldedOf(definition.name, row, result) : result.reason.sentence;
  }
  if (fold.state === null) return `row ${row.seq} comes before the start`;
  switch (row.kind) {
    case "event": {
      const result = step(definition, fold.state, row.event, row);
      return result.outcome === "stepped" ? foldedOf(definition.name, row, result) : result.reason.sentence;
    }
    case "timer":
    case "stale": {
      const why = whyNotPending(fold.state, row);
      if (why !== null) return why;
      const result = fire(definition, fold.state, row.timer ?? "", row);
      if (result.outcome === "gone") return `row ${row.seq} fires timer ${row.timer ?? ""}, which is not pending`;
      if (result.outcome === "failed")
        return `row ${row.seq} was recorded as ${row.kind}, and now fails: ${result.why}`;
      if ((result.outcome === "stepped") !== (row.kind === "timer"))
        return `row ${row.seq} was recorded as ${row.kind}, and now is not`;
      return result.outcome === "stepped"
        ? foldedOf(definition.name, row, result)
        : { state: result.state, stepped: false, messages: [] };
    }
    case "erased":
      return row.event.type === "erased"
        ? { state: fold.state, stepped: false, messages: [] }
        : `row ${row.seq} has the kind erased, and its event is ${JSON.stringify(row.event.type)}`;
    case "delivered":
    case "dead-lettered": {
      const { type, message: id } = row.event;
      return wasAskedBefore(fold, id) || fold.messages.some((message) => message.id === id && message.type === type)
        ? { state: fold.state, stepped: false, messages: [] }
        : `row ${row.seq} says what became of message ${JSON.stringify(id)}, which nothing has asked for`;
    }
  }
}

/** By a row before those that were folded. */
function wasAskedBefore({ from }: Fold, id: Json | undefined): boolean {
  return typeof id === "string" && seqOfMessage(id) < from;
}

/** The log row that asked for a message: its id is `instance:seq.n`. */
function seqOfMessage(id: string): number {
  return Number.parseInt(id.slice(id.lastIndexOf(":") + 1), 10);
}

/** The row's own account of its timer against the timer that the log has armed. */
function whyNotPending(state: InstanceState, row: LogRow): string | null {
  const pending = state.timers.find((timer) => timer.id === row.timer);
  if (pending === undefined) return `row ${row.seq} fires timer ${row.timer ?? ""}, which is not pending`;
  if (row.dueAt !== pending.dueAt)
    return `row ${row.seq} says that its timer was due at ${row.dueAt}, the log leads to ${pending.dueAt}`;
  return isSameJson(row.event, pending.event)
    ? null
    : `row ${row.seq} records another event than its timer was armed with`;
}

function foldedOf(
  machine: MachineName,
  row: LogRow,
  result: { state: InstanceState; messages: readonly { n: number; type: string; params: Json }[] },
): Folded {
  return { state: result.state, stepped: true, messages: messagesOf(machine, row, result.messages) };
}

/** Gives a step's effects their place and id in the outbox. */
export function messagesOf(
  machine: MachineName,
  row: Pick<LogRow, "instance" | "seq" | "at">,
  planned: readonly { readonly n: number; readonly type: string; readonly params: Json }[],
): readonly Message[] {
  return planned.map(({ n, type, params }) => ({
    id: `${row.instance}:${row.seq}.${n}`,
    instance: row.instance,
    machine,
    type,
    params,
    at: row.at,
  }));
}
