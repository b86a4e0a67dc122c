/** What the engine does for whoever has it. */
import type { Json, JsonObject } from "../kernel/json.ts";
import type { InstanceState, MachineEvent, MachineName, OutboxRow, PendingTimer, TimerRow } from "./types.ts";
import type { HistoryRange, LogRow, MessageRange } from "./log.ts";

/** Why a command was refused, as a code a program can read and a sentence a person can. */
export interface Refusal {
  readonly code:
    | "unknown-machine"
    | "unknown-instance"
    | "not-acceptable"
    | "finished"
    | "reserved-type"
    | "invalid-event"
    | "machine-error"
    | "command-id-reused"
    | "same-person"
    | "unknown-text"
    | "already-erased"
    | "definition-changed";
  readonly sentence: string;
}

/** What became of a command. Outcomes are values; only our own faults and the world's are thrown. */
export type Outcome =
  | { readonly outcome: "accepted"; readonly id: string; readonly seq: number }
  | { readonly outcome: "duplicate"; readonly id: string; readonly seq: number }
  | {
      readonly outcome: "refused";
      /** Of a refused start: nothing exists under it. */ readonly id: string;
      readonly reason: Refusal;
    }
  | { readonly outcome: "conflict"; readonly id: string; readonly seq: number; readonly since: readonly LogRow[] };

/** Who asks, and under which id of their own: the same id twice is one event and the same answer. */
export interface Command {
  readonly by: string;
  readonly commandId: string;
  /** The roles in which they ask, and how they were known: recorded as they were then, and read by nobody who decides. */
  readonly as?: readonly string[];
  readonly auth?: string;
  /** The `seq` the sender had seen; when the machine has stepped since, the command is answered with what happened. */
  readonly expectedSeq?: number;
}

/** An instance as it is, or as it was after some row of its log. */
export interface InstanceView {
  readonly id: string;
  readonly machine: MachineName;
  readonly value: Json;
  readonly context: JsonObject;
  readonly status: InstanceState["status"];
  readonly output: Json;
  /** Last log row. */
  readonly seq: number;
  /** Last log row that stepped the machine. */
  readonly stepSeq: number;
  readonly timers: readonly PendingTimer[];
  /** Event types that would be accepted now from `by`. */
  readonly can: readonly string[];
}

/** The first place where the fold of the log and the store do not agree. */
export interface Divergence {
  readonly seq: number;
  readonly what:
    "state" | "checkpoints" | "timers" | "messages" | "sign-offs" | "deadlines" | "texts" | "log" | "definition";
  readonly sentence: string;
}

export interface Replay extends InstanceView {
  /** Rows up to this one, it among them. */
  readonly rows: number;
  /** The first row that was folded; those before it were when the checkpoint behind them was kept. */
  readonly from: number;
  readonly divergence: Divergence | null;
}

export interface ReplayRange {
  readonly upTo?: number;
  readonly by?: string;
  readonly isWhole?: boolean;
}

/**
 * Questions; whoever only reads a storage has no more than these. Where texts stand apart, answers hold references, and
 * `opened` puts the texts in their place.
 */
export interface EngineQueries {
  /** Throws `UnknownInstanceError`. `by` decides what `can` lists (guards may look at who asks). */
  read(id: string, asked?: { readonly by?: string }): Promise<InstanceView>;
  /** What `read` says for nobody, or null while the last log row is still `seq`: then its state is not read again. */
  readSince(id: string, seq: number): Promise<InstanceView | null>;
  /** The log of one instance, oldest first. */
  history(id: string, range?: HistoryRange): Promise<LogRow[]>;
  /**
   * Folds the log up to `upTo` (or all of it) through the very code that ran live, and compares with what is stored. With
   * `upTo` it may begin behind a checkpoint, unless `isWhole`.
   */
  replay(id: string, range?: ReplayRange): Promise<Replay>;
  /** The messages of one instance, with what became of them. */
  messages(id: string, range?: MessageRange): Promise<OutboxRow[]>;
  /**
   * The same value with what people wrote in the place of each reference of this instance: one question to the storage, and
   * each reference opened once. A text that was taken away shows `erasedText`.
   */
  opened<Value>(id: string, value: Value): Promise<Value>;
  /** Timers whose step failed until they were quarantined, oldest first (1,000 at the most): somebody must look at them. */
  quarantined(): Promise<readonly TimerRow[]>;
}

export interface Engine extends EngineQueries {
  /** Begins an instance; its id is in the outcome. */
  start(machine: MachineName, input: Json, command: Command): Promise<Outcome>;
  /** Sends one event. `event.at` and `event.by` are the engine's to set. */
  send(id: string, event: MachineEvent, command: Command): Promise<Outcome>;
  /**
   * Takes texts of one instance away for good, with what delivery services answered about notifications that held them, and
   * every copy that was made of them here. The machine does not step. `reason` is a code: small letters and hyphens.
   */
  erase(id: string, refs: readonly string[], reason: string, command: Command): Promise<Outcome>;
  /** Fires what is due, then drains the outbox once. For tests, drills and one-shot commands. */
  runDue(): Promise<{ readonly fired: number; readonly sent: number }>;
  /** What failed before may get through now: the outbox tries every waiting message once, whether it is due or not. */
  sendNow(): void;
  /** Starts the timer and outbox loops. */
  run(): void;
  /**
   * Stops the loops for good, and resolves when they stand still, or after so long (ms): a delivery may hang. Commands are
   * still taken.
   */
  rest(withinMs?: number): Promise<void>;
  /** Lets work in flight finish, stops the loops, closes the storage. */
  close(): Promise<void>;
}
