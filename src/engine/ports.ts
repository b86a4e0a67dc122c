/** What the engine asks of the world: storage and delivery. `db` implements the first, `notify` the second. */
import type { Json, JsonObject } from "../kernel/json.ts";
import type { SetAside } from "../kernel/unreadable-row.ts";
import type {
  HistoryRange,
  InstanceState,
  LogRow,
  MachineName,
  Message,
  Outcome,
  OutboxRow,
  TimerFailure,
  TimerName,
  TimerRow,
} from "./types.ts";
import { FencedError, type Fence } from "./leases.ts";

export { FencedError, type Fence, type Lease, type Leases } from "./leases.ts";

export type { HistoryRange, OutboxRow, TimerFailure, TimerName, TimerRow } from "./types.ts";

/** One row per instance: its present state, which is always equal to the fold of its log. */
export interface InstanceRow {
  readonly id: string;
  readonly machine: MachineName;
  /** Digest of the machine's definition at the start; a different one may not touch this instance. */
  readonly definitionHash: string;
  /** Last log row. */
  readonly seq: number;
  /** Last log row that stepped the machine: what a form's `expectedSeq` is compared with. */
  readonly stepSeq: number;
  readonly state: InstanceState;
  /** The JSON text of `state`, where somebody has it already: making it takes as long as a small step. */
  readonly stateText?: string;
  /** What lists across instances need, computed by the host's `summarise`; null when the host gave none. */
  readonly summary: JsonObject | null;
  readonly startedAt: number;
  readonly updatedAt: number;
}

export interface ChangedInstance extends InstanceRow {
  readonly previousSeq: number;
  /** The summary is what is stored already, so the lists that are kept by it need no touching. */
  readonly keepsSummary?: boolean;
}

/** A try's result: the row's new columns. It changes nothing when the message is not waiting any more. */
export type OutboxChange = Pick<OutboxRow, "id" | "state" | "tries" | "nextTryAt" | "lastError" | "settledAt">;

/**
 * Somebody had a hand in something. Under one key nobody stands twice within an instance: the storage itself sees to
 * that, so what two different people must do cannot be done by one, whatever a machine lets through.
 */
export interface Hand {
  /** What it was, in the host's own words. */
  readonly key: string;
  readonly by: string;
}

export interface HandRow extends Hand {
  readonly instance: string;
  /** The log row that it came with. */
  readonly seq: number;
}

/** Everything one commit writes, in one transaction, each part with one set-based statement. */
export interface Batch {
  readonly log: readonly LogRow[];
  /** New instances (`seq` was nothing before). */
  readonly inserted: readonly InstanceRow[];
  /** Changed instances; `previousSeq` must still be what is stored, or the whole batch fails with `StaleInstanceError`. */
  readonly updated: readonly ChangedInstance[];
  /** Fired, cancelled and replaced timers. */
  readonly timersRemoved: readonly TimerName[];
  readonly timersArmed: readonly TimerRow[];
  /** Timers that stay and whose step has failed. One that is gone is left out in silence. */
  readonly timersFailed: readonly (TimerName & { readonly failure: TimerFailure })[];
  readonly messages: readonly Message[];
  readonly outbox: readonly OutboxChange[];
  /** A person who stands under the same key already fails the whole batch with `SamePersonError`. */
  readonly hands: readonly HandRow[];
}

/** Another writer changed an instance between load and commit. The committer loads again and decides anew. */
export class StaleInstanceError extends Error {
  override name = "StaleInstanceError";
}

/** Somebody would have had a hand in the same thing twice. Nothing was written; trying again changes nothing. */
export class SamePersonError extends Error {
  override name = "SamePersonError";
}

/**
 * The step of a due timer failed; the timer stays. `nextTryAt` is null when it is quarantined: it is not tried again before its
 * instance has taken another step, or the engine is opened anew.
 */
export class TimerFailedError extends Error {
  override name = "TimerFailedError";
  readonly timer: TimerName;
  readonly failure: TimerFailure;

  constructor(timer: TimerName, failure: TimerFailure, options?: ErrorOptions) {
    const { nextTryAt, tries } = failure;
    const next = nextTryAt === null ? "it is quarantined" : `it is tried again in ${nextTryAt - failure.triedAt} ms`;
    super(
      `timer ${timer.id} (${timer.key}) of ${timer.instance} failed (${tries}): ${failure.lastError}; ${next}`,
      options,
    );
    this.timer = { instance: timer.instance, key: timer.key, id: timer.id };
    this.failure = failure;
  }
}

/** Timers that arm one another without end and without waiting. They are slowed down, and quarantined in the end. */
export class TimerCircleError extends TimerFailedError {
  override name = "TimerCircleError";
}

export interface EngineStorage {
  /**
   * The instances with these ids that exist, the log rows that carry these command ids, and these messages. The messages
   * are read after the instances: whoever settles one between the two has changed its instance. An instance that is still
   * at the seq under its id in `known` may be left out.
   */
  load(
    instances: readonly string[],
    commandIds: readonly string[],
    messages?: readonly string[],
    known?: ReadonlyMap<string, number>,
  ): Promise<{
    instances: InstanceRow[];
    commands: LogRow[];
    messages: OutboxRow[];
    /** Instances whose state cannot be read. */
    unreadable?: readonly { readonly row: Omit<InstanceRow, "state" | "stateText">; readonly why: string }[];
  }>;
  /** Notes a row that was passed over, for people to see. */
  setAside?(row: SetAside): void;
  /** All or nothing; returns after the data is on disk. With a fence it throws `FencedError` when the lease has gone. */
  commit(batch: Batch, options?: { readonly fence?: Fence }): Promise<void>;
  history(instance: string, range?: HistoryRange): Promise<LogRow[]>;
  /** Due at or before `now`, oldest first, then in arming order. Without those that wait for another try or are quarantined. */
  dueTimers(now: number, limit: number): Promise<TimerRow[]>;
  /** The earliest time (ms) at which a timer is to be fired or tried again, or null. */
  nextDueAt(): Promise<number | null>;
  /** Quarantined timers, oldest first; with `stepped` only those whose instance has stepped since they were tried. */
  quarantinedTimers(limit: number, only?: { readonly stepped?: boolean }): Promise<TimerRow[]>;
  /**
   * Waiting messages that were never tried, or whose `nextTryAt` has come, or is after `furthest`, which only a clock that was
   * wrong can have written. Oldest first.
   */
  dueMessages(now: number, limit: number, furthest?: number): Promise<OutboxRow[]>;
  nextMessageAt(): Promise<number | null>;
  /** All messages of one instance, oldest first. */
  messages(instance: string): Promise<OutboxRow[]>;
  /** All timers of one instance: for checks that the rows and the state say the same. */
  timers(instance: string): Promise<TimerRow[]>;
  /** Who had a hand in what within one instance, oldest first; kept for log rows from `since` on. */
  hands(instance: string): Promise<{ readonly since: number; readonly rows: HandRow[] }>;
  /** Instance ids in order of their start, for walks over everything (verify, replay all). */
  instanceIds(after: string | null, limit: number): Promise<string[]>;
  close(): Promise<void>;
}

/**
 * Sends one message. Returns what should stand in the log about it (to whom, by which channel). Throws to be tried again
 * later; throws `UndeliverableError` when trying again is pointless.
 */
export type Deliver = (message: Message) => Promise<Json | undefined | void>;

/** The receiver said no for good: the message is parked at once for a person to look at. */
export class UndeliverableError extends Error {
  override name = "UndeliverableError";
}

/** Computes what lists show of an instance. Pure; stored beside the state in the same commit. */
export type Summarise = (machine: MachineName, state: InstanceState) => JsonObject | null;

/** Says whose hands a step brings to what. Pure; `before` is null at the start. Stored in the same commit. */
export type HandsOf = (machine: MachineName, before: InstanceState | null, after: InstanceState) => readonly Hand[];

/**
 * Why a storage takes no writes. `full`: the disk has no room. `held`: another program has locked the file. `away`: the
 * server cannot be reached. `read-only`: whatever is there may only be read. `broken`: it has failed.
 */
export type StorageTrouble = "full" | "held" | "away" | "read-only" | "broken";

/**
 * The storage takes no writes, whoever asks; no single command is at fault, so trying a batch again one by one is
 * pointless. All but `broken` pass by themselves or by somebody's hand; after `broken` nothing may be acknowledged until a restart has read
 * back what is really on the disk. With `away` and `broken` nobody knows whether the batch was written: it must not be
 * acknowledged, and whoever sends its commands again, with the same ids, gets the one true answer.
 */
export class StorageUnavailableError extends Error {
  override name = "StorageUnavailableError";
  readonly reason: StorageTrouble;

  constructor(reason: StorageTrouble, sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.reason = reason;
  }
}

/** More is asked for than can be written down soon; nothing of this was recorded. The same command may be sent again later. */
export class OverloadedError extends Error {
  override name = "OverloadedError";
}

/** A part that works by itself has ended by a mistake of ours: nothing of its kind happens until a new start. */
export class LoopEndedError extends Error {
  override name = "LoopEndedError";
}

/** Would the storage have refused anything else just as well? Then no command, timer or message is at fault. */
export function isStorageRefusal(error: unknown): boolean {
  return error instanceof StorageUnavailableError || error instanceof FencedError;
}

export type LoopName = "timers" | "outbox";

/** What an engine tells whoever watches it. Plain data, numbers and names; nothing that a person wrote. */
export type Observation =
  | {
      readonly what: "answered";
      /** Commands, timers and outcomes of deliveries that were decided together. */
      readonly works: number;
      /** What came in meanwhile and waits for the next commit. */
      readonly queued: number;
      /** How long the commit took (ms); null when nothing had to be written. */
      readonly commitMs: number | null;
      /** How often each answer was given to a command. */
      readonly outcomes: Readonly<Partial<Record<Outcome["outcome"], number>>>;
      /** Of each timer that rang: how long after its time (ms). */
      readonly latenessMs: readonly number[];
    }
  | {
      readonly what: "commit-failed";
      readonly works: number;
      /** `refused`: the storage took these rows for bad ones, and no others. */
      readonly reason: StorageUnavailableError["reason"] | "fenced" | "refused";
      readonly sentence: string;
    }
  /** A try to deliver a message. `failed` will be tried again. */
  | { readonly what: "tried"; readonly outcome: "delivered" | "failed" | "parked"; readonly message: string }
  /** The step of a due timer failed. Unless it is quarantined now it will be tried again. */
  | { readonly what: "timer-failed"; readonly quarantined: boolean }
  /** A loop has looked for what is due. It looks again within `nextInMs`, or stands still. */
  | { readonly what: "looked"; readonly loop: LoopName; readonly nextInMs: number; readonly failed: boolean }
  /** The right to run the loops came to this node, or left it. `somebody`: some node has it, as far as this one knows. */
  | { readonly what: "leased"; readonly held: boolean; readonly somebody: boolean };

/** Called in the middle of the work: must be quick and must not throw. */
export type Observe = (observation: Observation) => void;
