/**
 * Of several nodes on one store, one runs the loops: the one that holds the lease. It is renewed each third of its time, so
 * when a node stands still another one takes over after at most four thirds. The node that wakes finds its commits refused
 * by the fence and steps down.
 */
import type { Clock } from "../../kernel/clock.ts";
import { Loop } from "../../kernel/loop.ts";
import { LoopEndedError } from "../failures.ts";
import { FencedError, type Fence, type Lease, type Leases } from "../leases.ts";

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
  /** `somebody`: some node has the lease, as far as this one knows. */
  readonly onChange: (held: boolean, somebody: boolean) => void;
  /** False: this node's loops stand still, so another one is to have the lease. */
  readonly isAble?: () => boolean;
  readonly onProblem: (problem: unknown) => void;
}

export class LeaseKeeper {
  readonly #parts: LeaseKeeperParts;
  readonly #loop: Loop<boolean>;
  #lease: Lease | null = null;
  /** By each of the clocks, when the lease ends unless it is renewed. */
  #ends: readonly number[] = [];
  /** Null before the first answer, which is told whatever it is: another node may have been quicker from the start. */
  #told: { readonly held: boolean; readonly somebody: boolean } | null = null;
  /** Another node's lease as it was seen, and since when (by the first clock) it has been just so. */
  #others: { readonly lease: Lease; readonly since: number } | null = null;

  constructor(parts: LeaseKeeperParts) {
    this.#parts = parts;
    this.#loop = new Loop({
      clock: parts.clocks[0],
      look: () => this.#ask(),
      nextAt: () => this.#nextAt(),
      nextAfterFailure: () => this.#nextAt(),
      pauseMaxMs: leaseMs / 3,
      onProblem: parts.onProblem,
      // Also when the question failed: the lease may have run out by now, and nobody knows who has it.
      onPause: (_, failed) => this.#tell(!failed && (this.#told?.somebody ?? true)),
      onEnded: (cause) => parts.onProblem(new LoopEndedError("The loop that keeps the lease has ended.", { cause })),
    });
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
    this.#tell(true);
  };

  /** Asks for the lease, or renews it. Throws what the storage throws. */
  ask(): Promise<boolean> {
    return this.#loop.runOnce();
  }

  async #ask(): Promise<boolean> {
    const { leases, holder, clocks } = this.#parts;
    // From before the question: the answer may take long.
    const ends = clocks.map((clock) => clock.now() + leaseMs);
    const mine = this.#lease;
    if (!(this.#parts.isAble?.() ?? true)) {
      this.#lease = null;
      if (mine !== null) await leases.release(mine);
      this.#tell(false);
      return false;
    }
    this.#lease =
      (mine === null ? null : await leases.renew(mine, leaseMs)) ??
      (await leases.acquire(leaseName, holder, leaseMs, this.#dead()));
    this.#ends = ends;
    if (this.#lease === null) await this.#look();
    else this.#others = null;
    this.#tell(true);
    return this.holds();
  }

  /**
   * Whoever lives renews its lease each third of its time. One that has not changed for longer is nobody's, also when a clock
   * that was put back, or another node's that was ahead, wrote a time into it that is far away.
   */
  #dead(): Lease | undefined {
    if (this.#others === null) return undefined;
    const { lease, since } = this.#others;
    return this.#parts.clocks[0].now() - since > leaseMs + leaseMs / 3 ? lease : undefined;
  }

  async #look(): Promise<void> {
    const lease = await this.#parts.leases.seen(leaseName);
    const before = this.#others;
    const isSame = before !== null && lease?.token === before.lease.token && lease.until === before.lease.until;
    if (!isSame) this.#others = lease && { lease, since: this.#parts.clocks[0].now() };
  }

  run(): void {
    this.#loop.run();
  }

  /** Lets the next node in at once. After the loops have stopped. */
  async stop(): Promise<void> {
    await this.#loop.stop();
    const mine = this.#lease;
    this.#lease = null;
    // When the storage does not answer, the lease runs out by itself.
    if (mine !== null) await this.#parts.leases.release(mine).catch(this.#parts.onProblem);
  }

  /** What runs out is told when it does. */
  #nextAt(): number {
    const now = this.#parts.clocks[0].now();
    const [end = 0] = this.#ends;
    return this.#lease !== null && end > now ? Math.min(now + leaseMs / 3, end) : now + leaseMs / 3;
  }

  #tell(isKnown: boolean): void {
    const held = this.holds();
    const somebody = held || isKnown;
    if (held === this.#told?.held && somebody === this.#told.somebody) return;
    this.#told = { held, somebody };
    this.#parts.onChange(held, somebody);
  }
}
