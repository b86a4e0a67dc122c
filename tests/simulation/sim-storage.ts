/** The way to the shared storage and to the receivers of notifications: slow, out of order, and at times it fails. */
import {
  StaleInstanceError,
  UndeliverableError,
  type Batch,
  type Deliver,
  type EngineStorage,
} from "../../src/engine/index.ts";
import { StorageUnavailableError } from "../../src/engine/failures.ts";
import { FencedError, type Leases } from "../../src/engine/leases.ts";
import type { Seeded } from "../../src/cli/seeded-random.ts";
import type { Life, Network } from "./network.ts";

export interface Weather {
  /** Nothing fails any more: the end of a run, when everything must come to rest. */
  calm: boolean;
}

export interface Road {
  readonly network: Network;
  readonly chance: Seeded;
  readonly weather: Weather;
  readonly count: (what: "staleRaces" | "fencedWrites" | "deliveries" | "failedDeliveries") => void;
}

/** One question in so many fails. */
const failOneIn = 40;
const deliveryFailsOneIn = 4;
const deliveryHangsOneIn = 25;
const hangMs = 20 * 60_000;

export function farStorage(
  storage: EngineStorage,
  life: Life,
  road: Road,
  onCommitted: (batch: Batch, life: Life) => Promise<void>,
): EngineStorage {
  const read = <Result>(label: string, work: () => Promise<Result>): Promise<Result> =>
    road.network.ask(life, `${life.name} ${label}`, async () => {
      if (fails(road)) throw away();
      return work();
    });
  const commit = async (batch: Batch, options?: Parameters<EngineStorage["commit"]>[1]): Promise<void> => {
    if (fails(road)) throw road.chance.oneIn(2) ? away() : full();
    try {
      await storage.commit(batch, options);
    } catch (error) {
      if (error instanceof StaleInstanceError) road.count("staleRaces");
      if (error instanceof FencedError) road.count("fencedWrites");
      throw error;
    }
    await onCommitted(batch, life);
    // Written, but nobody hears of it.
    if (fails(road)) throw away();
  };
  return {
    load: (instances, commandIds, messages) => read("load", () => storage.load(instances, commandIds, messages)),
    commit: (batch, options) => road.network.ask(life, `${life.name} commit`, () => commit(batch, options)),
    history: (instance, range) => read("history", () => storage.history(instance, range)),
    dueTimers: (now, limit) => read("dueTimers", () => storage.dueTimers(now, limit)),
    nextDueAt: () => read("nextDueAt", () => storage.nextDueAt()),
    dueMessages: (...asked) => read("dueMessages", () => storage.dueMessages(...asked)),
    nextMessageAt: () => read("nextMessageAt", () => storage.nextMessageAt()),
    messages: (instance) => read("messages", () => storage.messages(instance)),
    quarantinedTimers: (limit, only) => read("quarantinedTimers", () => storage.quarantinedTimers(limit, only)),
    timers: (instance) => read("timers", () => storage.timers(instance)),
    texts: (names) => read("texts", () => storage.texts(names)),
    signOffs: (instance) => read("signOffs", () => storage.signOffs(instance)),
    decidedClocks: (instance) => read("decidedClocks", () => storage.decidedClocks(instance)),
    instanceIds: (after, limit) => read("instanceIds", () => storage.instanceIds(after, limit)),
    close: () => Promise.resolve(),
  };
}

/** The same way leads to the leases. */
export function farLeases(leases: Leases, life: Life, road: Road): Leases {
  const ask = <Result>(label: string, work: () => Promise<Result>): Promise<Result> =>
    road.network.ask(life, `${life.name} ${label} lease`, async () => {
      if (fails(road)) throw away();
      const result = await work();
      if (fails(road)) throw away();
      return result;
    });
  return {
    acquire: (...asked) => ask("acquire", () => leases.acquire(...asked)),
    seen: (name) => ask("see", () => leases.seen(name)),
    renew: (lease, ttlMs) => ask("renew", () => leases.renew(lease, ttlMs)),
    release: (lease) => ask("release", () => leases.release(lease)),
  };
}

/** What has arrived at the receivers, by message id, and how often. */
export type Mailbox = Map<string, number>;

export function farReceivers(life: Life, road: Road, mailbox: Mailbox): Deliver {
  return ({ id, type }) =>
    road.network.ask(life, `${life.name} deliver ${id} ${type}`, async () => {
      road.count("deliveries");
      if (!road.weather.calm && road.chance.oneIn(deliveryFailsOneIn)) {
        road.count("failedDeliveries");
        throw road.chance.oneIn(6) ? new UndeliverableError("no such mailbox") : new Error("421 try again later");
      }
      mailbox.set(id, (mailbox.get(id) ?? 0) + 1);
      if (!road.weather.calm && road.chance.oneIn(deliveryHangsOneIn)) await hang(life, road);
      // It has arrived, but the answer is an error: the engine must send it again, under the same id.
      if (fails(road)) throw new Error("connection reset");
      return { accepted: true };
    });
}

/** The receiver takes the notification and then says nothing for a long time. */
function hang(life: Life, { network }: Road): Promise<void> {
  return new Promise((resolve) => {
    network.add({ label: `${life.name} hang`, kind: "answer", life, notBefore: network.now + hangMs, run: resolve });
  });
}

function fails({ weather, chance }: Road): boolean {
  return !weather.calm && chance.oneIn(failOneIn);
}

function away(): Error {
  return new StorageUnavailableError("away", "The database does not answer.");
}

function full(): Error {
  return new StorageUnavailableError("full", "The disk is full.");
}
