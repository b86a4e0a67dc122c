/**
 * What is on its way to other machines, so that it can come to rest before the process ends: what the receiver cannot have
 * yet is broken off at once, and leaves after the next start; what it may have already gets time to be answered.
 */
export class RestingError extends Error {
  override name = "RestingError";
}

export interface Flight {
  /** Aborts when it must end. */
  readonly signal: AbortSignal;
  /** From here on the receiver may have all of it. */
  readonly handOver: () => void;
}

interface Underway {
  readonly abort: AbortController;
  isHandedOver: boolean;
}

export class InFlight {
  readonly #underway = new Map<Underway, Promise<unknown>>();
  #isResting = false;

  /** Throws `RestingError` when nothing more may begin. */
  async begin<Result>(work: (flight: Flight) => Promise<Result>): Promise<Result> {
    if (this.#isResting) throw new RestingError("The desk is closing; this leaves after its next start.");
    const one: Underway = { abort: new AbortController(), isHandedOver: false };
    const handOver = () => (one.isHandedOver = true);
    const running = work({ signal: one.abort.signal, handOver }).finally(() => this.#underway.delete(one));
    this.#underway.set(one, running);
    return running;
  }

  /** Resolves when nothing is on its way any more, at the latest soon after `limit`. */
  async rest(limit: AbortSignal): Promise<void> {
    this.#isResting = true;
    this.#breakOff(({ isHandedOver }) => !isHandedOver);
    if (limit.aborted) this.#breakOff(() => true);
    else limit.addEventListener("abort", () => this.#breakOff(() => true), { once: true });
    await Promise.allSettled(this.#underway.values());
  }

  #breakOff(which: (one: Underway) => boolean): void {
    const reason = new RestingError("The desk closed before there was an answer.");
    for (const one of this.#underway.keys()) if (which(one)) one.abort.abort(reason);
  }
}
