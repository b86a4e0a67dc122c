/**
 * Of several nodes on one store, one runs the loops: the one that holds the lease. It is renewed each third of its time, so
 * when a node stands still another one takes over after at most four thirds. The node that wakes finds its commits refused
 * by the fence and steps down.
 */
import type { Clock } from "../../kernel/clock.ts";
import { FencedError, type Fence, type Lease, type Leases } from "../ports.ts";
import { OneAtATime } from "./one-at-a-time.ts";
import { Sleeper } from "./sleeper.ts";

export const leaseMs = 10_000;
const leaseName = "loops";

export interface LeaseKeeperParts {
  readonly leases: Leases;
  /** This node, for people to read. */
  readonly holder: string;
  /**
   * How this node measures what is left of its lease: it holds it while each of these says so. One may stand still while
   * the machine sleeps, another may be put back.
   */
  readonly clocks: readonly [Clock, ...Clock[]];
  readonly onChange: (held: boolean) => void;
  readonly onProblem: (problem: unknown) => void;
}

export class LeaseKeeper {
  readonly #parts: LeaseKeeperParts;
  readonly #sleeper: Sleeper;
  readonly #questions = new OneAtATime();
  #lease: Lease | null = null;
  /** By each of the clocks, when the lease ends unless it is renewed. */
  #ends: readonly number[] = [];
  #toldHeld = false;
  #running: Promise<void> | null = null;
  #stopped = false;

  constructor(parts: LeaseKeeperParts) {
    this.#parts = parts;
    this.#sleeper = new Sleeper(parts.clocks[0]);
  }

  holds = (): boolean =>
    this.#lease !== null && this.#parts.clocks.every((clock, index) => clock.now() < (this.#ends[index] ?? 0));

  /** What the loops' commits name. Throws `FencedError` when this node does not hold the lease. */
  fence = (): Fence => {
    if (this.#lease === null || !this.holds())
      throw new FencedError("This node does not hold the lease of the loops; nothing was written.");
    return this.#lease;
  };

  /** A commit was refused: another node has taken over. */
  lost = (): void => {
    this.#lease = null;
    this.#tell();
  };

  /** Asks for the lease, or renews it. Throws what the storage throws. */
  ask(): Promise<boolean> {
    return this.#questions.run(async () => {
      const { leases, holder, clocks } = this.#parts;
      // From before the question: the answer may take long.
      const ends = clocks.map((clock) => clock.now() + leaseMs);
      const mine = this.#lease;
      this.#lease =
        (mine === null ? null : await leases.renew(mine, leaseMs)) ??
        (await leases.acquire(leaseName, holder, leaseMs));
      this.#ends = ends;
      this.#tell();
      return this.holds();
    });
  }

  run(): void {
    this.#running ??= this.#loop();
  }

  /** Lets the next node in at once. After the loops have stopped. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#sleeper.wake();
    await this.#running;
    await this.#questions.idle();
    const mine = this.#lease;
    this.#lease = null;
    // When the storage does not answer, the lease runs out by itself.
    if (mine !== null) await this.#parts.leases.release(mine).catch(this.#parts.onProblem);
  }

  async #loop(): Promise<void> {
    const [clock] = this.#parts.clocks;
    while (!this.#isStopped()) {
      await this.ask().catch(this.#parts.onProblem);
      // Also when the question failed: the lease may have run out by now.
      this.#tell();
      if (!this.#isStopped()) await this.#sleeper.sleep(clock.now() + leaseMs / 3);
    }
  }

  #tell(): void {
    const held = this.holds();
    if (held === this.#toldHeld) return;
    this.#toldHeld = held;
    this.#parts.onChange(held);
  }

  #isStopped(): boolean {
    return this.#stopped;
  }
}
