/** Rows of the log, as they stand there and as they are asked for. */
import type { Json } from "../kernel/json.ts";
import type { MachineEvent } from "./types.ts";

/**
 * What a log row records. `start`, `event`, `timer` stepped the machine; `stale` is a due timer that the machine no longer
 * accepted; `delivered` and `dead-lettered` are outcomes of a message and do not step it; neither does `erased`, with which
 * texts were taken away.
 */
export type LogKind = "start" | "event" | "timer" | "stale" | "delivered" | "dead-lettered" | "erased";

export interface LogRow {
  readonly instance: string;
  /** 0, 1, 2 … within the instance, without gaps. */
  readonly seq: number;
  readonly kind: LogKind;
  /** When it was decided (ms). The only time that the machine saw. */
  readonly at: number;
  /** Timers: when it should have happened (ms); otherwise null. */
  readonly dueAt: number | null;
  readonly by: string;
  /** The roles that they had then; null where nobody says: timers, deliveries, the desk itself, rows of an earlier version. */
  readonly as: readonly string[] | null;
  /** How it was known that it is them (docs/record.md); null as above. */
  readonly auth: string | null;
  /** The sender's own id of the command; null for timers and deliveries. */
  readonly commandId: string | null;
  /** start: `{ type: "start", machine, hash, input }`; event: as sent; timer: its event; delivered/dead-lettered: `{ type, message }`; erased: `{ type: "erased", refs, reason }`. */
  readonly event: MachineEvent;
  /** Timers: the id of the timer; otherwise null. */
  readonly timer: string | null;
  /** Why a timer was stale, what a delivery answered; otherwise null. */
  readonly detail: Json;
  /** Digest of the state after this row: lets a replay say where it first differs. */
  readonly stateHash: string;
}

export interface HistoryRange {
  /** Only rows with a greater seq. */
  readonly after?: number;
  /** Only rows up to and including this seq. */
  readonly upTo?: number;
  readonly limit?: number;
  /** Only rows of these kinds. */
  readonly kinds?: readonly LogRow["kind"][];
  /** Only what was sent with one of these types. */
  readonly types?: readonly string[];
}

/** A part of an instance's messages, oldest first. */
export interface MessageRange {
  /**
   * Ids of messages: only what was asked for before, or after. With `after` (null: from the first on) the oldest of the rest,
   * otherwise the newest.
   */
  readonly before?: string;
  readonly after?: string | null;
  /** Only what log rows up to this one asked for. */
  readonly upTo?: number;
  /** Only these. */
  readonly ids?: readonly string[];
  readonly limit?: number;
  /** Only what still waits, or waits for a person. */
  readonly isUnsettled?: true;
}
