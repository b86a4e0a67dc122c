/** Keeps an endpoint that does not answer from being asked again and again: in memory, for each endpoint by itself. */
import type { Random } from "../kernel/random.ts";
import type { Clock } from "../kernel/clock.ts";

const firstPauseMs = 5_000;
const longestPauseMs = 5 * 60_000;
/** Whatever a receiver asks for, it hears from us once an hour. */
const longestAskedMs = 60 * 60_000;
const endpointsMax = 10_000;

interface Circuit {
  readonly failures: number;
  readonly notBefore: number;
  /** How long before that it was closed. */
  readonly pauseMs: number;
  readonly inFlight: number;
}

const closed: Circuit = { failures: 0, notBefore: 0, pauseMs: 0, inFlight: 0 };

export class Circuits {
  readonly #clock: Clock;
  readonly #chance: Random;
  readonly #byEndpoint = new Map<string, Circuit>();

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#chance = random;
  }

  /** Null: go ahead, and say afterwards how it went. Otherwise when to ask again (ms). */
  enter(endpoint: string): number | null {
    const until = this.closedUntil(endpoint);
    if (until !== null) return until;
    const circuit = this.#of(endpoint);
    this.#set(endpoint, { ...circuit, inFlight: circuit.inFlight + 1 });
    return null;
  }

  /** When `enter` would let somebody through (ms); null: now. */
  closedUntil(endpoint: string): number | null {
    const circuit = this.#of(endpoint);
    const now = this.#clock.now();
    // A pause longer than the one that was made means that the clock was put back.
    if (circuit.notBefore > now && circuit.notBefore <= now + circuit.pauseMs) return circuit.notBefore;
    // After a failure one goes first, and the others wait for what it finds.
    return circuit.failures > 0 && circuit.inFlight > 0 ? now + firstPauseMs : null;
  }

  /** Nothing was learned of it. */
  leave(endpoint: string): void {
    const circuit = this.#of(endpoint);
    this.#set(endpoint, { ...circuit, inFlight: Math.max(0, circuit.inFlight - 1) });
  }

  /** True: it had failed before, and answers again. */
  answered(endpoint: string): boolean {
    const { failures, inFlight: onTheirWay } = this.#of(endpoint);
    this.#set(endpoint, { ...closed, inFlight: Math.max(0, onTheirWay - 1) });
    return failures > 0;
  }

  failed(endpoint: string, retryAfterMs: number | null): void {
    const { failures, inFlight: onTheirWay } = this.#of(endpoint);
    const own = Math.min(firstPauseMs * 2 ** Math.min(failures, 20), longestPauseMs) * (0.5 + 0.5 * this.#chance());
    const pauseMs = Math.round(Math.max(own, Math.min(retryAfterMs ?? 0, longestAskedMs)));
    this.#set(endpoint, {
      failures: failures + 1,
      notBefore: this.#clock.now() + pauseMs,
      pauseMs,
      inFlight: Math.max(0, onTheirWay - 1),
    });
  }

  #of(endpoint: string): Circuit {
    return this.#byEndpoint.get(endpoint) ?? closed;
  }

  #set(endpoint: string, circuit: Circuit): void {
    if (circuit.failures === 0 && circuit.inFlight === 0) this.#byEndpoint.delete(endpoint);
    else {
      if (this.#byEndpoint.size >= endpointsMax) this.#byEndpoint.clear();
      this.#byEndpoint.set(endpoint, circuit);
    }
  }
}
