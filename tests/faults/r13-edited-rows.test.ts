/**
 * R13: a row that somebody edited by hand is passed over and named, on the desk and by `verify`; all others go on, and nothing
 * ends as if we had erred.
 */
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import Database from "better-sqlite3";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { readEnvironment } from "../../config/env.ts";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import { configure } from "../../src/compose.ts";
import { startServer, type Running } from "../../src/main.ts";
import { commandLine, type CommandLine } from "../cli/command-line.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";
import { figures } from "./support/extent.ts";
import { until } from "./support/waiting.ts";

let cli: CommandLine;
let folder: TemporaryFolder;
let server: Running | null = null;

/** A critical night with everything that an incident can have, and a second incident with a timer and a message due. */
beforeAll(async () => {
  cli = commandLine();
  folder = aTemporaryFolder();
  const data = folder.file("night");
  expect(await cli.run(["demo", "--data", data])).toMatchObject({ code: exitCodes.done });
  const fields = ["--field", "equipment=Lift", "--field", "place=Hall", "--field", "fault=Stuck"];
  const opened = await cli.run(["open", "equipment-fault", "--as", "chen", ...fields], {
    env: { ANSWERABLE_DATA: data },
  });
  expect(opened).toMatchObject({ code: exitCodes.done });
  prepare(join(data, "answerable.db"));
}, 120_000);
afterEach(async () => {
  await server?.close();
  server = null;
});
afterAll(() => {
  cli.remove();
  folder.remove();
});

const one = "(SELECT id FROM instances WHERE number = 1)";
const two = "(SELECT id FROM instances WHERE number = 2)";

/** Rows that a night leaves none of: edited below like all others. */
function prepare(file: string): void {
  const database = new Database(file);
  database.exec(`
    INSERT INTO leases VALUES ('loops', 'a node', 1, 5);
    INSERT INTO tokens VALUES ('hash-of-a-token', 't-1', 'chen', 'Script', '["read"]', 1, 2, NULL, NULL);
    INSERT INTO sessions VALUES ('hash-of-a-session', 's-1', 'chen', 'password', 1, 1, 2, 1, 'agent', 'here');
    INSERT INTO passkeys VALUES ('pk-1', 'chen', 'key', 0, '[]', 'Phone', 1, NULL);`);
  database.close();
}

interface Edit {
  readonly sql: string;
  /** What `verify` says of it: the table and the row, or the incident. */
  readonly named: RegExp;
  /** What the desk names, where it meets the row by itself. */
  readonly onDesk?: RegExp;
}

/** A due timer and a waiting message of the second incident, for the loops to meet. */
const timer = (columns: string) =>
  `INSERT INTO timers (instance, id, key, event, due_at, armed_seq, armed_index) VALUES (${two}, ${columns})`;
const message = (set: string) =>
  `UPDATE outbox SET state = 'waiting', tries = 0, next_try_at = 0, settled_at = NULL, ${set} WHERE position = (SELECT max(position) FROM outbox WHERE instance = ${one})`;
const logRow = (set: string) => `UPDATE log SET ${set} WHERE instance = ${one} AND seq = 3`;

const edits: readonly Edit[] = [
  {
    sql: timer("'0.7', 'edited', '{', 1, 0, 7"),
    named: /Table timers, row \S+ edited of incident #2/,
    onDesk: /timers \S+ edited/,
  },
  {
    sql: timer("'0.7', 'edited', '5', 1, 0, 7"),
    named: /timers, row \S+ edited of incident #2: the event has no type/,
    onDesk: /timers \S+ edited/,
  },
  {
    sql: timer("'0.7', 'edited', '{\"type\":\"X\"}', -1152921504606846976, 0, 7"),
    named: /timers, row \S+ edited of incident #2: due_at/,
    onDesk: /timers \S+ edited/,
  },
  {
    sql: timer("'0.7', 'edited', '{\"type\":\"X\"}', 1152921504606846976, 0, 7"),
    named: /timers, row \S+ edited of incident #2: due_at/,
  },
  {
    sql: timer("'seven', 'edited', '{\"type\":\"X\"}', 9000000000000, 0, 7"),
    named: /timers, row \S+ edited of incident #2: its id is seven/,
  },
  {
    sql: "INSERT INTO timers (instance, id, key, event, due_at, armed_seq, armed_index) VALUES ('nobody', '0.0', 'lost', '{\"type\":\"X\"}', 1, 0, 0)",
    named: /timers has rows of nobody/,
  },
  { sql: `DELETE FROM timers WHERE instance = ${two}`, named: /incident 2, log row \d+ \(timers\)/ },
  { sql: message("params = '{'"), named: /Table outbox, row \S+ of incident #1/, onDesk: /outbox \S+/ },
  {
    sql: message("next_try_at = -1152921504606846976"),
    named: /outbox, row \S+ of incident #1: next_try_at/,
    onDesk: /outbox \S+/,
  },
  { sql: message("tries = -1"), named: /outbox, row \S+ of incident #1: tries/ },
  {
    sql: `UPDATE outbox SET settled_at = NULL WHERE instance = ${one} AND state = 'delivered'`,
    named: /outbox, row \S+ of incident #1: it is delivered/,
  },
  {
    sql: `UPDATE outbox SET type = 'nothing' WHERE position = (SELECT min(position) FROM outbox WHERE instance = ${one})`,
    named: /incident 1, log row \d+ \(messages\)/,
  },
  { sql: `UPDATE instances SET state = '{' WHERE number = 1`, named: /instances, row \S+ of incident #1/ },
  {
    sql: `UPDATE instances SET state = '[]' WHERE number = 1`,
    named: /instances, row \S+ of incident #1: the state is no object/,
  },
  {
    sql: `UPDATE instances SET state = json_set(state, '$.value', 'nowhere') WHERE number = 1`,
    named: /incident 1, log row \d+ \(state\)/,
  },
  {
    sql: `UPDATE instances SET state = json_set(state, '$.context', 7) WHERE number = 1`,
    named: /incident 1, log row \d+ \(state\)/,
  },
  {
    sql: `UPDATE instances SET state = '{' WHERE number = 0`,
    named: /instances, row \S+ of the organisation/,
    onDesk: /instances \S+/,
  },
  {
    sql: `UPDATE instances SET state = json_set(state, '$.context.people', 5) WHERE number = 0`,
    named: /log row \d+ \(state\)/,
    onDesk: /instances \S+/,
  },
  { sql: `UPDATE instances SET machine = 'nobody@9' WHERE number = 1`, named: /incident 1, log row 0 \(definition\)/ },
  { sql: `UPDATE instances SET definition_hash = 'x' WHERE number = 1`, named: /incident 1, log row 0 \(definition\)/ },
  {
    sql: `UPDATE instances SET summary = '{"open":true,"title":5}' WHERE number = 1`,
    named: /instances, row \S+ of incident #1: its summary has no/,
    onDesk: /instances \S+/,
  },
  {
    sql: `UPDATE instances SET summary = NULL, status = 'done' WHERE number = 1`,
    named: /instances, row \S+ of incident #1: its status is done/,
  },
  { sql: `UPDATE instances SET seq = seq + 5 WHERE number = 1`, named: /not at the end of its log/ },
  {
    sql: `UPDATE instances SET started_at = -1152921504606846976 WHERE number = 1`,
    named: /instances, row \S+ of incident #1: started_at/,
    onDesk: /instances \S+/,
  },
  {
    sql: `UPDATE instances SET updated_at = updated_at + 1 WHERE number = 1`,
    named: /incident 1, log row \d+ \(state\)/,
  },
  { sql: logRow("event = '{'"), named: /Table log, row \S+ 3 of incident #1|log, row \d+ of incident #1/ },
  { sql: logRow("event = '[]'"), named: /log, row \S+ of incident #1: the event has no type/ },
  { sql: logRow("at = -1152921504606846976"), named: /log, row \S+ of incident #1: at is/ },
  { sql: logRow("kind = 'delivered'"), named: /log, row \S+ of incident #1: its kind is delivered/ },
  { sql: logRow("state_hash = ''"), named: /log, row \S+ of incident #1: its state_hash/ },
  { sql: `DELETE FROM log WHERE instance = ${one} AND seq = 3`, named: /has a gap in its log/ },
  { sql: `DELETE FROM hands WHERE instance = ${one}`, named: /incident 1, log row \d+ \(hands\)/ },
  { sql: `UPDATE hands SET seq = -4 WHERE instance = ${one}`, named: /hands, row .* of incident #1: seq is -4/ },
  { sql: "UPDATE leases SET until = 1152921504606846976", named: /Table leases, row loops/ },
  {
    sql: "UPDATE letters SET sent_at = -1152921504606846976 WHERE rowid = (SELECT min(rowid) FROM letters)",
    named: /Table letters, row \S+ \S+ of incident #1: sent_at/,
  },
  {
    sql: "UPDATE deliveries SET attempts = -1 WHERE rowid = (SELECT min(rowid) FROM deliveries)",
    named: /Table deliveries, row .* of incident #1: attempts/,
  },
  { sql: "UPDATE tokens SET scopes = '{'", named: /Table tokens, row \(a secret\): scopes holds no JSON/ },
  {
    sql: "UPDATE sessions SET expires_at = -1152921504606846976",
    named: /Table sessions, row \(a secret\): expires_at/,
  },
  { sql: "UPDATE passkeys SET transports = 'usb'", named: /Table passkeys, row pk-1: transports holds no JSON/ },
];

test.each(edits)(
  "$sql",
  async ({ sql, named, onDesk }) => {
    const data = folder.file("edited");
    rmSync(data, { recursive: true, force: true });
    mkdirSync(data);
    cpSync(folder.file("night"), data, { recursive: true });
    edit(join(data, "answerable.db"), sql);
    const env = { env: { ANSWERABLE_DATA: data } };
    const verified = await cli.run(["verify"], env);
    expect(verified).toMatchObject({ code: exitCodes.refused, out: expect.stringMatching(named) });

    server = await startServer(
      configure(readEnvironment({ ANSWERABLE_DATA: data, PORT: "0", ANSWERABLE_SIGN_IN: "off" })),
      "0.0.0",
      {
        onProblem: () => undefined,
      },
    );
    // Others go on: the desk opens, a new incident is registered, and its own page is there.
    expect((await register(server.address)).status).toBe(201);
    const page = await look(server.address, "/");
    expect(page.status).toBe(200);
    expect((await look(server.address, "/incidents/3")).status).toBe(200);
    // Of the incident itself the page is there, or says in words what is wrong.
    const own = await look(server.address, "/incidents/1");
    expect([200, 404, 500]).toContain(own.status);
    if (own.status === 500) expect(own.text).toContain("A stored entry cannot be read");
    if (onDesk) {
      const { address } = server;
      await until("the desk names the row", async () => onDesk.test((await look(address, "/")).text), 15_000);
    }
    await server.close();
    server = null;
    for (const args of [["list"], ["show", "1"], ["history", "1"], ["show", "2"]]) {
      const { code } = await cli.run(args, env);
      expect({ args, ours: code === exitCodes.ours }).toEqual({ args, ours: false });
    }
  },
  120_000,
);

test("there are at least 26 edits", () => {
  expect(edits.length).toBeGreaterThanOrEqual(26);
  figures("R13", `${edits.length} rows edited by hand: each named by verify, all others went on`);
});

/** As somebody would who takes the protections off first. */
function edit(file: string, sql: string): void {
  const database = new Database(file);
  for (const trigger of ["log_keeps_rows", "log_keeps_words", "hands_keep_rows", "hands_keep_words"])
    database.exec(`DROP TRIGGER ${trigger}`);
  const { changes } = database.prepare(sql).run();
  database.close();
  expect(changes).toBeGreaterThan(0);
}

const asChen = {
  "Answerable-Person": "chen",
  "Content-Type": "application/json",
  Cookie: "answerable_person=chen; answerable_language=en",
};

async function register(address: string): Promise<Response> {
  const fields = { equipment: "Door", place: "Hall", fault: "Open" };
  const body = JSON.stringify({ playbook: "equipment-fault", fields });
  return fetch(`${address}/api/v1/incidents`, { method: "POST", headers: asChen, body });
}

async function look(address: string, path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`${address}${path}`, { headers: { ...asChen, "Accept-Language": "en" } });
  return { status: response.status, text: await response.text() };
}
