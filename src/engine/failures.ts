/** What can go wrong in the engine and in what it is given. */
import type { TimerFailure, TimerName } from "./types.ts";
import { FencedError } from "./leases.ts";

/** Another writer changed an instance between load and commit. The committer loads again and decides anew. */
export class StaleInstanceError extends Error {
  override name = "StaleInstanceError";
}

/** The same person would have signed off the same thing twice. Nothing was written; trying again changes nothing. */
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

/** The receiver said no for good: the message is dead-lettered at once for a person to look at. */
export class UndeliverableError extends Error {
  override name = "UndeliverableError";
}

/**
 * Why a storage takes no writes. `full`: the disk has no room. `held`: another program has locked the file. `away`: the
 * server cannot be reached. `silent`: whoever writes does not answer. `read-only`: whatever is there may only be read. `broken`: it
 * has failed.
 */
export type StorageTrouble = "full" | "held" | "away" | "silent" | "read-only" | "broken";

/**
 * The storage takes no writes, whoever asks; no single command is at fault, so trying a batch again one by one is
 * pointless. All but `broken` pass by themselves or by somebody's hand; after `broken` nothing may be acknowledged until a restart has read
 * back what is really on the disk. With `away`, `silent` and `broken` nobody knows whether the batch was written: it must not be
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
