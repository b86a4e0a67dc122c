/** R5: the built server while the clock of its machine is put elsewhere, sleeps, hurries, or comes past a change of summer time. */
import { expect, test } from "@jest/globals";
import { join } from "node:path";
import { systemClock } from "../../src/kernel/clock.ts";
import { figures, isFullRun } from "../support/extent.ts";
import { FakeClock } from "./support/fake-clock.ts";
import { aFolderEach } from "./support/folder.ts";
import { Ledger } from "./support/ledger.ts";
import { isInstalled, serve } from "./support/server-process.ts";
import { deskTongue } from "./support/tongues.ts";
import { checkAcknowledged, checkEverything, reading } from "./support/verdict.ts";
import { pause, until } from "../support/waiting.ts";

const folder = aFolderEach();
const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
/** The desk looks at the clock, and for timers at least, every ten seconds. */
const lookMs = 10 * second;
const seenWithinMs = 3 * lookMs;
const isFaked = isInstalled("faketime");
const bounded = isFaked ? test : test.skip;
const full = isFaked && isFullRun ? test : test.skip;

interface Stage {
  readonly clock: FakeClock;
  readonly ledger: Ledger;
  readonly read: (path: string) => Promise<string>;
  /** How many timers have fired; throws if one did twice or early, or if a log is not in order. */
  readonly fired: () => Promise<number>;
}

interface Circumstances {
  readonly aheadMs?: number;
  readonly rate?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

/** One incident, whose clock fires after a quarter of an hour, and then what happens; at the end everything adds up. */
async function aNight(name: string, given: Circumstances, happens: (stage: Stage) => Promise<string>): Promise<void> {
  const place = folder.file(name);
  const clock = new FakeClock(join(place, "clock"), given);
  const environment = { ...given.environment, ...clock.environment, ANSWERABLE_LOG_LEVEL: "error" };
  const server = await serve({ kind: "desk", folder: place, environment });
  const ledger = new Ledger(deskTongue, 5);
  ledger.at(server.address);
  const headers = { Cookie: "answerable_language=en; answerable_person=chen" };
  const read = async (path: string) => (await fetch(server.address + path, { headers })).text();
  const verdict = () => reading(place, checkEverything);
  await ledger.open();
  const said = await happens({ clock, ledger, read, fired: async () => (await verdict()).timersFired });
  expect(await server.end("SIGTERM")).toEqual({ code: 0, signal: null });
  await reading(place, (storage) => checkAcknowledged(storage, ledger.acknowledged));
  const { timersFired } = await verdict();
  ledger.close();
  figures("R5", `the built server, ${name}: ${said}; ${timersFired} fired, 0 twice, 0 early, every log in order`);
}

async function fires({ fired }: Stage, count: number): Promise<void> {
  await until(`${count} have fired`, async () => (await fired()) >= count, seenWithinMs);
  expect(await fired()).toBe(count);
}

/** Every place where a person or a program looks says it. */
async function isNamed({ read }: Stage, words: string, onPages: string): Promise<void> {
  await until(`it is named: ${words}`, async () => (await read("/readyz")).includes(words), seenWithinMs);
  expect(await read("/readyz")).toMatch(/^Ready\.\n/);
  expect(await read("/healthz")).toContain(words);
  expect((await read("/")).includes(onPages)).toBe(true);
}

const seconds = (ms: number): number => Math.abs(ms) / second;

async function stepsForward(stage: Stage, ms: number, onPages: string): Promise<string> {
  expect(await stage.read("/readyz")).toMatch(/^Ready\.\n(No checkpoint of the record .*\n)?$/);
  stage.clock.step(ms);
  await isNamed(stage, `forward by ${seconds(ms)} s`, `jumped forward by ${onPages}`);
  await fires(stage, 1);
  return "the step forward named in four places, and what was due fired";
}

async function stepsBack(stage: Stage, ms: number, onPages: string): Promise<string> {
  const before = await stage.fired();
  stage.clock.step(-ms);
  await isNamed(stage, `put back by ${seconds(ms)} s`, `jumped back by ${onPages}`);
  await stage.ledger.open();
  await pause(2 * lookMs + second);
  expect(await stage.fired()).toBe(before);
  return "the step back named in four places, and nothing fired again";
}

async function sleeps(stage: Stage): Promise<string> {
  stage.clock.sleep(8 * hour);
  await fires(stage, 1);
  await pause(lookMs);
  expect(await stage.read("/readyz")).toMatch(/^Ready\.\n(No checkpoint of the record .*\n)?$/);
  expect(await stage.read("/healthz")).toMatch(/^ok\n(No checkpoint of the record .*\n)?$/);
  expect((await stage.read("/")).includes("The server clock jumped")).toBe(false);
  return "what came due meanwhile fired, and nobody called it a step";
}

bounded(
  "put forward by a day, and asleep for eight hours",
  async () => {
    await Promise.all([
      aNight("put forward by a day", {}, (stage) => stepsForward(stage, day, "24 h")),
      aNight("asleep for eight hours", {}, sleeps),
    ]);
  },
  120 * second,
);

full.each([
  ["an hour", hour, "1 h"],
  ["a day", day, "24 h"],
])(
  "%s forward and back, and back and forward",
  async (name, ms, onPages) => {
    await Promise.all([
      aNight(`${name} forward and back`, {}, async (stage) => {
        await stepsForward(stage, ms, onPages);
        await stage.ledger.open();
        return stepsBack(stage, ms, onPages);
      }),
      aNight(`${name} back and forward`, {}, async (stage) => {
        await stepsBack(stage, ms, onPages);
        stage.clock.step(ms);
        await isNamed(stage, `forward by ${seconds(ms)} s`, `jumped forward by ${onPages}`);
        // Opened while the clock was back: due by now, and the one from before is not.
        await fires(stage, 1);
        return "both steps named; what was opened in between fired, what was opened before did not";
      }),
    ]);
  },
  300 * second,
);

full(
  "sixty times as fast",
  async () => {
    await aNight("its wall sixty times as fast", { rate: 60 }, async (stage) => {
      for (let n = 0; n < 9; n += 1) await stage.ledger.open();
      await fires(stage, 10);
      await pause(2 * lookMs);
      expect(await stage.fired()).toBe(10);
      expect(await stage.read("/healthz")).toContain("forward by");
      return "called a step forward at each look";
    });
  },
  120 * second,
);

/** The moment at which each of them puts its clocks forward or back. */
const changes = [
  ["Europe/Berlin", Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1)],
  ["America/New_York", Date.UTC(2026, 2, 8, 7), Date.UTC(2026, 10, 1, 6)],
  ["Australia/Lord_Howe", Date.UTC(2026, 3, 4, 15), Date.UTC(2026, 9, 3, 15, 30)],
] as const;

full.each(changes)(
  "%s",
  async (zone, one, other) => {
    const nights = [one, other].map((moment, index) => {
      // The desk's clock runs sixty times as fast, so the change is in the middle of a quarter of a minute.
      const aheadMs = moment - 7 * minute - systemClock.now();
      const environment = { TZ: zone, ANSWERABLE_CLOCK_SPEED: "60" };
      return aNight(`${zone} at its change ${index + 1}`, { aheadMs, environment }, async (stage) => {
        await fires(stage, 1);
        await pause(lookMs);
        expect(await stage.fired()).toBe(1);
        expect(await stage.read("/readyz")).toMatch(/^Ready\.\n(No checkpoint of the record .*\n)?$/);
        return "a quarter of an hour is a quarter of an hour, and no step";
      });
    });
    await Promise.all(nights);
  },
  120 * second,
);
