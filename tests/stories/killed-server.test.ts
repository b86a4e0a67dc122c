/** The real server on a fast clock, killed with SIGKILL while a fast report is left undone. */
import { afterEach, expect, test } from "@jest/globals";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import PostalMime from "postal-mime";
import { openClock } from "../../config/fast-clock.ts";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import { commandLine, type CommandLine } from "../support/command-line.ts";

/** Half an hour in three seconds. */
const speed = "600";
const patienceMs = 40_000;
const lookEveryMs = 50;

let cli: CommandLine;
let server: ChildProcess | null = null;
afterEach(async () => {
  if (server?.exitCode === null) {
    server.kill("SIGKILL");
    await once(server, "exit");
  }
  cli.remove();
});

async function start(): Promise<{ child: ChildProcess; address: string }> {
  const env = {
    PATH: "/usr/bin:/bin",
    ANSWERABLE_DATA: cli.folder,
    ANSWERABLE_CLOCK_SPEED: speed,
    PORT: "0",
    ANSWERABLE_SIGN_IN: "off",
    ANSWERABLE_LOG_LEVEL: "warn",
  };
  const child = spawn(process.execPath, ["--import", "tsx", "src/app/main.ts", "serve"], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  server = child;
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => (printed += String(chunk)));
  const address = await until(() => /Desk +(http:\S+)/.exec(printed)?.[1] ?? null);
  return { child, address };
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await once(child, "exit");
}

async function until<Found>(look: () => Found | null | Promise<Found | null>): Promise<Found> {
  for (let waited = 0; waited < patienceMs; waited += lookEveryMs) {
    const found = await look();
    if (found !== null) return found;
    await sleep(lookEveryMs);
  }
  throw new Error("it did not happen in time");
}

async function notifications(): Promise<{ subject: string; to: string; id: string }[]> {
  const folder = join(cli.folder, "notifications");
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".eml")) : [];
  const parsed = await Promise.all(files.map((file) => PostalMime.parse(readFileSync(join(folder, file)))));
  return parsed.map(({ subject = "", to = [], messageId = "" }) => ({
    subject,
    to: to[0]?.address ?? "",
    id: messageId,
  }));
}

const notificationCame = (subject: RegExp) =>
  until(async () => ((await notifications()).some((notification) => subject.test(notification.subject)) ? true : null));

test("notifications arrive at warning, miss and each level, once each, over two kills", async () => {
  cli = commandLine();
  const first = await start();
  const registered = await fetch(`${first.address}/api/v1/incidents`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Answerable-Person": "chen", "Idempotency-Key": "register-1" },
    body: JSON.stringify({ playbook: "public-incident", fields: opening() }),
  });
  expect(registered.status).toBe(201);

  await notificationCame(/快报 .*截止/);
  await kill(first.child);
  const second = await start();
  await notificationCame(/快报.*2 级/);
  await kill(second.child);
  const third = await start();
  await notificationCame(/快报.*3 级/);

  // A command beside the running server goes through its API.
  const acknowledged = await cli.run(["send", "1", "ESCALATION_ACKNOWLEDGED", "--as", "wang", "--language", "en"]);
  expect(acknowledged).toMatchObject({
    code: exitCodes.done,
    out: expect.stringMatching(/^Overdue notice acknowledged: incident 1/),
  });
  const refused = await cli.run(["send", "1", "DECISION_MADE", "--as", "chen"]);
  expect(refused.code).toBe(exitCodes.refused);

  third.child.kill("SIGTERM");
  const [code] = (await once(third.child, "exit")) as [number | null];
  expect(code).toBe(exitCodes.done);

  const written = await notifications();
  const told = (words: RegExp) => written.filter(({ subject }) => words.test(subject)).map(({ to }) => to);
  expect(told(/快报 .*截止/)).toEqual(["chen@example.test"]);
  expect(told(/快报已超时，/)).toEqual(["chen@example.test"]);
  expect(told(/快报.*2 级/)).toEqual(["li@example.test"]);
  // The highest level is told again every ten minutes, which is every second here, until somebody acknowledges.
  expect(new Set(told(/快报.*3 级/))).toEqual(new Set(["wang@example.test"]));
  expect(new Set(written.map(({ id }) => id)).size).toBe(written.length);

  const rows = JSON.parse((await cli.run(["history", "1", "--json"])).out) as {
    kind: string;
    at: number;
    dueAt: number;
  }[];
  const fired = rows.filter(({ kind }) => kind === "timer");
  // A timer that was due while nothing ran fires at the start, and the ladder goes on from there.
  const apart = fired.map(({ dueAt }) => (dueAt - fired[0]!.dueAt) / 60_000);
  [0, 15, 25, 35].forEach((minutes, index) => {
    expect(apart[index]).toBeGreaterThanOrEqual(minutes);
  });
  for (const { at, dueAt } of fired) expect(at).toBeGreaterThanOrEqual(dueAt);
  expect(await cli.run(["replay", "--all"])).toMatchObject({
    code: exitCodes.done,
    out: expect.stringContaining("matches the stored state"),
  });
}, 120_000);

/** Discovered now, by the server's own fast clock. */
function opening() {
  const now = openClock({ dataFolder: cli.folder, speed: 1, mode: "read" }).now();
  return { title: "热水发黄", sourceKind: "call", grade: "critical", discoveredAt: new Date(now).toISOString() };
}
