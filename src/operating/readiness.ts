/** Can this process do its work? Its storage answers, its loops look for what is due when they said they would. */
import type { LoopName, Observation } from "../engine/ports.ts";
import type { Clock } from "../kernel/clock.ts";

export interface Ready {
  readonly ready: boolean;
  /** For a person. */
  readonly sentence: string;
}

/** A loop may be late by this before it is missed. */
const loopGraceMs = 5_000;
/** Whoever asks gives up soon afterwards. */
const storageAnswerMaxMs = 2_000;

const loopNames: Readonly<Record<LoopName, string>> = {
  timers: "The loop that rings timers",
  outbox: "The loop that sends messages",
};

export class Readiness {
  readonly #steady: Clock;
  readonly #loops = new Map<LoopName, { readonly nextBy: number; readonly failed: boolean }>();
  #isBroken = false;
  #whyReadOnly: string | null = null;
  /** Throws what is wrong with the storage. */
  #askStorage: (() => Promise<void>) | null = null;

  constructor(steady: Clock) {
    this.#steady = steady;
  }

  /** The storage has been opened. */
  attach(askStorage: () => Promise<void>): void {
    this.#askStorage = askStorage;
  }

  /** Nothing is recorded, and no loop runs. */
  readOnly(sentence: string): void {
    this.#whyReadOnly = sentence;
  }

  observe(seen: Observation): void {
    if (seen.what === "looked")
      this.#loops.set(seen.loop, { nextBy: this.#steady.now() + seen.nextInMs, failed: seen.failed });
    if (seen.what === "commit-failed" && seen.reason === "broken") this.#isBroken = true;
  }

  async ask(): Promise<Ready> {
    if (this.#askStorage === null) return no("Starting: the data is not open yet.");
    if (this.#whyReadOnly !== null) return no(`Read-only. ${this.#whyReadOnly}`);
    if (this.#isBroken) return no("The database has failed; nothing is recorded until a restart.");
    const why = await this.#whyNotStorage(this.#askStorage);
    if (why !== null) return no(why);
    for (const loop of ["timers", "outbox"] as const) {
      const state = this.#loops.get(loop);
      if (state === undefined) return no(`${loopNames[loop]} has not started.`);
      const lateMs = this.#steady.now() - state.nextBy;
      if (lateMs > loopGraceMs)
        return no(`${loopNames[loop]} stands still: it is ${Math.round(lateMs / 1_000)} s late.`);
      if (state.failed) return no(`${loopNames[loop]} failed at its last try.`);
    }
    return { ready: true, sentence: "Ready." };
  }

  async #whyNotStorage(ask: () => Promise<void>): Promise<string | null> {
    let takeBack: () => void = () => undefined;
    const tooLate = new Promise<string>((resolve) => {
      const sentence = `The database has not answered within ${storageAnswerMaxMs} ms.`;
      takeBack = this.#steady.after(storageAnswerMaxMs, () => resolve(sentence));
    });
    const asked = ask().then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    const why = await Promise.race([asked, tooLate]);
    takeBack();
    return why;
  }
}

function no(sentence: string): Ready {
  return { ready: false, sentence };
}
