/** The right to run the loops, which several nodes hand on among themselves. */

/** The right to run a loop, given to one node at a time. */
export interface Lease {
  readonly name: string;
  /** Counts up with every change of hands; a commit that carries an older one is refused. */
  readonly token: number;
  /**
   * Until when nobody else gets it (ms, by the database's clock). A node measures `ttlMs` by its own clock from before it
   * asked, because the two clocks may differ.
   */
  readonly until: number;
}

export type Fence = Pick<Lease, "name" | "token">;

/**
 * Leases last for a time, so a node that stands still loses its own; when it wakes, the fence keeps its writes out.
 * `holder` is for people to read.
 */
export interface Leases {
  /**
   * Null while another holds it. `dead` is a lease as it was seen: if it is still just so it is taken, whatever its time says,
   * because that may have been written by a clock that was wrong.
   */
  acquire(name: string, holder: string, ttlMs: number, dead?: Lease): Promise<Lease | null>;
  /** As it is now, whoever holds it. */
  seen(name: string): Promise<Lease | null>;
  /** Null when it has changed hands meanwhile. */
  renew(lease: Fence, ttlMs: number): Promise<Lease | null>;
  /** Lets the next one in at once; does nothing when it has changed hands already. */
  release(lease: Fence): Promise<void>;
}

/** This node no longer holds the lease under which it wrote; nothing was written. */
export class FencedError extends Error {
  override name = "FencedError";
}
