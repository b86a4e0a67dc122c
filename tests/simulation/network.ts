/**
 * Every wait of the simulated world is a job in this one queue: a question on its way to the database, an answer on its way
 * back, a notification, a wake-up. Nothing happens until the scheduler takes a job, so the seed decides what comes before what.
 */

/** One life of a node, from its start to its crash. */
export interface Life {
  readonly name: string;
  alive: boolean;
  paused: boolean;
}

export interface Job {
  readonly label: string;
  /** Questions travel on even when who asked has died; answers and wake-ups need somebody to receive them. */
  readonly kind: "question" | "answer" | "wake";
  readonly life: Life;
  /** True time (ms) from which it may happen. */
  readonly notBefore: number;
  readonly run: () => void;
}

export class Network {
  /** True time (ms). Only the scheduler moves it, and only forward. */
  now: number;
  #jobs: Job[] = [];

  constructor(now: number) {
    this.now = now;
  }

  add(job: Job): () => void {
    this.#jobs.push(job);
    return () => this.take(job);
  }

  take(job: Job): void {
    this.#jobs = this.#jobs.filter((other) => other !== job);
  }

  /** What may happen now, in the order in which it was asked for. */
  ready(): readonly Job[] {
    return this.#jobs.filter((job) => job.notBefore <= this.now && canHappen(job));
  }

  /** The next moment (ms) at which something becomes ready by itself, or null. */
  nextAt(): number | null {
    const later = this.#jobs.filter((job) => job.notBefore > this.now && canHappen(job));
    return later.length === 0 ? null : Math.min(...later.map((job) => job.notBefore));
  }

  /** A node has died: what it waited for goes with it, and so do those of its questions that `isLost` says. */
  bury(life: Life, isLost: () => boolean): void {
    this.#jobs = this.#jobs.filter((job) => job.life !== life || (job.kind === "question" && !isLost()));
  }

  /** Asks somebody far away. The work happens when the question arrives, the promise settles when the answer does. */
  ask<Result>(life: Life, label: string, work: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      const answer = (outcome: string, run: () => void): void => {
        if (!life.alive) return;
        this.add({ label: `${label} ${outcome}`, kind: "answer", life, notBefore: this.now, run });
      };
      const run = (): void => {
        work().then(
          (result) => answer("answered", () => resolve(result)),
          (error: unknown) => answer("failed", () => reject(error instanceof Error ? error : new Error(String(error)))),
        );
      };
      this.add({ label, kind: "question", life, notBefore: this.now, run });
    });
  }
}

function canHappen(job: Job): boolean {
  return job.kind === "question" || (job.life.alive && !job.life.paused);
}

/** Turns of the event loop that an engine may take before it waits for a job. */
const turnsMax = 4;

/** Lets everything run that waits for nothing but its turn: the database is in memory and answers at once. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < turnsMax; turn += 1) {
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  }
}
