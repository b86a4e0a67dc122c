/**
 * Sends what the commits left in the outbox: at least once, each with its stable id, again after a growing delay, and
 * parked for a person when trying again is pointless.
 */
import type { Chance } from "../../kernel/chance.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Json } from "../../kernel/json.ts";
import { isA, messageOfProblem, textOfProblem } from "../../kernel/problem.ts";
import { frozenCopy, whyNotJson } from "../decide/plain-json.ts";
import { retryDelayMs } from "../decide/retry.ts";
import {
  isStorageRefusal,
  UndeliverableError,
  type Deliver,
  type EngineStorage,
  type Observe,
  type OutboxRow,
} from "../ports.ts";
import type { Committer } from "./committer.ts";
import { OneAtATime } from "./one-at-a-time.ts";
import { Pulse } from "./pulse.ts";
import { Sleeper } from "./sleeper.ts";
import type { SettleWork } from "./work.ts";

/** Messages on their way at one time. */
const deliveriesMax = 16;
/** Among so many that are due the most urgent leave first. */
const windowMax = 500;
const failureSleepMs = 1_000;
/** A delivery that has not answered by then counts as failed, so that it cannot hold up the others for ever. */
const deliveryMaxMs = 120_000;
/** One round may take this long: mail servers can be slow. */
const roundMaxMs = 180_000;

/** What became of one try. `unsettled`: it could not be written down; `storage-refuses`: nothing can be. */
type Tried = "delivered" | "not-delivered" | "unsettled" | "storage-refuses";

export class OutboxLoop {
  readonly #storage: EngineStorage;
  readonly #committer: Committer;
  readonly #clock: Clock;
  readonly #deliver: Deliver;
  readonly #chance: Chance;
  readonly #urgency: (message: OutboxRow) => number;
  readonly #onProblem: (problem: unknown) => void;
  readonly #mayRun: () => boolean;
  readonly #sleepMaxMs: number;
  readonly #observe: Observe;
  readonly #pulse: Pulse;
  readonly #sleeper: Sleeper;
  /** Tries whose outcome could not be written down yet, by message: they are not made again, only written again. */
  readonly #steady: Clock;
  readonly #unsettled = new Map<string, SettleWork>();
  readonly #runs = new OneAtATime();
  #running: Promise<void> | null = null;
  #stopped = false;
  #isHurrying = false;

  constructor(parts: {
    storage: EngineStorage;
    committer: Committer;
    clock: Clock;
    deliver: Deliver;
    chance: Chance;
    urgency: (message: OutboxRow) => number;
    onProblem: (problem: unknown) => void;
    /** Is this the node that sends? */
    mayRun: () => boolean;
    sleepMaxMs: number;
    observe: Observe;
    /** Measures how long a delivery takes. */
    steady: Clock;
  }) {
    this.#storage = parts.storage;
    this.#committer = parts.committer;
    this.#clock = parts.clock;
    this.#deliver = parts.deliver;
    this.#chance = parts.chance;
    this.#urgency = parts.urgency;
    this.#onProblem = parts.onProblem;
    this.#mayRun = parts.mayRun;
    this.#sleepMaxMs = parts.sleepMaxMs;
    this.#observe = parts.observe;
    this.#steady = parts.steady;
    this.#pulse = new Pulse("outbox", parts.steady, parts.observe);
    this.#sleeper = new Sleeper(parts.clock);
  }

  /** Tries every message whose time has come, once. Returns how many were delivered. */
  runOnce(): Promise<number> {
    return this.#runs.run(() => this.#sendAll());
  }

  run(): void {
    this.#running ??= this.#loop();
  }

  /** What failed before may get through now: every waiting message is tried once, due or not. */
  hurry(): void {
    this.#isHurrying = true;
    this.#sleeper.wake();
  }

  /** A commit left messages, or the right to run has come or gone. */
  wake(): void {
    this.#sleeper.wake();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#sleeper.wake();
    await this.#running;
    await this.#runs.idle();
  }

  async #sendAll(): Promise<number> {
    let delivered = 0;
    const startedAt = this.#clock.now();
    const skipped = new Set<string>();
    /** In a hurry nothing is too early, so what has failed since must be kept apart. */
    const failed = new Set<string>();
    let isHurrying = false;
    while (!this.#stopped && this.#mayRun()) {
      this.#pulse.beat(roundMaxMs);
      if (this.#isHurrying) failed.clear();
      isHurrying ||= this.#isHurrying;
      this.#isHurrying = false;
      // The earlier of the two, or a clock that is put back meanwhile would make every failed message due at once.
      const now = isHurrying ? Number.MAX_SAFE_INTEGER : Math.min(startedAt, this.#clock.now());
      const due = await this.#mostUrgent(now, new Set([...skipped, ...failed]));
      if (due.length === 0) {
        this.#keepUnsettled(skipped);
        break;
      }
      const results = await Promise.all(due.map((message) => this.#tryOnce(message)));
      delivered += results.filter((result) => result === "delivered").length;
      // What could not be written down would only be sent twice by whoever dies now: no more until there is room.
      if (results.includes("storage-refuses")) break;
      for (const [index, { id }] of due.entries()) {
        if (results[index] === "unsettled") skipped.add(id);
        else if (isHurrying && results[index] === "not-delivered") failed.add(id);
      }
    }
    return delivered;
  }

  async #mostUrgent(now: number, skipped: ReadonlySet<string>): Promise<readonly OutboxRow[]> {
    const due = await this.#storage.dueMessages(now, windowMax + skipped.size);
    return due
      .filter((message) => !skipped.has(message.id))
      .map((message) => ({ message, urgency: this.#urgencyOf(message) }))
      .sort((a, b) => a.urgency - b.urgency || a.message.at - b.message.at)
      .slice(0, deliveriesMax)
      .map(({ message }) => message);
  }

  /** What is not due any more has been written down after all, or by another process. */
  #keepUnsettled(stillDue: ReadonlySet<string>): void {
    for (const id of this.#unsettled.keys()) if (!stillDue.has(id)) this.#unsettled.delete(id);
  }

  async #tryOnce(message: OutboxRow): Promise<Tried> {
    const work = this.#unsettled.get(message.id) ?? (await this.#outcomeOf(message));
    try {
      const { outcome } = await this.#committer.submit(work);
      this.#unsettled.delete(message.id);
      if (outcome === "settled") this.#observe({ what: "tried", outcome: triedOf(work), message: message.id });
      return outcome === "settled" && work.change.state === "delivered" ? "delivered" : "not-delivered";
    } catch (error) {
      this.#unsettled.set(message.id, work);
      this.#onProblem(error);
      return isStorageRefusal(error) ? "storage-refuses" : "unsettled";
    }
  }

  async #outcomeOf(message: OutboxRow): Promise<SettleWork> {
    const { id, instance, machine, type, params, at } = message;
    const base = { kind: "settle", id: instance } as const;
    const tries = message.tries + 1;
    try {
      const answer = await withinLimit(() => this.#deliver({ id, instance, machine, type, params, at }), this.#steady);
      const detail = this.#recordable(answer ?? null, id);
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
      const lastError = messageOfProblem(error);
      const now = this.#clock.now();
      const delay = isA(error, UndeliverableError) ? null : retryDelayMs(tries, this.#chance());
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

  /** The message has left, whatever the receiver's answer looks like. */
  #recordable(detail: Json, message: string): Json {
    let why: string | null;
    try {
      why = whyNotJson(detail, "the answer");
      if (why === null) return frozenCopy(detail);
    } catch (error) {
      why = textOfProblem(error);
    }
    this.#onProblem(new Error(`what the delivery of ${message} answered is not recorded: ${why}`));
    return null;
  }

  /** A host that cannot say how urgent a message is has it sent all the same. */
  #urgencyOf(message: OutboxRow): number {
    try {
      const urgency = this.#urgency(message);
      return Number.isNaN(urgency) ? 0 : urgency;
    } catch (error) {
      this.#onProblem(error);
      return 0;
    }
  }

  async #loop(): Promise<void> {
    while (!this.#isStopped()) {
      let until = this.#clock.now() + this.#sleepMaxMs;
      let failed = false;
      try {
        await this.runOnce();
        const next = this.#mayRun() ? await this.#storage.nextMessageAt() : null;
        if (this.#unsettled.size > 0) until = this.#clock.now() + failureSleepMs;
        else if (next !== null) until = Math.min(until, Math.max(next, this.#clock.now() + 1));
      } catch (error) {
        failed = true;
        this.#onProblem(error);
        until = this.#clock.now() + failureSleepMs;
      }
      this.#pulse.beat(Math.max(0, until - this.#clock.now()), failed);
      // The clock may have been put back since `until` was worked out, and that far ahead nobody would wake.
      if (!this.#isStopped()) await this.#sleeper.sleep(Math.min(until, this.#clock.now() + this.#sleepMaxMs));
    }
  }

  #isStopped(): boolean {
    return this.#stopped;
  }
}

function triedOf({ change }: SettleWork): "delivered" | "failed" | "parked" {
  return change.state === "waiting" ? "failed" : change.state;
}

/**
 * Rejects when the delivery takes longer than `deliveryMaxMs`; what it does afterwards nobody hears of. Whether it is a promise
 * or not, and throws at once or later: it is one try with one outcome.
 */
function withinLimit(deliver: () => ReturnType<Deliver>, steady: Clock): ReturnType<Deliver> {
  return new Promise((resolve, reject) => {
    const takeBack = steady.after(deliveryMaxMs, () => {
      reject(new Error(`no answer within ${deliveryMaxMs / 1_000} s`));
    });
    void Promise.resolve().then(deliver).then(resolve, reject).finally(takeBack);
  });
}
