/**
 * An engine whose deciding and writing happen in a thread of their own, so that pages stay quick while the disk is slow
 * (docs/decisions/0030). Questions are answered here.
 */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Observe } from "../engine/observations.ts";
import { OverloadedError, StorageUnavailableError } from "../engine/failures.ts";
import type { Engine, EngineQueries } from "../engine/api.ts";
import { quietly, toNobody } from "../kernel/listener.ts";
import { isA, messageOfProblem } from "../kernel/problem.ts";
import {
  aliveEveryMs,
  unwireFailure,
  type Answer,
  type Call,
  type Execute,
  type FromHost,
  type HostedMethod,
} from "./wire.ts";

/** Of what lives briefly; a batch of commands is a few megabytes, and the default would let it become forty-eight. */
const maxYoungGenerationSizeMb = 16;

export interface HostOptions {
  /** The compiled module that calls `serveEngine`. */
  readonly entry: URL;
  /** Handed to it; plain data. */
  readonly data: unknown;
  /** Over the same storage, on this side. */
  readonly queries: EngineQueries;
  readonly onProblem: (problem: unknown) => void;
  readonly observe?: Observe;
  /** Hears of each part of the thread that has been closed. */
  readonly onClosed?: (part: string) => void;
  /** After so many seconds in which the thread has said nothing nobody waits for it any longer; 5 when left out. */
  readonly patience?: number;
  /** After so many it is given up; 60 when left out. */
  readonly silentMax?: number;
}

export interface HostedEngine {
  readonly engine: Engine;
  /** The storage's other writes: only the thread of the engine writes. */
  readonly execute: Execute;
}

/** Resolves when the thread has opened its engine; throws what kept it from that. */
export async function openHostedEngine(options: HostOptions): Promise<HostedEngine> {
  const { entry, data, queries } = options;
  const onProblem = quietly(options.onProblem, toNobody);
  const observe = quietly(options.observe, onProblem);
  // Compiled code needs none of the loaders that the process may have been started with.
  const worker = new Worker(entry, { workerData: data, execArgv: [], resourceLimits: { maxYoungGenerationSizeMb } });
  const calls = new Calls(worker, { ...options, onProblem, observe });
  await calls.ready;
  const engine: Engine = {
    read: (...args) => queries.read(...args),
    readSince: (...args) => queries.readSince(...args),
    history: (...args) => queries.history(...args),
    replay: (...args) => queries.replay(...args),
    messages: (...args) => queries.messages(...args),
    opened: (id, value) => queries.opened(id, value),
    quarantined: () => queries.quarantined(),
    start: (...args) => calls.make("start", args),
    send: (...args) => calls.make("send", args),
    erase: (...args) => calls.make("erase", args),
    runDue: () => calls.make("runDue", []),
    sendNow: () => {
      calls.make("sendNow", []).catch(onProblem);
    },
    run: () => {
      calls.make("run", []).catch(onProblem);
    },
    rest: (withinMs) => calls.make("rest", [withinMs]),
    close: () => calls.end(),
  };
  return { engine, execute: (work) => calls.make("execute", [work]) };
}

/** Calls on their way; as the committer's own limit, but on this side of a thread that may be busy with the disk. */
const waitingMax = 4_000;

/** More go over at once, so that the engine begins while the rest is still being read (docs/decisions/0046). */
const callsTogetherMax = 16;

/** Seconds; as long as somebody waits for a PostgreSQL that does not answer. */
const patienceByDefault = 5;

/** Seconds: longer than any disk that still works takes. */
const silentMaxByDefault = 60;

/** A thread that has closed everything ends by itself within this time, or is ended (ms). */
const lingerMs = 500;

const mayBeRefused: ReadonlySet<HostedMethod> = new Set(["start", "send", "erase", "execute"]);

interface Waiting {
  readonly method: HostedMethod;
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

class Calls {
  readonly ready: Promise<void>;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #outgoing: Call[] = [];
  #made = 0;
  #gone: Error | null = null;
  #ending = false;
  readonly #observe: Observe;
  readonly #onProblem: (problem: unknown) => void;
  /** Ticks of a second. */
  #silentFor = 0;
  readonly #patience: number;
  readonly #silentMax: number;

  constructor(worker: Worker, { onProblem, observe, onClosed, ...limits }: HostOptions) {
    this.#worker = worker;
    this.#patience = limits.patience ?? patienceByDefault;
    this.#silentMax = limits.silentMax ?? silentMaxByDefault;
    this.#observe = observe ?? (() => undefined);
    this.#onProblem = onProblem;
    this.ready = new Promise((resolve, reject) => {
      worker.on("message", (message: FromHost) => {
        this.#silentFor = 0;
        if (message.kind === "alive") return;
        if (message.kind === "ready") {
          const watch = this.#watch();
          worker.once("exit", () => clearInterval(watch));
          resolve();
        } else if (message.kind === "problem") onProblem(unwireFailure(message.failure));
        else if (message.kind === "closed") onClosed?.(message.part);
        else if (message.kind === "answers") message.answers.forEach((answer) => this.#settle(answer));
        else message.observations.forEach((seen) => this.#observe(seen));
      });
      // Anything at all may have been thrown there.
      worker.on("error", (thrown: unknown) => {
        reject(isA(thrown, Error) ? thrown : new Error(messageOfProblem(thrown)));
        this.#fail(messageOfProblem(thrown));
      });
      worker.on("exit", (code) => {
        reject(new Error(`The thread of the engine ended with ${code} before it was ready.`));
        this.#fail(`code ${code}`);
      });
    });
  }

  /**
   * A thread that says nothing for so long never comes back by itself, and without it no timer fires. Counted in ticks, so that
   * a process that was stopped as a whole does not blame it.
   */
  #watch(): NodeJS.Timeout {
    return setInterval(() => {
      this.#silentFor += 1;
      if (this.#gone !== null) return;
      if (this.#isSilent()) this.#letGo();
      if (this.#silentFor < this.#silentMax) return;
      this.#fail(`it has said nothing for ${this.#silentMax} s`);
      void this.#worker.terminate();
    }, aliveEveryMs).unref();
  }

  make<Value>(method: HostedMethod, args: readonly unknown[]): Promise<Value> {
    return new Promise<Value>((resolve, reject) => {
      if (this.#gone !== null) {
        reject(this.#gone);
        return;
      }
      if (this.#waiting.size >= waitingMax && mayBeRefused.has(method)) {
        reject(new OverloadedError(`${waitingMax} commands are waiting already; nothing of this one was recorded`));
        return;
      }
      if (this.#isSilent() && mayBeRefused.has(method)) {
        reject(this.#silence(""));
        return;
      }
      this.#made += 1;
      this.#waiting.set(this.#made, { method, resolve, reject });
      // What arrives in one turn of the event loop goes over together, unless it is much: then the other thread can begin.
      if (this.#outgoing.length === 0) setImmediate(() => this.#send());
      this.#outgoing.push({ id: this.#made, method, args });
      if (this.#outgoing.length >= callsTogetherMax) this.#send();
    });
  }

  /** Lets the thread finish what it has, and waits for its end. */
  async end(): Promise<void> {
    if (this.#gone !== null) return;
    this.#ending = true;
    const ended = once(this.#worker, "exit");
    await this.make("close", []);
    // Everything is closed; what keeps it alive now is somebody else's connection.
    const impatience = setTimeout(() => void this.#worker.terminate(), lingerMs);
    await ended;
    clearTimeout(impatience);
  }

  #send(): void {
    if (this.#outgoing.length === 0) return;
    this.#worker.postMessage(this.#outgoing);
    this.#outgoing = [];
  }

  #settle(answer: Answer): void {
    const asker = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ("failure" in answer) asker?.reject(unwireFailure(answer.failure));
    else asker?.resolve(answer.value as never);
  }

  #isSilent(): boolean {
    return this.#silentFor >= this.#patience;
  }

  #silence(whatOfIt: string): StorageUnavailableError {
    return new StorageUnavailableError(
      "silent",
      `The thread that writes the database has said nothing for ${this.#silentFor} s${whatOfIt}.`,
    );
  }

  /**
   * Whoever waits is told to ask again later, under the same id: the thread may have written it, or do so when it wakes. What it
   * then answers nobody hears.
   */
  #letGo(): void {
    const asked = [...this.#waiting].filter(([, { method }]) => mayBeRefused.has(method));
    if (asked.length === 0) return;
    const error = this.#silence("; nobody knows yet whether this was recorded");
    this.#observe({ what: "commit-failed", works: asked.length, reason: "silent", sentence: error.message });
    for (const [id, { reject }] of asked) {
      this.#waiting.delete(id);
      reject(error);
    }
  }

  /** Nobody knows what of the unanswered was written, so nothing is acknowledged until a restart. */
  #fail(reason: string): void {
    const isNews = this.#gone === null && !this.#ending;
    const sentence = `The thread that writes the database has ended: ${reason}.`;
    const gone = (this.#gone ??= new StorageUnavailableError("broken", sentence));
    if (isNews) {
      this.#observe({ what: "commit-failed", works: this.#waiting.size, reason: "broken", sentence });
      // At once, and not when somebody next asks for something: until then no timer would fire.
      this.#onProblem(gone);
    }
    for (const { reject } of this.#waiting.values()) reject(this.#gone);
    this.#waiting.clear();
  }
}
