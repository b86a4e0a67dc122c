/** R6: two desks on one PostgreSQL agree on who runs the loops, also when it is stopped, woken, killed, or its clock is put back. */
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { join } from "node:path";
import { leaseMs } from "../../src/engine/drive/lease-keeper.ts";
import { steadyClock } from "../../src/kernel/clock.ts";
import { aPostgresServer, query, type PostgresServer } from "../support/postgres.ts";
import { isFullRun } from "../support/extent.ts";
import { pause, until } from "../support/waiting.ts";
import { FakeClock } from "./support/fake-clock.ts";
import { aFolderEach } from "./support/folder.ts";
import { isInstalled, serve, type Serving } from "./support/server-process.ts";

const folder = aFolderEach();
const hourMs = 60 * 60_000;
/** Four thirds of a lease, and time to look. */
const takeoverMaxMs = 2 * leaseMs;
// Two takeovers and a lease watched through take most of a minute; tests/db/postgres-loops.test.ts tries one each time.
const full = isFullRun ? test : test.skip;
const faked = isInstalled("faketime") ? full : test.skip;

let postgres: PostgresServer;
const desks: Serving[] = [];
beforeAll(async () => {
  postgres = await aPostgresServer();
}, 60_000);
afterEach(async () => {
  for (const desk of desks.splice(0)) {
    desk.child.kill("SIGCONT");
    await desk.end("SIGKILL");
  }
});
afterAll(async () => postgres.remove());

async function aDesk(url: string, name: string, environment: Readonly<Record<string, string>> = {}): Promise<Serving> {
  const desk = await serve({
    kind: "desk",
    folder: folder.file(name),
    environment: { DATABASE_URL: url, ...environment },
  });
  desks.push(desk);
  return desk;
}

/** What a desk says of itself at its three doors. */
async function saidBy({ address }: Serving) {
  const [health, ready, metrics] = await Promise.all(
    ["/healthz", "/readyz", "/metrics"].map(async (path) => fetch(address + path)),
  );
  const held = /^answerable_loops_held (\d)$/m.exec((await metrics?.text()) ?? "")?.[1];
  return { holds: held === "1", isWell: health?.status === 200 && ready?.status === 200 };
}

/** Who holds the lease by their own words, when everybody who is asked is well; null when they do not agree on one. */
async function holderAmong(asked: readonly Serving[]): Promise<Serving | null> {
  const said = await Promise.all(asked.map(saidBy));
  const holders = asked.filter((_, index) => said[index]?.holds);
  return said.every(({ isWell }) => isWell) && holders.length === 1 ? (holders[0] ?? null) : null;
}

async function agreed(asked: readonly Serving[]): Promise<Serving> {
  let holder: Serving | null = null;
  await until("one holds the lease", async () => (holder = await holderAmong(asked)) !== null, takeoverMaxMs);
  return holder!;
}

/** Over more than a whole lease, at each look. */
async function staysAgreed(asked: readonly Serving[], holder: Serving): Promise<void> {
  const end = steadyClock.now() + (4 / 3) * leaseMs;
  while (steadyClock.now() < end) {
    expect((await holderAmong(asked))?.address).toBe(holder.address);
    await pause(250);
  }
}

async function leaseRows(url: string): Promise<number> {
  return (await query(url, "SELECT name FROM leases WHERE name = 'loops'")).length;
}

full(
  "one stands still, wakes and is killed",
  async () => {
    const url = await postgres.createDatabase("one-holder");
    const both = [await aDesk(url, "one"), await aDesk(url, "two")];
    const first = await agreed(both);
    const second = both.find((desk) => desk !== first)!;
    first.child.kill("SIGSTOP");
    expect((await agreed([second])).address).toBe(second.address);
    first.child.kill("SIGCONT");
    // Whoever wakes finds out that its time is over, and does not take it back.
    expect((await agreed(both)).address).toBe(second.address);
    await staysAgreed(both, second);
    await second.end("SIGKILL");
    expect((await agreed([first])).address).toBe(first.address);
    expect(await leaseRows(url)).toBe(1);
  },
  120_000,
);

faked(
  "the holder's clock is put back, and then it is killed",
  async () => {
    const url = await postgres.createDatabase("one-holder-put-back");
    const clocks = ["one", "two"].map((name) => new FakeClock(join(folder.file(name), "clock")));
    const both = [await aDesk(url, "one", clocks[0]!.environment), await aDesk(url, "two", clocks[1]!.environment)];
    const first = await agreed(both);
    const second = both.find((desk) => desk !== first)!;
    clocks[both.indexOf(first)]!.step(-hourMs);
    await staysAgreed(both, await agreed(both));
    const holder = await agreed(both);
    const other = holder === first ? second : first;
    // And whatever time it wrote into its lease.
    clocks[both.indexOf(holder)]!.step(24 * hourMs);
    await staysAgreed(both, await agreed(both));
    const last = await agreed(both);
    await last.end("SIGKILL");
    const left = last === holder ? other : holder;
    expect((await agreed([left])).address).toBe(left.address);
    expect(await leaseRows(url)).toBe(1);
  },
  180_000,
);
