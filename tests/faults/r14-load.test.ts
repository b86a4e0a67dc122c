/**
 * R14 on the built server. Planned is one entry a second in the worst hour (docs/operating.md). First ten times that, then
 * more clients at once than are let in: memory stays bounded, who is too many is told so at once, and timers still fire in time.
 */
import { expect, test } from "@jest/globals";
import { Agent, get } from "node:http";
import { readFileSync } from "node:fs";
import type { Storage } from "../../db/open-storage.ts";
import { figures, howMany } from "../support/extent.ts";
import { aFolderEach } from "./support/folder.ts";
import { Ledger } from "./support/ledger.ts";
import { serve, type Serving } from "./support/server-process.ts";
import { deskTongue } from "./support/tongues.ts";
import { checkAcknowledged, checkEverything, reading } from "./support/verdict.ts";
import { percentile } from "./support/timer-machine.ts";
import { pause, until } from "../support/waiting.ts";

const folder = aFolderEach();
const second = 1_000;
const planned = 1;
/** The fifteen minutes of an incident's clock are two seconds. */
const speed = 450;
const tenfoldMs = howMany(2, 60) * second;
const floodMs = howMany(3, 60) * second;
/** More than are let in at once (1,000). */
const clients = howMany(2_000, 6_000);
/** Half again of what is let in at once (1,000). */
const inside = 1_500;
const grownMaxMiB = 400;
const lateMaxMs = 2 * second;

test(
  "ten times the planned load, and a crowd",
  async () => {
    const environment = { ANSWERABLE_CLOCK_SPEED: String(speed) };
    const server = await serve({ kind: "desk", folder: folder.path, environment });
    const ledger = new Ledger(deskTongue, 14, { sockets: clients });
    ledger.at(server.address);
    const before = residentMiB(server);
    await tenTimesPlanned(ledger);
    expect(ledger.counts.unavailable).toBe(0);
    const tenfold = ledger.acknowledged.length;
    await pause(second);
    const calm = await reading(folder.path, latenessOf);

    const { writing, pages, stoppedMs } = await flood(server, ledger);
    const most = mostMiB(server);
    await ledger.settle(64);
    expect(ledger.unknown.size).toBe(0);
    expect(await server.end("SIGTERM")).toEqual({ code: 0, signal: null });
    ledger.close();
    const busy = await reading(folder.path, async (storage) => {
      await checkAcknowledged(storage, ledger.acknowledged);
      await checkEverything(storage);
      return latenessOf(storage);
    });
    figures(
      "R14",
      `${10 * planned} entries a second for ${tenfoldMs / second} s: ${tenfold} taken, none turned away; ${fired(calm)}`,
    );
    figures(
      "R14",
      `${clients} clients at once for ${floodMs / second} s: ${writing} taken, ${ledger.counts.unavailable} told when to come again; ${pages} pages meanwhile; ${before} MiB before, ${most} at most; ${fired(busy)}`,
    );
    // Everybody has been answered. Whether some were turned away is a matter of which thread is the slower one: where the one
    // that answers is, the crowd waits in its connections.
    expect(writing).toBeGreaterThan(0);
    expect(most - before).toBeLessThan(grownMaxMiB);
    expect(calm.at(-1) ?? 0).toBeLessThanOrEqual(lateMaxMs);
    // Nothing can fire while the whole server is held.
    expect(busy.at(-1) ?? 0).toBeLessThanOrEqual(lateMaxMs + stoppedMs);
  },
  howMany(120, 600) * second,
);

test("too many inside are turned away, and whoever watches the server is let in", async () => {
  const server = await serve({ kind: "desk", folder: folder.path });
  const { items } = (await (
    await fetch(`${server.address}/api/v1/playbooks`, { headers: { "Answerable-Person": "chen" } })
  ).json()) as { items: readonly { key: string }[] };
  const agent = new Agent({ maxSockets: inside });
  // Each waits for a drawing that another thread lays out, one after the other: nobody is answered while the others come.
  const asked = Array.from({ length: inside }, (_, n) => {
    const path = `/playbooks/${items[n % items.length]!.key}/chart.svg`;
    return get(server.address + path, {
      agent,
      headers: { Cookie: `answerable_person=chen; answerable_language=${n % 2 ? "en" : "zh"}` },
    });
  });
  const turnedAway: { readonly after: string | undefined; readonly said: string }[] = [];
  for (const one of asked)
    one
      .on("error", () => undefined)
      .on("response", (answer) => {
        let said = "";
        answer.setEncoding("utf8").on("data", (part: string) => (said += part));
        answer.on("end", () => {
          if (answer.statusCode === 503) turnedAway.push({ after: answer.headers["retry-after"], said });
        });
      });
  await until("somebody is turned away", () => turnedAway.length > 0, 60 * second);
  expect(turnedAway[0]).toEqual({ after: "1", said: expect.stringContaining("Too many requests") });
  expect((await fetch(`${server.address}/healthz`)).status).toBe(200);
  for (const one of asked) one.destroy();
  expect(await server.end("SIGTERM")).toEqual({ code: 0, signal: null });
}, 120_000);

async function tenTimesPlanned(ledger: Ledger): Promise<void> {
  const everyMs = second / (10 * planned);
  const asked: Promise<unknown>[] = [];
  for (let passed = 0; passed < tenfoldMs; passed += everyMs) {
    asked.push(ledger.one());
    await pause(everyMs);
  }
  await Promise.all(asked);
}

interface Flood {
  /** Commands taken. */
  readonly writing: number;
  /** Pages read beside them. */
  readonly pages: number;
  /** How long the server was held until everybody was there (ms). */
  readonly stoppedMs: number;
}

async function flood({ address, child }: Serving, ledger: Ledger): Promise<Flood> {
  const before = ledger.acknowledged.length;
  let isOver = false;
  let pages = 0;
  const read = async (): Promise<void> => {
    while (!isOver) {
      // While the server is held nobody gets through to it, and a client gives up after a while.
      const page = await fetch(address, { headers: { Cookie: "answerable_person=chen" } }).catch(() => null);
      await page?.text();
      if (page?.status === 200) pages += 1;
      await pause(100);
    }
  };
  const work = Promise.all([ledger.workPatiently(clients, () => isOver), read()]);
  await pause(floodMs / 2);
  const stoppedAt = performance.now();
  child.kill("SIGSTOP");
  await until("everybody's request is there at once", () => ledger.underWay === clients, 60 * second);
  child.kill("SIGCONT");
  const stoppedMs = performance.now() - stoppedAt;
  await pause(floodMs / 2);
  isOver = true;
  await work;
  return { writing: ledger.acknowledged.length - before, pages, stoppedMs };
}

/** Of every timer that fired, in real time (ms), smallest first. */
async function latenessOf(storage: Storage): Promise<readonly number[]> {
  const late: number[] = [];
  for (let after: string | null = null; ;) {
    const ids = await storage.instanceIds(after, 500);
    for (const id of ids)
      for (const { kind, at, dueAt } of await storage.history(id))
        if ((kind === "timer" || kind === "stale") && dueAt !== null) late.push((at - dueAt) / speed);
    after = ids.at(-1) ?? null;
    if (after === null) return late.sort((a, b) => a - b);
  }
}

function fired(late: readonly number[]): string {
  return `${late.length} timers fired, late by ${spread(late)} ms`;
}

function spread(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const [middle, almost, most] = [percentile(sorted, 0.5), percentile(sorted, 0.99), sorted.at(-1) ?? 0].map(
    Math.round,
  );
  return `p50 ${middle}, p99 ${almost}, max ${most}`;
}

const residentMiB = (server: Serving): number => statusMiB(server, "VmRSS");
const mostMiB = (server: Serving): number => statusMiB(server, "VmHWM");

function statusMiB({ child }: Serving, name: string): number {
  const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
  const [, kib = "NaN"] = new RegExp(`${name}:\\s+(\\d+) kB`).exec(status) ?? [];
  return Math.round(Number(kib) / 1024);
}
