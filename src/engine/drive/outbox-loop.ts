/**
 * Sends what the commits left in the outbox: at least once, each with its stable id, again after a growing delay, and
 * parked for a person when trying again is pointless.
 */
import type { Chance } from "../../kernel/chance.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Json } from "../../kernel/json.ts";
import { retryDelayMs } from "../decide/retry.ts";
import { UndeliverableError, type Deliver, type EngineStorage, type OutboxRow } from "../ports.ts";
import type { Committer } from "./committer.ts";
import { Sleeper } from "./sleeper.ts";
import type { SettleWork } from "./work.ts";

/** Messages on their way at one time. */
const deliveriesMax = 16;
const sleepMaxMs = 60_000;
const failureSleepMs = 1_000;
/** What is kept of an error's text. */
const errorTextMax = 500;

export class OutboxLoop {
  readonly #storage: EngineStorage;
  readonly #committer: Committer;
  readonly #clock: Clock;
  readonly #deliver: Deliver;
  readonly #chance: Chance;
  readonly #onProblem: (problem: unknown) => void;
  readonly #sleeper: Sleeper;
  #running: Promise<void> | null = null;
  #stopped = false;

  constructor(parts: {
    storage: EngineStorage;
    committer: Committer;
    clock: Clock;
    deliver: Deliver;
    chance: Chance;
    onProblem: (problem: unknown) => void;
  }) {
    this.#storage = parts.storage;
    this.#committer = parts.committer;
    this.#clock = parts.clock;
    this.#deliver = parts.deliver;
    this.#chance = parts.chance;
    this.#onProblem = parts.onProblem;
    this.#sleeper = new Sleeper(parts.clock);
  }

  /** Tries every message whose time has come, once. Returns how many were delivered. */
  async runOnce(): Promise<number> {
    let delivered = 0;
    const startedAt = this.#clock.now();
    const tried = new Set<string>();
    while (!this.#stopped) {
      const due = (await this.#storage.dueMessages(startedAt, deliveriesMax + tried.size)).filter(
        (message) => !tried.has(message.id),
      );
      if (due.length === 0) break;
      for (const message of due) tried.add(message.id);
      const results = await Promise.all(due.map((message) => this.#tryOnce(message)));
      delivered += results.filter((sent) => sent).length;
      // What was settled is not due any more; only what failed to settle must still be skipped.
      for (const [index, message] of due.entries()) if (results[index] !== null) tried.delete(message.id);
    }
    return delivered;
  }

  run(): void {
    this.#running ??= this.#loop();
  }

  /** A commit left messages. */
  wake(): void {
    this.#sleeper.wake();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#sleeper.wake();
    await this.#running;
  }

  /** True: delivered; false: to be tried again or parked; null: even that could not be written down. */
  async #tryOnce(message: OutboxRow): Promise<boolean | null> {
    const work = await this.#outcomeOf(message);
    try {
      const { outcome } = await this.#committer.submit(work);
      return outcome === "settled" && work.change.state === "delivered";
    } catch (error) {
      this.#onProblem(error);
      return null;
    }
  }

  async #outcomeOf(message: OutboxRow): Promise<SettleWork> {
    const { id, instance, machine, type, params, at } = message;
    const base = { kind: "settle", id: instance } as const;
    const tries = message.tries + 1;
    try {
      const detail: Json = (await this.#deliver({ id, instance, machine, type, params, at })) ?? null;
      const settledAt = this.#clock.now();
      const change = {
        id,
        state: "delivered",
        tries,
        nextTryAt: message.nextTryAt,
        lastError: null,
        settledAt,
      } as const;
      return { ...base, change, recorded: { kind: "delivered", type, detail } };
    } catch (error) {
      const lastError = (error instanceof Error ? error.message : String(error)).slice(0, errorTextMax);
      const now = this.#clock.now();
      const delay = error instanceof UndeliverableError ? null : retryDelayMs(tries, this.#chance());
      if (delay !== null) {
        return {
          ...base,
          change: { id, state: "waiting", tries, nextTryAt: now + Math.max(1, delay), lastError, settledAt: null },
          recorded: null,
        };
      }
      const change = { id, state: "parked", tries, nextTryAt: message.nextTryAt, lastError, settledAt: now } as const;
      return { ...base, change, recorded: { kind: "parked", type, detail: lastError } };
    }
  }

  async #loop(): Promise<void> {
    while (!this.#isStopped()) {
      let until = this.#clock.now() + sleepMaxMs;
      try {
        await this.runOnce();
        const next = await this.#storage.nextMessageAt();
        if (next !== null) until = Math.min(until, Math.max(next, this.#clock.now() + 1));
      } catch (error) {
        this.#onProblem(error);
        until = this.#clock.now() + failureSleepMs;
      }
      if (!this.#isStopped()) await this.#sleeper.sleep(until);
    }
  }

  #isStopped(): boolean {
    return this.#stopped;
  }
}
