/** What had been handed out does not come back with a backup or a copy, on either database; and whoever looks after it is told. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { copyFileSync, mkdirSync } from "node:fs";
import { readEnvironment } from "../../config/env.ts";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import { compose, configure, type Answerable } from "../../src/app/compose.ts";
import { secretHash } from "../../src/kernel/secret.ts";
import { startServer } from "../../src/app/listen.ts";
import { openLog } from "../../src/operating/log.ts";
import { aPostgresServer } from "../support/postgres.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";
import { endAll, serve } from "../faults/support/server-process.ts";
import { commandLine, type CommandLine } from "../support/command-line.ts";

const mail = "kim@example.test";
const password = "seven green herons at dusk";
const caller = { device: null, agent: "Firefox", address: "192.0.2.1" };
const on = { ANSWERABLE_SIGN_IN: "on", ANSWERABLE_BASE_URL: "https://desk.example.test", PORT: "0" };
const setUp = { ANSWERABLE_SETUP_EMAIL: mail, ANSWERABLE_SETUP_PASSWORD: password };

let cli: CommandLine;
let elsewhere: TemporaryFolder;
beforeEach(() => {
  cli = commandLine();
  elsewhere = aTemporaryFolder();
});
afterEach(() => {
  endAll();
  cli.remove();
  elsewhere.remove();
});

type Where = Readonly<Record<string, string>>;

const configOf = (where: Where) =>
  configure(readEnvironment({ ANSWERABLE_DATA: cli.folder, ...on, ...setUp, ...where }));

async function inside<Result>(where: Where, look: (answerable: Answerable) => Promise<Result>): Promise<Result> {
  const answerable = await compose(configOf(where));
  try {
    return await look(answerable);
  } finally {
    await answerable.close();
  }
}

/** Everything that opens something by itself, with a question for each whether it still does. */
type Doors = (answerable: Answerable) => Promise<Readonly<Record<string, boolean>>>;

async function handOutEverything(where: Where): Promise<Doors> {
  const server = await startServer(configOf(where), "0.0.0", { onProblem: () => undefined });
  try {
    const { accounts, storage, clock } = server.answerable;
    const signedIn = await accounts!.signIn(mail, password, caller);
    if (signedIn.outcome !== "in") throw new Error(signedIn.outcome);
    const token = (await accounts!.tokens.issue("kim", "script", ["read"], 30))!;
    const link = (await accounts!.inviteAgain("kim", "system"))!;
    for (const owner of ["kim", null])
      await storage.calendars.put({ owner, secretHash: `calendar of ${String(owner)}`, madeAt: 1 });
    const lasting = { message: "m", person: "kim", madeAt: clock.now(), expiresAt: clock.now() + 1e9 };
    await storage.acknowledgeLinks.put({ secretHash: "acknowledge", ...lasting });
    const off = { earlierSecret: null, earlierUntil: null, serviceSecret: null, off: null };
    await storage.webhooks.put({
      person: "kim",
      address: "https://hook.test/",
      secret: "whsec_",
      ...off,
      changedAt: 1,
    });
    return async (there) => ({
      session: (await there.accounts!.principalOfSession(signedIn.session)) !== null,
      device: (await there.storage.accounts.devices.personOf(secretHash(signedIn.device), 0)) !== null,
      token: (await there.accounts!.principalOfToken(token.secret)) !== null,
      link: (await there.accounts!.invitations.find(link.secret)) !== null,
      calendar: (await there.storage.calendars.find("calendar of kim")) !== null,
      "calendar of the team": (await there.storage.calendars.find("calendar of null")) !== null,
      "acknowledge link": (await there.storage.acknowledgeLinks.find("acknowledge")) !== null,
    });
  } finally {
    await server.close();
  }
}

const none = {
  session: false,
  device: false,
  token: false,
  link: false,
  calendar: false,
  "calendar of the team": false,
  "acknowledge link": false,
};
const counts = { sessions: 1, tokens: 1, links: 1, devices: 1, calendars: 2 };

async function expectEndedAt(where: Where, doors: Doors, how: string, ended: object = counts): Promise<void> {
  const lines: string[] = [];
  const log = openLog({ level: "info", pretty: false, secrets: [], write: (line) => void lines.push(line) });
  const server = await startServer(configOf(where), "0.0.0", { log, onProblem: () => undefined });
  try {
    expect(await doors(server.answerable)).toEqual(none);
    const { accounts, storage } = server.answerable;
    expect(await accounts!.copies.shown()).toMatchObject([{ how, ended }]);
    expect(server.said.join(" ")).toMatch(/All that it had handed out ended/);
    expect(lines.map((line) => JSON.parse(line) as object)).toContainEqual(
      expect.objectContaining({ level: "warn", event: "handed-out-ended", how }),
    );
    // Somebody can still come in, and what they are told by stays.
    expect(await accounts!.signIn(mail, password, caller)).toMatchObject({ outcome: "in" });
    expect(await storage.webhooks.of("kim")).not.toBeNull();
    const [token] = await accounts!.tokens.list("kim");
    expect([token?.label, token?.revokedAt]).toEqual(["script", expect.any(Number)]);
  } finally {
    await server.close();
  }
}

test("a restored file starts with all of it ended, says so until it was read, and ends nothing a second time", async () => {
  const doors = await handOutEverything({});
  const alive = Object.fromEntries(Object.keys(none).map((name) => [name, true]));
  expect(await inside({}, doors)).toEqual(alive);
  const backup = elsewhere.file("backup.db");
  expect(await cli.run(["backup", backup])).toMatchObject({ code: exitCodes.done });
  const restored = await cli.run(["restore", backup, "--data", elsewhere.file("data")]);
  expect(restored).toMatchObject({
    code: exitCodes.done,
    err: expect.stringContaining("at its first start the desk ends"),
  });
  const there = { ANSWERABLE_DATA: elsewhere.file("data") };
  await expectEndedAt(there, doors, "backup");
  // What is handed out from now on stays, and the desk that was backed up has lost nothing.
  const token = await inside(there, async ({ accounts }) => accounts!.tokens.issue("kim", "anew", ["read"], 30));
  await inside(there, async ({ accounts, clock }) => {
    expect(await accounts!.principalOfToken(token!.secret)).not.toBeNull();
    const [copy] = await accounts!.copies.shown();
    await accounts!.copies.dismiss(copy!.id, "kim", clock.now());
    expect(await accounts!.copies.shown()).toEqual([]);
  });
  expect(await inside({}, doors)).toEqual(alive);
});

test("so does a backup that was only put in its place, whoever opens it first", async () => {
  const doors = await handOutEverything({});
  const backup = elsewhere.file("answerable.db");
  await cli.run(["backup", backup]);
  const there = { ANSWERABLE_DATA: elsewhere.file("data") };
  mkdirSync(elsewhere.file("data"));
  copyFileSync(backup, elsewhere.file("data/answerable.db"));
  await cli.run(["start-over", "kim"], { env: { ...on, ...there } });
  expect(await inside(there, doors)).toEqual(none);
});

/** Compiled, the desk has two threads, and the one that opens the database only reads from then on. */
test.each(["backup that was restored", "copy"])(
  "so does a %s under the server as it is shipped",
  async (kind) => {
    const doors = await handOutEverything({});
    const data = elsewhere.file("data");
    if (kind === "copy") await cli.run(["copy", "--to", `sqlite:${elsewhere.file("data/answerable.db")}`]);
    else {
      await cli.run(["backup", elsewhere.file("backup.db")]);
      await cli.run(["restore", elsewhere.file("backup.db"), "--data", data]);
    }
    const server = await serve({ kind: "desk", folder: data, environment: on });
    expect(await server.end("SIGTERM")).toEqual({ code: 0, signal: null });
    expect(server.said()).toContain("handed-out-ended");
    // Opened by one who writes nothing: it ended before.
    const answerable = await compose(configOf({ ANSWERABLE_DATA: data }), { mode: "read" });
    try {
      expect(await doors(answerable)).toEqual(none);
    } finally {
      await answerable.close();
    }
  },
  120_000,
);

test("so does what is copied to PostgreSQL, its backup, and what is copied back", async () => {
  const server = await aPostgresServer();
  try {
    const doors = await handOutEverything({});
    const url = await server.createDatabase("desk");
    const copied = await cli.run(["copy", "--to", url]);
    expect(copied).toMatchObject({
      code: exitCodes.done,
      err: expect.stringContaining("at its first start the desk ends"),
    });
    const there = { DATABASE_URL: url };
    await expectEndedAt(there, doors, "copy");

    const again = await handOutEverything(there);
    const backup = elsewhere.file("backup.db");
    expect(await cli.run(["backup", backup], { env: there })).toMatchObject({ code: exitCodes.done });
    await cli.run(["restore", backup, "--data", elsewhere.file("restored")]);
    await expectEndedAt({ ANSWERABLE_DATA: elsewhere.file("restored") }, again, "backup", { tokens: 1, links: 1 });
    await cli.run(["copy", "--to", `sqlite:${elsewhere.file("back/answerable.db")}`], { env: there });
    await expectEndedAt({ ANSWERABLE_DATA: elsewhere.file("back") }, again, "copy", { tokens: 1, links: 1 });

    // Restored by other means, nothing marks it: then it is asked for.
    const asked = await cli.run(["start-over", "--everybody", "--json"], { env: { ...on, ...there } });
    expect([asked.code, JSON.parse(asked.out)]).toMatchObject([exitCodes.done, { ended: { tokens: 1, calendars: 2 } }]);
    expect(await inside(there, again)).toEqual(none);
  } finally {
    await server.remove();
  }
}, 300_000);
