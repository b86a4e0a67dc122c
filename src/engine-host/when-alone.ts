/**
 * Where a command is decided: in the thread of the engine, or here. Here it is answered up to a fifth sooner, and meanwhile nobody
 * gets a page; so only commands of somebody who sends one after the other, while the disk is quick (docs/decisions/0048).
 */
import { steadyClock, type Clock } from "../kernel/clock.ts";

/** A command that took as long (ms) has met a slow disk, or a busy one. */
const slowMs = 10;
/** So many quick ones, each alone, come before the first that is decided here. */
const quickMin = 8;
/**
 * After so many in a row that were decided here the next ones go over again: the other side then writes SQLite's log, some
 * thousand pages by now, back into the file. That takes longer than a page should wait.
 */
const hereMax = 200;
/** How long (ms) it is known that the disk is quick. A person's clicks are further apart than that. */
const knownForMs = 1_000;

export class WhenAlone {
  readonly #clock: Pick<Clock, "now">;
  #onTheirWay = 0;
  #quickInARow = 0;
  #lastEndedAt = -Infinity;

  constructor(clock: Pick<Clock, "now"> = steadyClock) {
    this.#clock = clock;
  }

  /** Resolves or rejects as the one of the two that was chosen. */
  async run<Result>(here: () => Promise<Result>, there: () => Promise<Result>): Promise<Result> {
    const startedAt = this.#clock.now();
    const isAlone = this.#onTheirWay === 0;
    const isKnown = startedAt - this.#lastEndedAt <= knownForMs;
    if (!isAlone || !isKnown || this.#quickInARow >= quickMin + hereMax) this.#quickInARow = 0;
    const isHere = this.#quickInARow >= quickMin;
    this.#onTheirWay += 1;
    try {
      const result = await (isHere ? here() : there());
      this.#ended(startedAt, isAlone);
      return result;
    } catch (error) {
      this.#quickInARow = 0;
      throw error;
    } finally {
      this.#onTheirWay -= 1;
    }
  }

  #ended(startedAt: number, isAlone: boolean): void {
    this.#lastEndedAt = this.#clock.now();
    this.#quickInARow = isAlone && this.#lastEndedAt - startedAt < slowMs ? this.#quickInARow + 1 : 0;
  }
}
