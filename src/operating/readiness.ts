/**
 * Can this process do its work? A command could be recorded and a timer would fire: its storage takes writes, its loops look
 * for what is due when they said they would, and some node has the right to run them.
 */
import type { LoopName, Observation } from "../engine/observations.ts";
import type { StorageTrouble } from "../engine/failures.ts";
import type { Clock } from "../kernel/clock.ts";

/**
 * What keeps a desk from its work. `loops`: they stand still; `lease`: no node runs them; `unfit`: damaged
 * or older, and only shown; `damaged`: found while at work, which goes on.
 */
export type Trouble = StorageTrouble | "starting" | "closing" | "loops" | "lease" | "schema" | "unfit" | "damaged";

export type Ready =
  | { readonly ready: true; readonly sentence: string }
  /** The sentence is for a person. */
  | { readonly ready: false; readonly trouble: Trouble; readonly sentence: string };

export interface AskedStorage {
  /** Throws what is wrong with the storage. */
  check(): Promise<void>;
  /** Throws what keeps so many bytes from being written. */
  checkWrite(bytes: number): Promise<void>;
}

/** A loop may be late by this before it is missed. */
const loopGraceMs = 2_000;
/** Whoever asks gives up soon afterwards. */
const storageAnswerMaxMs = 2_000;
/** An answer holds for so long, however many ask. */
const answerKeptMs = 1_500;
/** A commit so short a time ago has shown that the storage takes writes. */
const commitKeptMs = 1_500;
const littleBytes = 16;
/** Once the disk has been full, there is room again when as much as a large commit finds it. */
const roomBytes = 128 * 1024;

const loopNames: Readonly<Record<LoopName, string>> = {
  timers: "The timer loop",
  outbox: "The delivery loop",
};

interface CachedAnswer {
  readonly at: number;
  readonly answer: Ready;
}

export class Readiness {
  readonly #steady: Clock;
  readonly #loops = new Map<LoopName, { readonly nextBy: number; readonly failed: boolean }>();
  #isBroken = false;
  #whyClosing: string | null = null;
  #isFull = false;
  #hasLease = true;
  #committedAt = -Infinity;
  #whyReadOnly: string | null = null;
  #damage: string | null = null;
  #storage: AskedStorage | null = null;
  #last: CachedAnswer | null = null;
  #asking: Promise<Ready> | null = null;

  constructor(steady: Clock) {
    this.#steady = steady;
  }

  /** The storage has been opened. */
  attach(storage: AskedStorage): void {
    this.#storage = storage;
    this.#last = null;
  }

  closing(hasFailed: boolean): void {
    this.#whyClosing = hasFailed
      ? "a part of the desk has failed, and only a new start helps"
      : "the desk has been asked to stop";
  }

  /** Nothing is recorded, and no loop runs. */
  readOnly(sentence: string): void {
    this.#whyReadOnly = sentence;
  }

  /** What the last look through everything stored has found; null: nothing. */
  damaged(sentence: string | null): void {
    this.#damage = sentence;
  }

  observe(seen: Observation): void {
    switch (seen.what) {
      case "looked":
        this.#loops.set(seen.loop, { nextBy: this.#steady.now() + seen.nextInMs, failed: seen.failed });
        return;
      case "leased":
        this.#hasLease = seen.somebody;
        return;
      case "answered":
        if (seen.commitMs !== null) this.#committedAt = this.#steady.now();
        return;
      case "commit-failed":
        // Whatever was true before, it is asked anew.
        if (seen.reason !== "refused" && seen.reason !== "fenced") [this.#committedAt, this.#last] = [-Infinity, null];
        if (seen.reason === "broken") this.#isBroken = true;
        if (seen.reason === "full") this.#isFull = true;
        return;
      case "tried":
      case "timer-failed":
      case "sequenced":
      case "record-stopped":
      case "checkpoint":
      case "witnessed":
        return;
    }
  }

  /** What is known without asking the storage, and when that was asked (ms, steady); null before the first time. */
  recent(): CachedAnswer | null {
    const last = this.#last;
    if (last === null) return null;
    const known = this.#known() ?? (last.answer.ready ? (this.#whyNotLoops() ?? this.#whyDamaged()) : null);
    return { at: last.at, answer: known ?? last.answer };
  }

  /** Those who ask together, or one soon after the other, share an answer. What is known for certain needs no asking. */
  async ask(): Promise<Ready> {
    const known = this.#known();
    if (known !== null) return known;
    const now = this.#steady.now();
    const last = this.#last !== null && now - this.#last.at <= answerKeptMs ? this.#last.answer : null;
    const ofStorage = last ?? (await (this.#asking ??= this.#askStorage().finally(() => (this.#asking = null))));
    return ofStorage.ready ? (this.#known() ?? this.#whyNotLoops() ?? this.#whyDamaged() ?? ofStorage) : ofStorage;
  }

  #known(): Ready | null {
    if (this.#storage === null) return no("starting", "Starting: the data is not open yet.");
    if (this.#whyClosing !== null) return no("closing", `Closing: ${this.#whyClosing}.`);
    if (this.#whyReadOnly !== null) return no("unfit", `Read-only. ${this.#whyReadOnly}`);
    return this.#isBroken ? no("broken", "The database has failed; nothing is recorded until a restart.") : null;
  }

  async #askStorage(): Promise<Ready> {
    const answer = (await this.#whyNotStorage()) ?? yes;
    this.#last = { at: this.#steady.now(), answer };
    return answer;
  }

  #whyNotLoops(): Ready | null {
    for (const loop of ["timers", "outbox"] as const) {
      const state = this.#loops.get(loop);
      if (state === undefined) return no("starting", `${loopNames[loop]} has not started.`);
      const lateMs = this.#steady.now() - state.nextBy;
      if (lateMs > loopGraceMs)
        return no("loops", `${loopNames[loop]} is stalled (${Math.round(lateMs / 1_000)} s late).`);
      if (state.failed) return no("loops", `${loopNames[loop]} failed at its last try.`);
    }
    if (!this.#hasLease)
      return no("lease", "No node is known to hold the lease: nobody fires timers or sends messages.");
    return null;
  }

  #whyDamaged(): Ready | null {
    if (this.#damage === null) return null;
    return no("damaged", `${this.#damage} Entries are still recorded; a backup from before has what is damaged.`);
  }

  async #whyNotStorage(): Promise<Ready | null> {
    let takeBack: () => void = () => undefined;
    const tooLate = new Promise<Ready>((resolve) => {
      const sentence = `The database has not answered within ${storageAnswerMaxMs} ms.`;
      takeBack = this.#steady.after(storageAnswerMaxMs, () => resolve(no("silent", sentence)));
    });
    const asked = this.#checkStorage().then(() => null, formatTrouble);
    return Promise.race([asked, tooLate]).finally(takeBack);
  }

  async #checkStorage(): Promise<void> {
    await this.#storage?.check();
    if (this.#steady.now() - this.#committedAt <= commitKeptMs) return;
    try {
      await this.#storage?.checkWrite(this.#isFull ? roomBytes : littleBytes);
      this.#isFull = false;
    } catch (error) {
      this.#isFull ||= troubleOf(error) === "full";
      throw error;
    }
  }
}

const yes: Ready = { ready: true, sentence: "Ready." };

function no(trouble: Trouble, sentence: string): Ready {
  return { ready: false, trouble, sentence };
}

function formatTrouble(error: unknown): Ready {
  return no(troubleOf(error), error instanceof Error ? error.message : String(error));
}

/** By name: an error that came from another thread has lost its class. */
function troubleOf(error: unknown): Trouble {
  const { name, reason } = Object(error) as { readonly name?: unknown; readonly reason?: StorageTrouble };
  if (name === "StorageUnavailableError" && reason !== undefined) return reason;
  return name === "SchemaError" ? "schema" : "silent";
}
