/** A fast report left undone, and everything closed and opened again between any two timers: each notification once, when it is due. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEnvironment } from "../../config/env.ts";
import { compose, configure, type Answerable } from "../../src/app/compose.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import type { OutgoingNotification, Transport } from "../../src/notify/transport.ts";

const minute = 60_000;
const eight = Date.UTC(2026, 10, 22, 12);

let folder: string;
let clock: WindingClock;
let sent: { readonly at: number; readonly to: string; readonly subject: string; readonly message: string }[];
let broken: boolean;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "restarts-"));
  clock = new WindingClock(eight);
  sent = [];
  broken = false;
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const transport: Transport = {
  channel: "test",
  describe: "into a list",
  send: async (notification: OutgoingNotification) => {
    if (broken) throw new Error("450 try again later");
    sent.push({
      at: (clock.now() - eight) / minute,
      to: notification.recipient,
      subject: notification.subject,
      message: notification.message,
    });
    return "250 taken";
  },
};

async function opened<Result>(work: (answerable: Answerable) => Promise<Result>): Promise<Result> {
  const config = configure(readEnvironment({ ANSWERABLE_DATA: folder, ANSWERABLE_SIGN_IN: "off" }));
  const answerable = await compose(config, { clock, transport });
  try {
    return await work(answerable);
  } finally {
    await answerable.close();
  }
}

const register = () =>
  opened(async ({ desk, engine }) => {
    const values = {
      title: "Hot water is brown",
      sourceKind: "call",
      discoveredAt: new Date(eight).toISOString(),
      grade: "critical",
    };
    const outcome = await desk.open("public-incident", values, desk.people[0]!, { commandId: "c-1" });
    expect(outcome.outcome).toBe("done");
    await engine.runDue();
  });

/** What its deadline asks for; the registration names it as well. */
const aboutFastReport = () => sent.filter(({ subject }) => /快报(?:已超时| .*截止)/.test(subject));

test("closed and opened again before every single minute of the first hour", async () => {
  await register();
  for (let minutes = 1; minutes <= 60; minutes += 1) {
    clock.wind(minute);
    await opened(({ engine }) => engine.runDue());
  }
  expect(aboutFastReport().map(({ at, to }) => `${at} ${to}`)).toEqual([
    "15 chen",
    "30 chen",
    "40 li",
    "50 wang",
    "60 wang",
  ]);
});

test("opened again only after an hour: the timer fires at once and once, the log says how late, and the ladder goes on", async () => {
  await register();
  clock.wind(60 * minute);
  const rows = await opened(async ({ engine, desk }) => {
    await engine.runDue();
    await engine.runDue();
    const incident = await desk.find("1");
    return engine.history(incident!.id);
  });
  const fired = rows.filter((row) => row.kind === "timer");
  expect(fired[0]).toMatchObject({ dueAt: eight + 15 * minute, at: eight + 60 * minute });
  expect(new Set(fired.map((row) => row.timer)).size).toBe(fired.length);
  clock.wind(10 * minute);
  await opened(({ engine }) => engine.runDue());
  expect(
    aboutFastReport().map(({ at, to, subject }) => `${at} ${to} ${/第 . 级|已超时，请/.exec(subject)?.[0]}`),
  ).toEqual(["60 chen 已超时，请", "70 li 第 2 级"]);
});

test("a mail server that is away for a while delays notifications and doubles none", async () => {
  broken = true;
  await register();
  clock.wind(30 * minute);
  await opened(({ engine }) => engine.runDue());
  expect(sent).toEqual([]);
  broken = false;
  for (let minutes = 0; minutes < 30; minutes += 1) {
    clock.wind(minute);
    await opened(({ engine }) => engine.runDue());
  }
  expect(sent.map(({ to, subject }) => `${to} ${subject}`)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^chen .*快报已超时，请/)]),
  );
  expect(new Set(sent.map(({ to, message }) => `${to} ${message}`)).size).toBe(sent.length);
});

test("the fold of its log and what is stored agree afterwards", async () => {
  await register();
  for (let minutes = 0; minutes < 45; minutes += 15) {
    clock.wind(15 * minute);
    await opened(({ engine }) => engine.runDue());
  }
  await opened(async ({ desk, engine }) => {
    const incident = await desk.find("1");
    expect(await engine.replay(incident!.id)).toMatchObject({ divergence: null });
  });
});
