/** Registrations under one title come one after another, so that of two at the same instant the second hears of the first. */
import { fold } from "../kernel/fold.ts";
import { SerialQueue } from "../kernel/serial-queue.ts";

interface Waiting {
  readonly queue: SerialQueue;
  count: number;
}

export class TitleTurns {
  readonly #waiting = new Map<string, Waiting>();

  /** `title` null: there is none to wait for. */
  async run<Result>(title: string | null, work: () => Promise<Result>): Promise<Result> {
    if (title === null) return work();
    const key = fold(title);
    const waiting = this.#waiting.get(key) ?? { queue: new SerialQueue(), count: 0 };
    this.#waiting.set(key, waiting);
    waiting.count += 1;
    try {
      return await waiting.queue.run(work);
    } finally {
      waiting.count -= 1;
      if (waiting.count === 0) this.#waiting.delete(key);
    }
  }
}
