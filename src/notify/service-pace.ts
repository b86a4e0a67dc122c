/** No service is asked more often than it allows: some then hear nothing for ten minutes. */
import type { Preset } from "../channels/preset.ts";
import type { Clock } from "../kernel/clock.ts";
import { pace, type Pace } from "../kernel/pace.ts";

interface Paces {
  readonly all: Pace;
  /** What is not urgent leaves a part of the pace to what is. */
  readonly usual: Pace;
}

/** Half at once and half again within the minute: never more than all of it in any minute. */
const atOnceShare = 1 / 2;
const usualShare = 3 / 4;

export class ServicePace {
  readonly #clock: Clock;
  readonly #byService = new Map<string, Paces>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** 0: go ahead, it is counted. Else after how many ms. */
  take({ id, perMinute }: Preset, address: string, isUrgent: boolean): number {
    if (perMinute === undefined) return 0;
    const { all, usual } = this.#of(id, perMinute);
    const waitMs = isUrgent ? 0 : usual.take(address);
    if (waitMs > 0) return waitMs;
    const allWaitMs = all.take(address);
    if (allWaitMs > 0 && !isUrgent) usual.giveBack(address);
    return allWaitMs;
  }

  #of(id: string, perMinute: number): Paces {
    const present = this.#byService.get(id);
    if (present) return present;
    const made = { all: this.#pace(perMinute), usual: this.#pace(perMinute * usualShare) };
    this.#byService.set(id, made);
    return made;
  }

  #pace(perMinute: number): Pace {
    const share = perMinute * atOnceShare;
    return pace({ perMinute: share, atOnce: Math.max(1, Math.floor(share)) }, this.#clock);
  }
}
