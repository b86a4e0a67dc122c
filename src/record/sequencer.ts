/**
 * Follows the log and keeps the tree over it. A round is one transaction under the lease; what a crash loses is computed again
 * from the log, to the same bytes. It stops for good, and says so, when the log has a gap or the stored tree is not sound.
 */
import { isStorageRefusal, StaleInstanceError } from "../engine/failures.ts";
import { FencedError } from "../engine/leases.ts";
import type { Observe } from "../engine/observations.ts";
import type { Follower, FollowRight } from "../engine/ports.ts";
import type { Clock } from "../kernel/clock.ts";
import { Loop } from "../kernel/loop.ts";
import { messageOfProblem } from "../kernel/problem.ts";
import { checkpointEveryMs, makeCheckpoint, type CheckpointParts } from "./checkpoints.ts";
import { emptyHead, requireNoGap, roundRowsMax } from "./current-tree.ts";
import { stubOf } from "./envelope.ts";
import type { RecordStore, TreeHead } from "./ports.ts";
import { grow } from "./tiles.ts";

/** Not more than four rounds a second, however many commits there are. */
const roundEveryMs = 250;
/** Rows of another node are found within this time. */
const lookEveryMs = 1_000;
/** Rounds before the end; a log that is further behind is left for the next start. */
const lastRoundsMax = 64;

export interface SequencerParts {
  readonly store: RecordStore;
  readonly clock: Clock;
  /** Null: nothing is signed. */
  readonly checkpoints: CheckpointParts | null;
  readonly onProblem: (problem: unknown) => void;
  readonly observe: Observe;
  readonly right: FollowRight;
}

export class Sequencer implements Follower {
  readonly #parts: SequencerParts;
  readonly #loop: Loop<number>;
  #isPending = true;
  #notBefore = -Infinity;
  /** When a checkpoint was last made or tried (ms); null: not since this start. */
  #signedAt: number | null = null;
  /** Null: it has not. */
  #whyStopped: unknown = null;

  constructor(parts: SequencerParts) {
    this.#parts = parts;
    this.#loop = new Loop({
      clock: parts.clock,
      look: () => this.#look(),
      nextAt: () => (this.#isPending ? this.#notBefore : null),
      pauseMaxMs: lookEveryMs,
      onProblem: parts.onProblem,
    });
  }

  wake(): void {
    this.#isPending = true;
    this.#loop.wakeBefore(this.#notBefore);
  }

  run(): void {
    this.#loop.run();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  /** Catches up, and signs what is there then. */
  async finish(): Promise<void> {
    for (let round = 0; round < lastRoundsMax; round += 1) {
      if (!this.#mayWrite()) return;
      if ((await this.#round()) < roundRowsMax) break;
    }
    await this.#sign(await this.#head());
  }

  /** Takes all rows that are there, whenever the last round was. Returns how many. For tests and one-shot commands. */
  async catchUp(): Promise<number> {
    let taken = 0;
    while (this.#mayWrite()) {
      const rows = await this.#round();
      taken += rows;
      if (rows < roundRowsMax) break;
    }
    return taken;
  }

  #mayWrite(): boolean {
    return this.#whyStopped === null && this.#parts.right.mayRun();
  }

  async #look(): Promise<number> {
    const now = this.#parts.clock.now();
    const isSoon = now < this.#notBefore && this.#notBefore - now <= roundEveryMs;
    if (isSoon || !this.#mayWrite()) return 0;
    this.#notBefore = now + roundEveryMs;
    const taken = await this.#round();
    this.#isPending = taken === roundRowsMax;
    if (!this.#isPending) await this.#signNowAndThen();
    return taken;
  }

  async #head(): Promise<TreeHead> {
    return (await this.#parts.store.head()) ?? emptyHead();
  }

  async #round(): Promise<number> {
    const { store, right, observe } = this.#parts;
    try {
      const before = await this.#head();
      const rows = await store.rowsAfter(before.size, roundRowsMax);
      requireNoGap(rows, before.size);
      if (rows.length > 0) {
        const { tiles, head } = await grow((level, n) => store.tile(level, n), before, rows.map(stubOf));
        const fence = right.fence();
        await store.advance({ tiles, head, before, ...(fence && { fence }) });
      }
      const size = before.size + rows.length;
      const isBehind = rows.length === roundRowsMax;
      const lagRows = isBehind ? Math.max(0, (await store.lastPosition()) - size) : 0;
      const lagMs = lagRows === 0 ? 0 : Math.max(0, this.#parts.clock.now() - (rows.at(-1)?.at ?? 0));
      observe({ what: "sequenced", size, lagRows, lagMs });
      return rows.length;
    } catch (error) {
      this.#failed(error);
      throw error;
    }
  }

  #failed(error: unknown): void {
    if (error instanceof FencedError) this.#parts.right.lost();
    // Another node was first, or the storage takes nothing at the moment: the next round finds out.
    if (isStorageRefusal(error) || error instanceof StaleInstanceError) return;
    this.#whyStopped = error;
    this.#parts.observe({ what: "record-stopped", sentence: messageOfProblem(error) });
  }

  async #signNowAndThen(): Promise<void> {
    const { checkpoints, store, clock } = this.#parts;
    if (checkpoints === null) return;
    const now = clock.now();
    this.#signedAt ??= (await store.checkpoints(1))[0]?.madeAt ?? -Infinity;
    // A clock that was put back does not keep it waiting.
    if (now < this.#signedAt + checkpointEveryMs && now >= this.#signedAt) return;
    await this.#sign(await this.#head());
  }

  /** What is not signed now is signed the next time; the rows are there whatever becomes of it. */
  async #sign(head: TreeHead): Promise<void> {
    const { checkpoints, store, clock, onProblem, observe } = this.#parts;
    if (checkpoints === null || head.size === 0) return;
    this.#signedAt = clock.now();
    const seen = { what: "checkpoint", size: head.size, isOutside: checkpoints.outside !== null } as const;
    try {
      await makeCheckpoint(checkpoints, store, { head, readTile: (level, n) => store.tile(level, n) });
      observe({ ...seen, failed: null });
    } catch (error) {
      observe({ ...seen, failed: messageOfProblem(error) });
      onProblem(error);
    }
  }
}
