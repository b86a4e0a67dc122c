/**
 * Slow reads, each on a thread of its own with a connection that only reads, so that the thread that answers people goes on
 * meanwhile. A thread begins when something is asked that no other is free for. A reader that ends or does not answer is replaced; whoever asked it hears that they may ask again.
 */
import { Worker } from "node:worker_threads";
import { OverloadedError } from "../engine/failures.ts";
import type { Clock } from "../kernel/clock.ts";
import { messageOfProblem } from "../kernel/problem.ts";
import { unwireFailure, type WiredFailure } from "./wire.ts";

export interface ReaderPoolOptions {
  /** The compiled module that calls `serveReads`. */
  readonly entry: URL;
  /** Handed to it; plain data. */
  readonly data: unknown;
  readonly clock: Clock;
  readonly onProblem: (problem: unknown) => void;
  /** Hears what a reader says beside its answers. */
  readonly onNote?: (note: unknown) => void;
  readonly size?: number;
  /** Of each thread; more ends it. Left out: what Node gives. */
  readonly heapMaxMb?: number;
  /** A question that takes longer (ms), the start of its thread included, is given up with its reader. */
  readonly patienceMs?: number;
}

export interface ReaderPool {
  /** Throws what the reader throws, or `OverloadedError` when none can answer. */
  ask<Value>(method: string, args: readonly unknown[]): Promise<Value>;
  close(): Promise<void>;
}

export type FromReader =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "failure"; readonly failure: WiredFailure }
  | { readonly kind: "note"; readonly note: unknown };

export interface Question {
  readonly method: string;
  readonly args: readonly unknown[];
}

const sizeDefault = 2;
const patienceDefaultMs = 60_000;
/** More wait for nothing. */
const waitingMax = 64;

interface Waiting extends Question {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

export function openReaderPool(options: ReaderPoolOptions): ReaderPool {
  return new Pool(options);
}

class Pool implements ReaderPool {
  readonly #options: ReaderPoolOptions;
  readonly #queue: Waiting[] = [];
  readonly #readers = new Set<Reader>();
  #isClosed = false;

  constructor(options: ReaderPoolOptions) {
    this.#options = options;
  }

  ask<Value>(method: string, args: readonly unknown[]): Promise<Value> {
    return new Promise<Value>((resolve, reject) => {
      if (this.#isClosed || this.#queue.length >= waitingMax)
        reject(new OverloadedError("more is being read than can be answered soon; ask again later"));
      else this.#queue.push({ method, args, resolve, reject });
      this.#next();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { reject } of this.#queue.splice(0)) reject(new OverloadedError("the desk is closing"));
    await Promise.all([...this.#readers].map((reader) => reader.end()));
  }

  #next(): void {
    if (this.#queue.length === 0) return;
    const idle = [...this.#readers].find((reader) => reader.isIdle);
    const reader = idle ?? (this.#readers.size < (this.#options.size ?? sizeDefault) ? this.#start() : undefined);
    const asked = reader && this.#queue.shift();
    if (asked) reader.ask(asked);
  }

  #start(): Reader {
    const reader: Reader = new Reader(this.#options, {
      onIdle: () => this.#next(),
      onEnd: (why) => {
        this.#readers.delete(reader);
        if (this.#isClosed) return;
        this.#options.onProblem(new Error(`A thread that reads has ended: ${why}. Another takes its place.`));
        this.#next();
      },
    });
    this.#readers.add(reader);
    return reader;
  }
}

interface ReaderEvents {
  readonly onIdle: () => void;
  readonly onEnd: (why: string) => void;
}

/** One thread; it answers one question at a time. */
class Reader {
  readonly #worker: Worker;
  readonly #options: ReaderPoolOptions;
  readonly #events: ReaderEvents;
  #asked: Waiting | null = null;
  #impatience: (() => void) | null = null;
  #hasEnded = false;

  constructor(options: ReaderPoolOptions, events: ReaderEvents) {
    this.#options = options;
    this.#events = events;
    this.#worker = new Worker(options.entry, {
      workerData: options.data,
      execArgv: [],
      ...(options.heapMaxMb === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: options.heapMaxMb } }),
    });
    // Nobody waits for it when everything else has ended.
    this.#worker.unref();
    this.#worker.on("message", (message: FromReader) => this.#hear(message));
    this.#worker.on("error", (thrown: unknown) => this.#end(messageOfProblem(thrown)));
    this.#worker.on("exit", (code) => this.#end(`code ${String(code)}`));
  }

  get isIdle(): boolean {
    return this.#asked === null && !this.#hasEnded;
  }

  ask(asked: Waiting): void {
    this.#asked = asked;
    const { clock, patienceMs = patienceDefaultMs } = this.#options;
    this.#impatience = clock.after(patienceMs, () =>
      this.#end(`no answer to ${asked.method} in ${String(patienceMs)} ms`),
    );
    this.#worker.postMessage({ method: asked.method, args: asked.args } satisfies Question);
  }

  async end(): Promise<void> {
    this.#end("closed");
    await this.#worker.terminate();
  }

  #hear(message: FromReader): void {
    if (message.kind === "note") {
      this.#options.onNote?.(message.note);
      return;
    }
    const asked = this.#settled();
    if (message.kind === "value") asked?.resolve(message.value as never);
    else asked?.reject(unwireFailure(message.failure));
    this.#events.onIdle();
  }

  #settled(): Waiting | null {
    const asked = this.#asked;
    this.#asked = null;
    this.#impatience?.();
    this.#impatience = null;
    return asked;
  }

  #end(why: string): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    void this.#worker.terminate();
    this.#settled()?.reject(new OverloadedError("what was asked could not be read in time; ask again"));
    this.#events.onEnd(why);
  }
}
