import type { Json, JsonObject } from "../kernel/json.ts";

/** `id@version`, for instance `door@1`: names one frozen machine. */
export type MachineName = string;

/** An event as the machine sees it: what was sent, stamped by the engine with `at` (ms) and `by` (who). */
export interface MachineEvent extends JsonObject {
  readonly type: string;
}

/** An armed timer: an event that the machine will be sent at `dueAt` (ms) unless it is cancelled first. */
export interface PendingTimer {
  /** `seq.n`: the log row that armed it and its place in that row. */
  readonly id: string;
  /** The machine's own name for it; arming the same key again replaces the timer. */
  readonly key: string;
  readonly event: MachineEvent;
  readonly dueAt: number;
}

export interface TimerRow extends PendingTimer {
  readonly instance: string;
  /** Its step has failed so far; missing while it has not. */
  readonly failure?: TimerFailure;
}

/** A due timer whose step failed stays, is tried again with back-off, and is quarantined in the end. */
export interface TimerFailure {
  /** Tries made so far. */
  readonly tries: number;
  /** When it was tried last (ms). */
  readonly triedAt: number;
  /** The instance's last log row then: a later step may have mended what was wrong. */
  readonly triedSeq: number;
  /** Not before this time (ms); null when it is quarantined. */
  readonly nextTryAt: number | null;
  readonly lastError: string;
  /** Since when it is not tried again by itself (ms); null while it is. */
  readonly quarantinedAt: number | null;
}

/** Which timer, as the storage finds it. */
export type TimerName = Pick<TimerRow, "instance" | "key" | "id">;

/** What the fold of an instance's log yields, and all that a next step needs. Plain JSON. */
export interface InstanceState {
  readonly status: "active" | "done";
  readonly value: Json;
  readonly history: JsonObject;
  readonly context: JsonObject;
  readonly output: Json;
  /** In the order in which they were armed. */
  readonly timers: readonly PendingTimer[];
}

/** A named effect that a step asked for. It leaves through the outbox after the commit. */
export interface Message {
  /** `instance:seq.n`; stable, so that a receiver can recognise a second delivery. */
  readonly id: string;
  readonly instance: string;
  readonly machine: MachineName;
  /** The action's name in the machine. */
  readonly type: string;
  readonly params: Json;
  /** When the step that asked for it happened (ms). */
  readonly at: number;
}

/** A message on its way out. */
export interface OutboxRow extends Message {
  readonly state: "waiting" | "delivered" | "dead-lettered";
  /** Tries made so far. */
  readonly tries: number;
  /** Not before this time (ms). */
  readonly nextTryAt: number;
  readonly lastError: string | null;
  /** When it was delivered or dead-lettered (ms). */
  readonly settledAt: number | null;
}
