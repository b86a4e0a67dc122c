/** Reads the file from outside, beside the server or after its end, and holds it to what was acknowledged. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openStorage, type Storage } from "../../../db/open-storage.ts";
import { organisation } from "../../../machines/organisation/index.ts";
import { playbookKey } from "../../../machines/playbook.ts";
import { playbooks } from "../../../machines/registry.ts";
import { openEngine, type LogRow } from "../../../src/engine/index.ts";
import type { Acknowledged } from "./ledger.ts";

export interface Verdict {
  readonly rows: number;
  readonly instances: number;
  readonly timersFired: number;
  readonly messages: number;
}

const everyMachine = [organisation, ...Object.values(playbooks)];
const machines = Object.fromEntries(everyMachine.map((one) => [playbookKey(one), one.machine]));

export async function reading<Result>(folder: string, use: (storage: Storage) => Promise<Result>): Promise<Result> {
  const storage = await openStorage({ url: `sqlite:${join(folder, "answerable.db")}`, mode: "read" });
  try {
    return await use(storage);
  } finally {
    await storage.close();
  }
}

/** Every acknowledged command stands in its log, once, as the row that was named. */
export async function checkAcknowledged(storage: Storage, acknowledged: readonly Acknowledged[]): Promise<void> {
  for (const id of new Set(acknowledged.map((one) => one.id))) {
    const rows = await storage.history(id);
    for (const { key, seq } of acknowledged.filter((one) => one.id === id)) {
      const found = rows.filter((row) => isCommand(row, key));
      if (found.length !== 1 || found[0]?.seq !== seq)
        throw new Error(
          `${key} was acknowledged as row ${seq} of ${id}; it is there as ${JSON.stringify(found.map((row) => row.seq))}`,
        );
    }
  }
}

/** The desk puts the person before their own key. */
function isCommand(row: LogRow, key: string): boolean {
  return (
    row.commandId !== null &&
    (row.commandId === key || row.commandId.endsWith(`:${key}`) || row.commandId.endsWith(`/${key}`))
  );
}

/** Folds every log, compares it with state, timers and outbox, and counts. */
export async function checkEverything(storage: Storage): Promise<Verdict> {
  const engine = await openEngine({
    storage: { ...storage, close: async () => undefined },
    machines,
    deliver: async () => undefined,
  });
  const counts = { rows: 0, instances: 0, timersFired: 0, messages: 0 };
  for (let after: string | null = null; ;) {
    const ids = await storage.instanceIds(after, 200);
    for (const id of ids) {
      const { divergence } = await engine.replay(id);
      if (divergence !== null) throw new Error(`${id} row ${divergence.seq}: ${divergence.sentence}`);
      const rows = await storage.history(id);
      counts.timersFired += firing(rows);
      counts.messages += await settled(storage, id, rows);
      counts.rows += rows.length;
      counts.instances += 1;
    }
    after = ids.at(-1) ?? null;
    if (after === null) return counts;
  }
}

/** No timer early, none twice. */
function firing(rows: readonly LogRow[]): number {
  const fired = rows.filter(({ kind }) => kind === "timer" || kind === "stale");
  for (const { instance, seq, at, dueAt } of fired)
    if (dueAt === null || at < dueAt) throw new Error(`${instance} row ${seq} fired at ${at}, due at ${dueAt}`);
  if (new Set(fired.map(({ timer }) => timer)).size !== fired.length)
    throw new Error(`${rows[0]?.instance}: a timer fired twice`);
  return fired.length;
}

/** A message is delivered when the log says so, and once. */
async function settled(storage: Storage, id: string, rows: readonly LogRow[]): Promise<number> {
  const said = rows.filter(({ kind }) => kind === "delivered").map(({ event }) => event["message"] as string);
  const messages = await storage.messages(id);
  const delivered = messages.filter(({ state }) => state === "delivered").map((message) => message.id);
  if (said.toSorted().join() !== delivered.toSorted().join())
    throw new Error(`${id}: the log says ${said.join()} left, the outbox says ${delivered.join()}`);
  return messages.length;
}

/** What the receiver of an engine server has got, by message id. */
function notificationsIn(folder: string): ReadonlyMap<string, number> {
  const file = join(folder, "notifications.txt");
  const counts = new Map<string, number>();
  if (!existsSync(file)) return counts;
  for (const id of readFileSync(file, "utf8").split("\n")) if (id !== "") counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

/** Nothing that the log calls delivered is missing at the receiver. */
export async function checkNotifications(storage: Storage, folder: string): Promise<{ sent: number; twice: number }> {
  const got = notificationsIn(folder);
  for (let after: string | null = null; ;) {
    const ids = await storage.instanceIds(after, 200);
    for (const id of ids)
      for (const message of await storage.messages(id))
        if (message.state === "delivered" && !got.has(message.id))
          throw new Error(`notification ${message.id} never arrived`);
    after = ids.at(-1) ?? null;
    if (after === null) break;
  }
  return { sent: got.size, twice: [...got.values()].filter((count) => count > 1).length };
}
