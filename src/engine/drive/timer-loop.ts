/**
 * Fires what is due, oldest first, each timer once by its row: the row goes in the same commit as the step. Never early: a
 * timer is taken only when the clock has reached its time.
 */
import { steadyClock, type Clock } from "../../kernel/clock.ts";
import { Loop } from "../../kernel/loop.ts";
import { isA, textOfProblem } from "../../kernel/problem.ts";
import type { EngineStorage } from "../ports.ts";
import type { Observe } from "../observations.ts";
import {
  isStorageRefusal,
  LoopEndedError,
  StaleInstanceError,
  TimerCircleError,
  TimerFailedError,
} from "../failures.ts";
import type { TimerFailure, TimerRow } from "../types.ts";
import type { Committer } from "./committer.ts";
import { Heartbeat } from "./heartbeat.ts";
import { Quarantine } from "./quarantine.ts";
import { TimerCircles } from "./timer-circles.ts";
import { timerKey } from "./timer-key.ts";
import { WasDue } from "./was-due.ts";
import type { WorkResult } from "./work.ts";

/** Timers taken at a time. */
const dueMax = 256;
/** Quarantined timers that are given another chance at a time. */
const quarantinedMax = 1_000;
/** Times that one run looks for more: a machine whose timers are due the moment they are armed must not hold it for ever. */
const roundsMax = 1_000;
/** A loop that heard of nothing looks again after this time: the clock may have been moved, or the machine may have slept. */
export const sleepMaxMs = 2_000;
/** One round may take this long. */
const roundMaxMs = 3_000;
/** A loop that is later than this has lost its right to run: another node is to take over. */
export const lateMaxMs = 10_000;

export class TimerLoop {
  readonly #storage: EngineStorage;
  readonly #committer: Committer;
  readonly #clock: Clock;
  readonly #onProblem: (problem: unknown) => void;
  readonly #mayRun: () => boolean;
  readonly #sleepMaxMs: number;
  readonly #heartbeat: Heartbeat;
  readonly #loop: Loop<number>;
  readonly #observe: Observe;
  /** Timers that cannot be fired here, or of which that could not even be recorded; asking again and again would starve the others. */
  readonly #aside: Quarantine;
  readonly #wasDue: WasDue;
  readonly #circles = new TimerCircles();
  /** Whatever was quarantined before this engine was opened is tried once more: the program may have been mended. */
  #isFirstLook = true;

  constructor(parts: {
    storage: EngineStorage;
    committer: Committer;
    clock: Clock;
    onProblem: (problem: unknown) => void;
    /** Is this the node that fires timers? */
    mayRun: () => boolean;
    sleepMaxMs: number;
    observe: Observe;
  }) {
    this.#storage = parts.storage;
    this.#committer = parts.committer;
    this.#clock = parts.clock;
    this.#onProblem = parts.onProblem;
    this.#mayRun = parts.mayRun;
    this.#sleepMaxMs = parts.sleepMaxMs;
    this.#observe = parts.observe;
    this.#heartbeat = new Heartbeat("timers", steadyClock, parts.observe);
    this.#loop = new Loop({
      clock: parts.clock,
      look: () => this.#fireAll(),
      nextAt: async () => (this.#mayRun() ? this.#nextDueAt() : null),
      pauseMaxMs: parts.sleepMaxMs,
      onProblem: parts.onProblem,
      onPause: (pauseMs, failed) => this.#heartbeat.beat(pauseMs, failed),
      onEnded: (cause) => parts.onProblem(new LoopEndedError("The loop that fires timers has ended.", { cause })),
    });
    this.#aside = new Quarantine(parts.clock);
    this.#wasDue = new WasDue(parts.storage);
  }

  /**
   * Fires all that is due now, and what that arms with no delay. Returns how many timers stepped their machine. Throws when
   * the storage takes no writes; the timers are due as before.
   */
  runOnce(): Promise<number> {
    return this.#loop.runOnce();
  }

  run(): void {
    this.#loop.run();
  }

  /** It does its work, or has not been told to. */
  isAlive(): boolean {
    return this.#heartbeat.isAlive(lateMaxMs);
  }

  /** A timer was armed that is due at `at` (ms). */
  armed(at: number): void {
    this.#loop.wakeBefore(at);
  }

  /** The right to run has come or gone. */
  wake(): void {
    this.#loop.wake();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  async #fireAll(): Promise<number> {
    if (!this.#mayRun()) this.#wasDue.forget();
    let fired = this.#mayRun() ? await this.#fireThese(await this.#secondChances()) : 0;
    for (let round = 0; round < roundsMax && !this.#loop.isStopped && this.#mayRun(); round += 1) {
      this.#heartbeat.beat(roundMaxMs);
      const limit = dueMax + this.#aside.size;
      const now = this.#clock.now();
      const overdue = await this.#wasDue.at(now);
      const due = await this.#storage.dueTimers(now, limit);
      if (due.length < limit) this.#aside.keepOnly([...overdue, ...due].map(timerKey));
      const timers = [...overdue, ...due].filter((timer) => !this.#aside.has(timerKey(timer))).slice(0, dueMax);
      if (timers.length === 0) break;
      fired += await this.#fireThese(timers);
    }
    return fired;
  }

  async #fireThese(timers: readonly TimerRow[]): Promise<number> {
    const results = await Promise.all(timers.map((timer) => this.#fire(timer)));
    return results.filter((happened) => happened).length;
  }

  /** Of what is quarantined, that whose instance has stepped since. */
  async #secondChances(): Promise<readonly TimerRow[]> {
    const timers = await this.#storage.quarantinedTimers(quarantinedMax, { stepped: !this.#isFirstLook });
    this.#isFirstLook = false;
    return timers.filter((timer) => !this.#aside.has(timerKey(timer)));
  }

  async #fire(timer: TimerRow): Promise<boolean> {
    const setBack = this.#circles.setBackOf(timer);
    if (setBack !== null)
      return this.#setBack(timer, circleSentence(timer), { tries: setBack, kind: TimerCircleError });
    try {
      const wasDue = this.#wasDue.has(timerKey(timer));
      const result = await this.#committer.submit({ kind: "fire", id: timer.instance, timer, wasDue });
      this.#wasDue.fired(timerKey(timer));
      return this.#heed(timer, result);
    } catch (error) {
      // No fault of this timer: it is due as before.
      if (isStorageRefusal(error)) throw error;
      if (isA(error, StaleInstanceError)) return this.#putAside(timer, error);
      return this.#setBack(timer, textOfProblem(error), { kind: TimerFailedError, cause: error });
    }
  }

  #heed(timer: TimerRow, result: WorkResult): boolean {
    if (result.outcome === "stuck") {
      this.#aside.forGood(timerKey(timer));
      this.#onProblem(new Error(`timer ${timer.id} of ${timer.instance} cannot fire: ${result.sentence}`));
      return false;
    }
    this.#aside.forget(timerKey(timer));
    if (result.outcome === "failed") this.#report(new TimerFailedError(timer, result.failure));
    if (result.outcome === "fired" && result.armsSoon) this.#circles.fired(timer, result.seq);
    return result.outcome === "fired";
  }

  /** Records that the timer stays, and when it is tried again. */
  async #setBack(
    timer: TimerRow,
    why: string,
    { kind, tries, cause }: { kind: typeof TimerFailedError; tries?: number; cause?: unknown },
  ): Promise<false> {
    try {
      const work = { kind: "set-back", id: timer.instance, timer, why, ...(tries !== undefined && { tries }) } as const;
      const result = await this.#committer.submit(work);
      if (result.outcome === "failed") this.#report(new kind(timer, result.failure, { cause }));
      return false;
    } catch (error) {
      if (isStorageRefusal(error)) throw error;
      return this.#putAside(timer, cause ?? error);
    }
  }

  #putAside(timer: TimerRow, error: unknown): false {
    this.#aside.forAWhile(timerKey(timer));
    this.#onProblem(error);
    return false;
  }

  #report(error: TimerFailedError): void {
    this.#observe({ what: "timer-failed", quarantined: error.failure.nextTryAt === null });
    this.#onProblem(error);
  }

  /** A timer that was set aside stays due, and must not keep the loop awake. */
  async #nextDueAt(): Promise<number | null> {
    if (this.#aside.size === 0) return this.#storage.nextDueAt();
    const soon = await this.#storage.dueTimers(this.#clock.now() + this.#sleepMaxMs, this.#aside.size + 1);
    const next = Math.min(
      ...soon.map((timer) => Math.max(timer.dueAt, nextTryOf(timer.failure), this.#aside.until(timerKey(timer)))),
    );
    return next === Infinity ? null : next;
  }
}

function nextTryOf(failure: TimerFailure | undefined): number {
  return failure?.nextTryAt ?? -Infinity;
}

function circleSentence({ key }: TimerRow): string {
  return `this timer (${key}) is the end of a long chain of timers, each armed by the one before within a second: a circle`;
}
