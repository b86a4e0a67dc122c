import { expect, test } from "@jest/globals";
import type { Storage } from "../../db/open-storage.ts";
import { FencedError, type Lease } from "../../src/engine/leases.ts";
import { aBatch, aLogRow, anInstance } from "../support/samples.ts";

const minute = 60_000;

export function leaseContract(storage: () => Storage): void {
  const acquire = async (holder: string, ttlMs = minute): Promise<Lease | null> =>
    storage().leases.acquire("timers", holder, ttlMs);

  test("one node at a time holds a lease, until it lets go", async () => {
    const first = await acquire("node-1");
    expect(first).toMatchObject({ name: "timers", token: 1 });
    expect(await acquire("node-2")).toBeNull();
    expect(await acquire("node-1")).toBeNull();
    expect(await storage().leases.acquire("outbox", "node-2", minute)).toMatchObject({ name: "outbox", token: 1 });
    await storage().leases.release(first!);
    expect(await acquire("node-2")).toMatchObject({ token: 2 });
  });

  test("a lease that ran out changes hands, and the old holder can neither renew nor write nor release", async () => {
    const old = await acquire("node-1", 0);
    const next = await acquire("node-2");
    expect(next?.token).toBe(2);
    expect(await storage().leases.renew(old!, minute)).toBeNull();
    await storage().leases.release(old!);
    expect(await acquire("node-1")).toBeNull();

    const batch = aBatch({ log: [aLogRow("i-1", 0)], inserted: [anInstance("i-1")] });
    await expect(storage().commit(batch, { fence: old! })).rejects.toThrow(FencedError);
    expect(await storage().history("i-1")).toEqual([]);
    await storage().commit(batch, { fence: next! });
    expect(await storage().history("i-1")).toHaveLength(1);
  });

  test("a lease that ran out while nobody wanted it may be renewed", async () => {
    const lease = await acquire("node-1", 0);
    const renewed = await storage().leases.renew(lease!, minute);
    expect(renewed?.token).toBe(1);
    expect(renewed!.until).toBeGreaterThanOrEqual(lease!.until + minute);
    expect(await acquire("node-2")).toBeNull();
  });

  test("of many who ask at once one gets it", async () => {
    const nodes = Array.from({ length: 8 }, (_, index) => `node-${index}`);
    const answers = await Promise.all(nodes.map(async (node) => acquire(node)));
    expect(answers.filter((lease) => lease !== null)).toHaveLength(1);
  });

  test("a lease that is still just as it was seen may be taken, and one that has changed may not", async () => {
    const held = await acquire("node-1");
    const seen = await storage().leases.seen("timers");
    expect(seen).toEqual(held);
    const changed = { ...held!, until: held!.until - 1 };
    expect(await storage().leases.acquire("timers", "node-2", minute, changed)).toBeNull();
    expect(await storage().leases.acquire("timers", "node-2", minute, seen!)).toMatchObject({ token: 2 });
    expect(await storage().leases.acquire("timers", "node-3", minute, seen!)).toBeNull();
    expect(await storage().leases.seen("nobody's")).toBeNull();
  });
}
