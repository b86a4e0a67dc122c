/**
 * Sends what the commits left in the outbox: at least once, each with its stable id, again after a growing delay, and
 * dead-lettered for a person when trying again is pointless.
 */
import type { Random } from "../../kernel/random.ts";
import type { Clock } from "../../kernel/clock.ts";
import { Loop } from "../../kernel/loop.ts";
import type { Json } from "../../kernel/json.ts";
import { isA, messageOfProblem, textOfProblem } from "../../kernel/problem.ts";
import { frozenCopy, whyNotJson } from "../decide/plain-json.ts";
import { retryDelayMaxMs, retryDelayMs } from "../decide/retry.ts";
import type { Deliver, EngineStorage } from "../ports.ts";
import type { Observe } from "../observations.ts";
import { isStorageRefusal, LoopEndedError, UndeliverableError } from "../failures.ts";
import type { OutboxRow } from "../types.ts";
import type { Committer } from "./committer.ts";
import { overOrSlow } from "./over-or-slow.ts";
import { Heartbeat } from "./heartbeat.ts";
import { lateMaxMs } from "./timer-loop.ts";
import { withinLimit } from "./within-limit.ts";
import type { SettleWork } from "./work.ts";

/** Messages that leave together. */
const deliveriesMax = 16;
/** A delivery that takes longer makes room for the next ones, and goes on beside them. */
const slowMs = 1_000;
/** Messages on their way at one time, the slow ones too. */
const underwayMax = 256;
/** Among so many that are due the most urgent leave first. */
const windowMax = 500;
const failureSleepMs = 1_000;
/** Between two looks, also while deliveries are waited for. */
const lookMaxMs = 3_000;

/** What became of one try. `unsettled`: it could not be written down; `storage-refuses`: nothing can be. */
type Tried = "delivered" | "not-delivered" | "unsettled" | "storage-refuses";

/** What came of one run over everything that is due. */
interface Round {
  delivered: number;
  readonly skipped: Set<string>;
  /** In a hurry nothing is too early, so what has failed since must be kept apart. */
  readonly failed: Set<string>;
  isHurrying: boolean;
  isRefused: boolean;
}

export class OutboxLoop {
  readonly #storage: EngineStorage;
  readonly #committer: Committer;
  readonly #clock: Clock;
  readonly #deliver: Deliver;
  readonly #chance: Random;
  readonly #urgency: (message: OutboxRow) => number;
  readonly #onProblem: (problem: unknown) => void;
  readonly #mayRun: () => boolean;
  readonly #observe: Observe;
  readonly #heartbeat: Heartbeat;
  readonly #loop: Loop<number>;
  readonly #steady: Clock;
  /** Tries that are not over yet, by message. */
  readonly #underway = new Map<string, Promise<unknown>>();
  /** Tries whose outcome could not be written down yet, by message: they are not made again, only written again. */
  readonly #unsettled = new Map<string, SettleWork>();
  #isHurrying = false;

  constructor(parts: {
    storage: EngineStorage;
    committer: Committer;
    clock: Clock;
    deliver: Deliver;
    random: Random;
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
    this.#chance = parts.random;
    this.#urgency = parts.urgency;
    this.#onProblem = parts.onProblem;
    this.#mayRun = parts.mayRun;
    this.#observe = parts.observe;
    this.#steady = parts.steady;
    this.#heartbeat = new Heartbeat("outbox", parts.steady, parts.observe);
    this.#loop = new Loop({
      clock: parts.clock,
      look: () => this.#sendAll(),
      nextAt: () => this.#nextAt(),
      pauseMaxMs: parts.sleepMaxMs,
      onProblem: parts.onProblem,
      onPause: (pauseMs, failed) => this.#heartbeat.beat(pauseMs, failed),
      onEnded: (cause) => parts.onProblem(new LoopEndedError("The loop that sends messages has ended.", { cause })),
    });
  }

  /** Tries every message whose time has come, once. Returns how many were delivered. */
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

  /** What failed before may get through now: every waiting message is tried once, due or not. */
  hurry(): void {
    this.#isHurrying = true;
    this.#loop.wake();
  }

  /** A commit left messages, or the right to run has come or gone. */
  wake(): void {
    this.#loop.wake();
  }

  async stop(): Promise<void> {
    await this.#loop.stop();
    await Promise.allSettled(this.#underway.values());
  }

  async #sendAll(): Promise<number> {
    const startedAt = this.#clock.now();
    const round: Round = { delivered: 0, skipped: new Set(), failed: new Set(), isHurrying: false, isRefused: false };
    /** Of this round; what an earlier one left to itself is nobody's to wait for. */
    const begun = new Set<Promise<void>>();
    while (!this.#loop.isStopped && this.#mayRun() && !round.isRefused) {
      this.#heartbeat.beat(lookMaxMs);
      if (this.#isHurrying) round.failed.clear();
      round.isHurrying ||= this.#isHurrying;
      this.#isHurrying = false;
      // The earlier of the two, or a clock that is put back meanwhile would make every failed message due at once.
      const now = round.isHurrying ? Number.MAX_SAFE_INTEGER : Math.min(startedAt, this.#clock.now());
      const due = await this.#mostUrgent(now, round);
      if (due.length === 0 && begun.size === 0) {
        this.#keepUnsettled(round.skipped);
        break;
      }
      const together = due.map((message) => {
        const trial = this.#tryIn(round, message).finally(() => begun.delete(trial));
        begun.add(trial);
        return trial;
      });
      await overOrSlow(together.length > 0 ? together : begun, slowMs, this.#steady);
    }
    return round.delivered;
  }

  async #tryIn(round: Round, message: OutboxRow): Promise<void> {
    const { id } = message;
    const trying = this.#tryOnce(message);
    this.#underway.set(id, trying);
    const result = await trying.finally(() => this.#underway.delete(id));
    if (result === "delivered") round.delivered += 1;
    // What could not be written down would only be sent twice by whoever dies now: no more until there is room.
    if (result === "storage-refuses") round.isRefused = true;
    if (result === "unsettled") round.skipped.add(id);
    else if (round.isHurrying && result === "not-delivered") round.failed.add(id);
  }

  async #mostUrgent(now: number, { skipped, failed }: Round): Promise<readonly OutboxRow[]> {
    const room = Math.min(deliveriesMax, underwayMax - this.#underway.size);
    const left = new Set([...skipped, ...failed, ...this.#underway.keys()]);
    const due = await this.#storage.dueMessages(now, windowMax + left.size, this.#clock.now() + retryDelayMaxMs);
    return due
      .filter((message) => !left.has(message.id))
      .map((message) => ({ message, urgency: this.#urgencyOf(message) }))
      .sort((a, b) => a.urgency - b.urgency || a.message.at - b.message.at)
      .slice(0, room)
      .map(({ message }) => message);
  }

  /** What is not due any more has been written down after all, or by another process. */
  #keepUnsettled(stillDue: ReadonlySet<string>): void {
    for (const id of this.#unsettled.keys()) if (!stillDue.has(id)) this.#unsettled.delete(id);
  }

  async #tryOnce(message: OutboxRow): Promise<Tried> {
    const work = this.#unsettled.get(message.id) ?? (await this.#outcomeOf(message));
    // Whoever stops has broken it off: after the next start it is as due as before.
    if (this.#loop.isStopped && work.change.state === "waiting") return "not-delivered";
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
      const change = {
        id,
        state: "dead-lettered",
        tries,
        nextTryAt: message.nextTryAt,
        lastError,
        settledAt: now,
      } as const;
      return { ...base, change, recorded: { kind: "dead-lettered", type, detail: lastError } };
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
      const urgency: unknown = this.#urgency(message);
      // A promise is no number, and would end the process when it is rejected.
      if (typeof urgency === "object" && urgency !== null) Promise.resolve(urgency).catch(this.#onProblem);
      return typeof urgency === "number" && !Number.isNaN(urgency) ? urgency : 0;
    } catch (error) {
      this.#onProblem(error);
      return 0;
    }
  }

  async #nextAt(): Promise<number | null> {
    const next = this.#mayRun() ? await this.#storage.nextMessageAt() : null;
    const now = this.#clock.now();
    if (this.#unsettled.size > 0) return now + failureSleepMs;
    // What is still on its way from an earlier round is due and not taken again: at once the same would be found.
    return next === null ? null : Math.max(next, now + (this.#underway.size > 0 ? slowMs : 1));
  }
}

function triedOf({ change }: SettleWork): "delivered" | "failed" | "dead-lettered" {
  return change.state === "waiting" ? "failed" : change.state;
}
