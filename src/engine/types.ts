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
  readonly state: "waiting" | "delivered" | "parked";
  /** Tries made so far. */
  readonly tries: number;
  /** Not before this time (ms). */
  readonly nextTryAt: number;
  readonly lastError: string | null;
  /** When it was delivered or parked (ms). */
  readonly settledAt: number | null;
}

/**
 * What a log row records. `start`, `event`, `timer` stepped the machine; `void` is a due timer that the machine no longer
 * accepted; `delivered` and `parked` are outcomes of a message and do not step it.
 */
export type LogKind = "start" | "event" | "timer" | "void" | "delivered" | "parked";

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
  /** The sender's own id of the command; null for timers and deliveries. */
  readonly commandId: string | null;
  /** start: `{ type: "start", machine, hash, input }`; event: as sent; timer: its event; delivered/parked: `{ type, message }`. */
  readonly event: MachineEvent;
  /** Timers: the id of the timer; otherwise null. */
  readonly timer: string | null;
  /** Why a timer was void, what a delivery answered; otherwise null. */
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
}

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
  readonly what: "state" | "timers" | "messages" | "hands" | "log" | "definition";
  readonly sentence: string;
}

export interface Replay extends InstanceView {
  /** Rows folded. */
  readonly rows: number;
  readonly divergence: Divergence | null;
}

/** What a commit leaves for the loops to do. */
export interface Committed {
  /** The earliest timer that it armed (ms), or null. */
  readonly earliestDueAt: number | null;
  readonly messages: number;
}

export interface Engine {
  /** Begins an instance; its id is in the outcome. */
  start(machine: MachineName, input: Json, command: Command): Promise<Outcome>;
  /** Sends one event. `event.at` and `event.by` are the engine's to set. */
  send(id: string, event: MachineEvent, command: Command): Promise<Outcome>;
  /** Throws `UnknownInstanceError`. `by` decides what `can` lists (guards may look at who asks). */
  read(id: string, asked?: { readonly by?: string }): Promise<InstanceView>;
  /** The log of one instance, oldest first. */
  history(id: string, range?: HistoryRange): Promise<LogRow[]>;
  /** Folds the log up to `upTo` (or all of it) through the very code that ran live, and compares with what is stored. */
  replay(id: string, range?: { readonly upTo?: number; readonly by?: string }): Promise<Replay>;
  /** The messages of one instance, with what became of them. */
  messages(id: string): Promise<OutboxRow[]>;
  /** Timers whose step failed until they were quarantined, oldest first (1,000 at the most): somebody must look at them. */
  quarantined(): Promise<readonly TimerRow[]>;
  /** Fires what is due, then drains the outbox once. For tests, drills and one-shot commands. */
  runDue(): Promise<{ readonly fired: number; readonly sent: number }>;
  /** What failed before may get through now: the outbox tries every waiting message once, whether it is due or not. */
  sendNow(): void;
  /** Another engine of this process has committed this to the same storage: the loops of this one see to it. */
  hear(committed: Committed): void;
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
