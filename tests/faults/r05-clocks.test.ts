/**
 * R5: whatever happens to the clock on the wall, no timer fires twice or early by the clock that was on the wall then, and
 * the log keeps its order. Real time (elapsed) and the wall are two things here, as they are on a machine.
 */
import { afterEach, expect, test } from "@jest/globals";
import type { Clock } from "../../src/kernel/clock.ts";
import { aTimerEngine, latenessOf, type TimerEngine } from "./support/timer-machine.ts";
import { figures } from "../support/extent.ts";
import { aFolderEach } from "./support/folder.ts";

const folder = aFolderEach();
const minute = 60_000;
const hour = 60 * minute;
const zoneBefore = process.env["TZ"];
afterEach(() => {
  if (zoneBefore === undefined) delete process.env["TZ"];
  else process.env["TZ"] = zoneBefore;
});

/** The wall shows `elapsed × rate + set`; waiting counts elapsed time, and a suspended machine waits for nothing. */
class Wall implements Clock {
  #elapsed = 0;
  #wall: number;
  #rate = 1;
  #waiting: { left: number; run: () => void }[] = [];

  constructor(startMs: number) {
    this.#wall = startMs;
  }

  now(): number {
    return Math.floor(this.#wall);
  }

  after(delayMs: number, run: () => void): () => void {
    const entry = { left: delayMs, run };
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter((one) => one !== entry);
    };
  }

  pass(ms: number): void {
    this.#elapsed += ms;
    this.#wall += ms * this.#rate;
    for (const entry of this.#waiting) entry.left -= ms;
    const due = this.#waiting.filter(({ left }) => left <= 0);
    this.#waiting = this.#waiting.filter(({ left }) => left > 0);
    for (const { run } of due) run();
  }

  step(ms: number): void {
    this.#wall += ms;
  }

  suspend(ms: number): void {
    this.#wall += ms;
  }

  runAt(rate: number): void {
    this.#rate = rate;
  }
}

const ordinary = Date.UTC(2026, 10, 22, 14);
const cases: readonly { name: string; startMs?: number; zone?: string; happens: (wall: Wall) => void }[] = [
  { name: "one hour forward", happens: (wall) => wall.step(hour) },
  { name: "one hour back", happens: (wall) => wall.step(-hour) },
  { name: "one day forward", happens: (wall) => wall.step(24 * hour) },
  { name: "one day back", happens: (wall) => wall.step(-24 * hour) },
  { name: "suspended for eight hours", happens: (wall) => wall.suspend(8 * hour) },
  { name: "sixty times as fast", happens: (wall) => wall.runAt(60) },
  {
    name: "summer time begins in Berlin",
    zone: "Europe/Berlin",
    startMs: Date.UTC(2026, 2, 29, 0, 40),
    happens: () => undefined,
  },
  {
    name: "summer time ends in Berlin",
    zone: "Europe/Berlin",
    startMs: Date.UTC(2026, 9, 25, 0, 40),
    happens: () => undefined,
  },
  {
    name: "summer time begins in New York",
    zone: "America/New_York",
    startMs: Date.UTC(2026, 2, 8, 6, 40),
    happens: () => undefined,
  },
  {
    name: "summer time ends in New York",
    zone: "America/New_York",
    startMs: Date.UTC(2026, 10, 1, 5, 40),
    happens: () => undefined,
  },
  {
    name: "half an hour in Lord Howe",
    zone: "Australia/Lord_Howe",
    startMs: Date.UTC(2026, 3, 4, 14, 40),
    happens: () => undefined,
  },
];
/** Timers on both sides of what happens. */
const delays = [minute, 20 * minute, 30 * minute, 45 * minute, 2 * hour, 9 * hour, 25 * hour] as const;

test.each(cases)("$name", async ({ name, startMs = ordinary, zone, happens }) => {
  if (zone !== undefined) process.env["TZ"] = zone;
  const wall = new Wall(startMs);
  const host = await aTimerEngine(folder.file("night.db"), wall);
  const ids = await Promise.all(delays.map((delayMs, n) => host.start(n, delayMs)));
  host.engine.run();
  await live(wall, host, 10 * minute);
  happens(wall);
  await live(wall, host, 52 * hour, 10 * minute);
  const late = await latenessOf(host.storage, ids);
  for (const id of ids) {
    const seqs = (await host.engine.history(id)).map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, index) => index));
    expect((await host.engine.replay(id)).divergence).toBeNull();
  }
  // The loop looks at least once a minute, so the clock is seen to have moved within one.
  const isStepForward = /forward|suspended/.test(name);
  if (!isStepForward)
    expect(late.at(-1)).toBeLessThanOrEqual(name.startsWith("sixty") ? 60 * 10 * minute : 10 * minute);
  expect(host.problems).toEqual([]);
  await host.close();
  figures(
    "R5",
    `${name}: ${ids.length} timers, 0 twice, 0 early, latest ${Math.round((late.at(-1) ?? 0) / 1000)} s after its time by the wall`,
  );
});

/** Time passes in small steps, and after each everything that has to happen happens. */
async function live(wall: Wall, host: TimerEngine, ms: number, everyMs = minute): Promise<void> {
  for (let passed = 0; passed < ms; passed += everyMs) {
    wall.pass(everyMs);
    for (let turn = 0; turn < 12; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    if (passed % hour === 0 && (await host.storage.nextDueAt()) === null) return;
  }
}
