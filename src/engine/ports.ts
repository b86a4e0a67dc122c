/** What the engine asks of the world: storage and delivery. `db` implements the first, `notify` the second. */
import type { AnyStateMachine } from "xstate";
import type { Json, JsonObject } from "../kernel/json.ts";
import type { Erasure } from "../kernel/text-refs.ts";
import type { UnreadableRow } from "../kernel/unreadable-row.ts";
import type {
  InstanceState,
  MachineEvent,
  MachineName,
  Message,
  OutboxRow,
  TimerFailure,
  TimerName,
  TimerRow,
} from "./types.ts";
import type { HistoryRange, LogRow, MessageRange } from "./log.ts";
import type { DecidedClockRow } from "./decided-clock.ts";
import type { Fence } from "./leases.ts";

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
 * Somebody wrote or approved something. Under one key nobody signs off twice within an instance: the storage itself sees to
 * that, so what two different people must do cannot be done by one, whatever a machine lets through.
 */
export interface SignOff {
  /** What it was, in the host's own words. */
  readonly key: string;
  readonly by: string;
}

export interface SignOffRow extends SignOff {
  readonly instance: string;
  /** The log row that it came with. */
  readonly seq: number;
}

/** A text is found by its instance and its reference: another instance's opens nothing. */
export interface TextName {
  readonly instance: string;
  /** `t1:…`, the commitment to salt and text. */
  readonly ref: string;
}

/** What a person wrote, beside the log: log, state and messages hold the reference only. */
export interface TextRow extends TextName {
  /** 16 random bytes, base64url. */
  readonly salt: string;
  readonly text: string;
  /** The host's lists find its instance by it. */
  readonly isSearched?: true;
}

/** A text as it is stored: without salt and text once it was taken away, by the log row `erasedSeq`. */
export interface StoredText extends TextName {
  readonly salt: string | null;
  readonly text: string | null;
  readonly erasedSeq: number | null;
  /** What that row says; null when it is missing. */
  readonly erasure?: Erasure | null;
}

/** Texts that a log row of the same commit takes away, and with them every copy in tables beside the log. */
export interface ErasedTexts {
  readonly instance: string;
  readonly seq: number;
  readonly refs: readonly string[];
  /** Messages whose parameters hold one of them: no copy of what they said is kept, or written from now on. */
  readonly messages: readonly string[];
  /** What stands in place of a copy. */
  readonly words: string;
}

/**
 * Takes what people wrote out of an event before anything is decided: `put` takes a text and answers with the reference that
 * stands in its place from then on. A start comes as `{ type: "start", machine, hash, input }`, and what became of a message
 * as `{ type: "delivered" | "dead-lettered", detail }`. Changes nothing in place.
 */
export type Apart = (
  machine: MachineName,
  event: MachineEvent,
  put: (text: string, more?: Pick<TextRow, "isSearched">) => string,
) => MachineEvent;

/**
 * A copy of an instance's state after one row of its log, so that a fold of the rows behind it need not begin at the start. The
 * log is what counts: a checkpoint is used only where its digest is the one that its log row recorded, and may be lost.
 */
export interface Checkpoint extends Pick<InstanceRow, "seq" | "stepSeq"> {
  readonly stateText: string;
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
  /** What the log rows of this commit refer to. */
  readonly texts: readonly TextRow[];
  readonly erased: readonly ErasedTexts[];
  /** A person who stands under the same key already fails the whole batch with `SamePersonError`. */
  readonly signOffs: readonly SignOffRow[];
  /** Clocks that were decided, or decided otherwise than before. */
  readonly decidedClocks: readonly DecidedClockRow[];
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
    /** `isErased`: a text of it was erased, and nothing of what it said is kept. */
    messages: (OutboxRow & { readonly isErased?: boolean })[];
    /** Instances whose state cannot be read. */
    unreadable?: readonly { readonly row: Omit<InstanceRow, "state" | "stateText">; readonly why: string }[];
  }>;
  /** Notes a row that was passed over, for people to see. */
  noteUnreadable?(row: UnreadableRow): void;
  /**
   * All or nothing; returns after the data is on disk, and after an erasure when the words are in no byte of the database's
   * own files. With a fence it throws `FencedError` when the lease has gone.
   */
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
  /** All messages of one instance, or some of them, oldest first. */
  messages(instance: string, range?: MessageRange): Promise<OutboxRow[]>;
  /** The last checkpoint at row `upTo` or before; null when there is none. A storage may keep none. */
  checkpoint?(instance: string, upTo: number): Promise<Checkpoint | null>;
  /** Kept in the place of those that are there. The storage itself keeps some with what it commits. */
  keepCheckpoints?(instance: string, checkpoints: readonly Checkpoint[]): Promise<void>;
  /** What stands behind these references; one that nobody has written is left out. */
  texts(names: readonly TextName[]): Promise<StoredText[]>;
  /** All timers of one instance: for checks that the rows and the state say the same. */
  timers(instance: string): Promise<TimerRow[]>;
  /** The sign-offs of one instance, oldest first; kept for log rows from `since` on. */
  /** `isWhole`: the instance began after the first of them were stored, so none is missing. */
  decidedClocks(instance: string): Promise<{ readonly isWhole: boolean; readonly rows: DecidedClockRow[] }>;
  signOffs(instance: string): Promise<{ readonly since: number; readonly rows: SignOffRow[] }>;
  /** Instance ids in order of their start, for walks over everything (verify, replay all). */
  instanceIds(after: string | null, limit: number): Promise<string[]>;
  close(): Promise<void>;
}

/**
 * Sends one message. Returns what should stand in the log about it (to whom, by which channel). Throws to be tried again
 * later; throws `UndeliverableError` when trying again is pointless.
 */
export type Deliver = (message: Message) => Promise<Json | undefined | void>;

/**
 * A machine that came while the engine was open: every version of it is the same for ever. Asked for whatever the engine meets
 * and does not know, so it must not throw for a name that nobody knows; null then.
 */
export type BringMachine = (machine: MachineName) => Promise<AnyStateMachine | null>;

/** Computes what lists show of an instance. Pure; stored beside the state in the same commit. */
export type Summarise = (machine: MachineName, state: InstanceState) => JsonObject | null;

/** Returns the sign-offs of a step. Pure; `before` is null at the start. Stored in the same commit. */
export type SignOffsOf = (
  machine: MachineName,
  before: InstanceState | null,
  after: InstanceState,
) => readonly SignOff[];

/** The right to write beside the engine's own loops; where several nodes share a storage, one has it at a time. */
export interface FollowRight {
  mayRun(): boolean;
  /** What a write names. Undefined where nobody else writes; throws `FencedError` when this node does not have the right. */
  fence(): Fence | undefined;
  /** The storage has refused it. */
  lost(): void;
}

/** Does something with rows after they were committed; the commit does not wait for it. */
export interface Follower {
  /** Rows were committed, or the right has come or gone. */
  wake(): void;
  run(): void;
  stop(): Promise<void>;
  /** After the last commit, while the right still holds. */
  finish(): Promise<void>;
}
