/**
 * At most so many at once for each receiver: one that hangs keeps its own notifications waiting, and nobody else's. Waiting for a
 * turn is no try: the time that a try may take begins with its turn.
 */
import type { Clock } from "../kernel/clock.ts";

const turnsMax = 8;
/** All turns of a receiver taken, the oldest for so long: whoever comes now would only wait. */
const stuckAfterMs = 1_000;

interface Turn {
  readonly at: number;
}

interface Receiver {
  /** The turns that are taken. */
  readonly begun: Set<Turn>;
  readonly waiting: ((turn: Turn) => void)[];
}

export class Turns {
  readonly #steady: Clock;
  readonly #byReceiver = new Map<string, Receiver>();

  constructor(steady: Clock) {
    this.#steady = steady;
  }

  /** Runs `work` when it is its turn. Throws what it throws. */
  async take<Result>(receiver: string, work: () => Promise<Result>): Promise<Result> {
    const mine = this.#of(receiver);
    const turn =
      mine.begun.size < turnsMax ? this.#begin(mine) : await new Promise<Turn>((begin) => mine.waiting.push(begin));
    try {
      return await work();
    } finally {
      mine.begun.delete(turn);
      // Handed on in the same moment, so that nobody slips in between.
      const next = mine.waiting.shift();
      if (next) next(this.#begin(mine));
      if (mine.begun.size === 0) this.#byReceiver.delete(receiver);
    }
  }

  /** All its turns are taken by what hangs. */
  isStuck(receiver: string): boolean {
    const begun = [...(this.#byReceiver.get(receiver)?.begun ?? [])];
    const now = this.#steady.now();
    return begun.length >= turnsMax && begun.some(({ at }) => now - at >= stuckAfterMs);
  }

  #begin({ begun }: Receiver): Turn {
    const turn = { at: this.#steady.now() };
    begun.add(turn);
    return turn;
  }

  #of(receiver: string): Receiver {
    const present = this.#byReceiver.get(receiver);
    if (present) return present;
    const made: Receiver = { begun: new Set(), waiting: [] };
    this.#byReceiver.set(receiver, made);
    return made;
  }
}
