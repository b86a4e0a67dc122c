/**
 * Fires what is due, oldest first, each timer once by its row: the row goes in the same commit as the step. Never early: a
 * timer is taken only when the clock has reached its time.
 */
import type { Clock } from "../../kernel/clock.ts";
import type { EngineStorage, TimerRow } from "../ports.ts";
import type { Committer } from "./committer.ts";
import { Sleeper } from "./sleeper.ts";

/** Timers taken at a time. */
const dueMax = 256;
/** A loop that heard of nothing looks again after this time. */
const sleepMaxMs = 60_000;
/** After the storage failed. */
const failureSleepMs = 1_000;

export class TimerLoop {
  readonly #storage: EngineStorage;
  readonly #committer: Committer;
  readonly #clock: Clock;
  readonly #onProblem: (problem: unknown) => void;
  readonly #sleeper: Sleeper;
  /** Timers that cannot be fired by this process; asking for them again and again would starve the others. */
  readonly #stuck = new Set<string>();
  #running: Promise<void> | null = null;
  #stopped = false;

  constructor(parts: {
    storage: EngineStorage;
    committer: Committer;
    clock: Clock;
    onProblem: (problem: unknown) => void;
  }) {
    this.#storage = parts.storage;
    this.#committer = parts.committer;
    this.#clock = parts.clock;
    this.#onProblem = parts.onProblem;
    this.#sleeper = new Sleeper(parts.clock);
  }

  /** Fires all that is due now, and what that arms with no delay. Returns how many timers stepped their machine. */
  async runOnce(): Promise<number> {
    let fired = 0;
    while (!this.#stopped) {
      const due = await this.#storage.dueTimers(this.#clock.now(), dueMax + this.#stuck.size);
      const timers = due.filter((timer) => !this.#stuck.has(keyOf(timer)));
      if (timers.length === 0) break;
      const results = await Promise.all(timers.map((timer) => this.#fire(timer)));
      fired += results.filter((happened) => happened).length;
    }
    return fired;
  }

  run(): void {
    this.#running ??= this.#loop();
  }

  /** A timer was armed that is due at `at` (ms). */
  armed(at: number): void {
    this.#sleeper.wakeBefore(at);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#sleeper.wake();
    await this.#running;
  }

  async #fire(timer: TimerRow): Promise<boolean> {
    try {
      const result = await this.#committer.submit({ kind: "fire", id: timer.instance, timer });
      if (result.outcome !== "stuck") return result.outcome === "fired";
      this.#onProblem(new Error(`timer ${timer.id} of ${timer.instance} cannot fire: ${result.sentence}`));
    } catch (error) {
      this.#onProblem(error);
    }
    this.#stuck.add(keyOf(timer));
    return false;
  }

  async #loop(): Promise<void> {
    while (!this.#stopped) {
      let until = this.#clock.now() + sleepMaxMs;
      try {
        await this.runOnce();
        const next = await this.#nextDueAt();
        if (next !== null) until = Math.min(until, next);
      } catch (error) {
        this.#onProblem(error);
        until = this.#clock.now() + failureSleepMs;
      }
      if (!this.#isStopped()) await this.#sleeper.sleep(until);
    }
  }

  /** Stuck timers are due for ever and must not keep the loop awake. */
  async #nextDueAt(): Promise<number | null> {
    if (this.#stuck.size === 0) return this.#storage.nextDueAt();
    const soon = await this.#storage.dueTimers(this.#clock.now() + sleepMaxMs, this.#stuck.size + 1);
    return soon.find((timer) => !this.#stuck.has(keyOf(timer)))?.dueAt ?? null;
  }

  #isStopped(): boolean {
    return this.#stopped;
  }
}

function keyOf(timer: TimerRow): string {
  return `${timer.instance}:${timer.id}`;
}
