/**
 * Half a death is a death: whatever part cannot go on, the desk says so within five seconds without being asked for anything,
 * wherever somebody looks, and ends where only a new start helps. Ready means that a command could be recorded.
 */
import { afterEach, describe, expect, test } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { connectSqlite } from "../../db/connect.ts";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import type { EngineQueries } from "../../src/engine/index.ts";
import { openHostedEngine } from "../../src/engine-host/hosted-engine.ts";
import { steadyClock } from "../../src/kernel/clock.ts";
import { aPostgresServer, query, type PostgresServer } from "../support/postgres.ts";
import { aFolderEach } from "./support/folder.ts";
import { isReady, look, register, truthMs, untilTold } from "./support/desk-looks.ts";
import { launch, serve } from "./support/server-process.ts";
import { until } from "../support/waiting.ts";

const folder = aFolderEach();

describe("the thread that writes", () => {
  test.each([
    ["exit", { ends: "exit" }, "code 3"],
    ["error", { ends: "error" }, "something went wrong"],
    ["null thrown", { throws: null }, "null"],
    ["nothing thrown", { throws: undefined }, "without saying what"],
    ["a thing thrown", { throws: { odd: 1 } }, '{"odd":1}'],
  ])("ends by %s: told at once, and nobody has asked for anything", async (_how, data, why) => {
    const problems: Error[] = [];
    const startedAt = steadyClock.now();
    await openHostedEngine({
      entry: new URL("./support/dying-thread.mjs", import.meta.url),
      data,
      queries: {} as EngineQueries,
      onProblem: (problem) => problems.push(problem as Error),
    });
    await until("the problem is told", () => problems.length > 0, truthMs);
    expect(steadyClock.now() - startedAt).toBeLessThan(truthMs);
    expect(problems[0]).toMatchObject({ reason: "broken", message: expect.stringContaining(why) });
  });
});

describe("an SQLite file", () => {
  test("that another program holds: everybody is told, the API says which, and it is over when that ends", async () => {
    const server = await serve({ kind: "desk", folder: folder.path });
    await until("it is ready", () => isReady(server));
    expect((await look(server)).page).not.toContain('role="alert"');
    const other = await connectSqlite(folder.file("answerable.db"));
    other.database.exec("BEGIN IMMEDIATE");
    await untilTold(server, /Another program holds/);
    const refused = await register(server, "while-held");
    expect([refused.status, refused.headers.get("retry-after"), await refused.json()]).toEqual([
      503,
      "2",
      expect.objectContaining({ code: "unavailable", reason: "held", detail: expect.stringContaining("locked") }),
    ]);
    other.database.exec("ROLLBACK");
    await other.close();
    await until("it is ready again", () => isReady(server), truthMs);
    expect((await register(server, "while-held")).status).toBe(201);
    expect((await server.end("SIGTERM")).code).toBe(0);
  }, 180_000);
});

describe("a PostgreSQL server", () => {
  let postgres: PostgresServer | null = null;
  afterEach(() => postgres?.remove());

  test("that takes no writes, and then is gone", async () => {
    postgres = await aPostgresServer();
    const DATABASE_URL = await postgres.createDatabase("half");
    const server = await serve({ kind: "desk", folder: folder.path, environment: { DATABASE_URL } });
    await until("it is ready", () => isReady(server));
    await query(postgres.urlOf("postgres"), "ALTER DATABASE half SET default_transaction_read_only = on");
    await query(
      postgres.urlOf("postgres"),
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'half'",
    );
    await untilTold(server, /takes no writes/);
    const refused = await register(server, "read-only");
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, null]);
    expect(await refused.json()).toMatchObject({ code: "unavailable", reason: "read-only" });
    await postgres.stop("SIGKILL");
    await untilTold(server, /./);
    expect(await (await register(server, "while-away")).json()).toMatchObject({ code: "unavailable", reason: "away" });
    expect((await server.end("SIGTERM")).code).toBe(0);
  }, 180_000);
});

describe("ending", () => {
  test("every part of both threads is closed, and a second signal changes nothing", async () => {
    const server = await serve({ kind: "desk", folder: folder.path, environment: { ANSWERABLE_LOG_LEVEL: "debug" } });
    server.child.kill("SIGTERM");
    server.child.kill("SIGINT");
    expect(await server.end("SIGTERM")).toEqual({ code: 0, signal: null });
    const closed = [...server.said().matchAll(/"part":"([^"]+)"/g)].map(([, part]) => part);
    expect(closed).toEqual([
      "web thread: erasure of contacts",
      "web thread: checks of playbooks",
      "web thread: notifications",
      "engine thread: notifications",
      "engine thread: engine",
      "engine thread: witnesses",
      "engine thread: storage",
      "web thread: engine",
      "web thread: readers",
      "web thread: witnesses",
      "web thread: storage",
    ]);
  }, 180_000);

  test("asked to stop while it starts, it stops in order", async () => {
    const starting = launch({ kind: "desk", folder: folder.path, environment: { ANSWERABLE_LOG_LEVEL: "info" } });
    await until("it has begun", () => existsSync(folder.file("answerable.db.lock")), 60_000);
    expect(await starting.end("SIGTERM")).toEqual({ code: 0, signal: null });
    const again = await serve({ kind: "desk", folder: folder.path });
    expect((await again.end("SIGTERM")).code).toBe(0);
  }, 180_000);
});

const program = fileURLToPath(new URL("../../dist/src/app/main.js", import.meta.url));

/** Runs one command as it is shipped, as another user where that is asked for. */
function run(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  as: { uid?: number; gid?: number } = {},
) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    ...as,
    encoding: "utf8",
    cwd: "/",
    env: {
      PATH: process.env["PATH"],
      PORT: "0",
      ANSWERABLE_SIGN_IN: "off",
      ANSWERABLE_LOG_LEVEL: "warn",
      ...environment,
    },
    timeout: 60_000,
  });
  return { status, said: `${stdout}${stderr}` };
}

const noStack = /\n\s+at /;

describe("what cannot be opened ends a command with 5 and a sentence", () => {
  const commands = [["serve"], ["list"], ["migrate"], ["doctor"], ["demo"], ["backup", "/nowhere/else.db"]];

  test("a folder that is a file", () => {
    const file = folder.file("a-file");
    writeFileSync(file, "");
    for (const args of commands.slice(0, 3)) {
      const { status, said } = run(args, { ANSWERABLE_DATA: file });
      expect({ args, status, said }).toEqual({
        args,
        status: exitCodes.cannotOpen,
        said: expect.stringContaining(file),
      });
      expect(said).not.toMatch(noStack);
    }
  }, 180_000);

  (process.getuid?.() === 0 ? test : test.skip)(
    "another user's files",
    async () => {
      const data = folder.file("theirs");
      mkdirSync(data, { mode: 0o755 });
      chmodSync(folder.path, 0o755);
      const prepared = run(["migrate"], { ANSWERABLE_DATA: data });
      expect(prepared.status).toBe(0);
      chownSync(data, 0, 0);
      const nobody = { uid: 65_534, gid: 65_534 };
      for (const args of [["serve"], ["list"], ["migrate"]]) {
        const { status, said } = run(args, { ANSWERABLE_DATA: data }, nobody);
        expect({ args, status, said }).toEqual({
          args,
          status: exitCodes.cannotOpen,
          said: expect.stringContaining("this user"),
        });
        expect(said).not.toMatch(noStack);
      }
    },
    120_000,
  );
});
