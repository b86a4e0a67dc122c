/** Migrations only add, happen wholly or not at all, and never touch what a newer program has written. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { connectSqlite, type SqliteConnection } from "../../db/connect.ts";
import { migrate, requireSchema } from "../../db/migrate.ts";
import { migrations, schemaVersion } from "../../db/migrations/index.ts";
import { newestVersion } from "../../db/migrations/newest.ts";
import { openStorage } from "../../db/open-storage.ts";
import { SchemaError } from "../../db/schema-error.ts";
import { SamePersonError } from "../../src/engine/failures.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";
import { aBatch, aLogRow, anInstance, aSummary } from "../support/samples.ts";

let folder: TemporaryFolder;
let connection: SqliteConnection;
const url = () => `sqlite:${folder.file("night.db")}`;
beforeEach(async () => {
  folder = aTemporaryFolder();
  connection = await connectSqlite(folder.file("night.db"));
});
afterEach(async () => {
  await connection.close();
  folder.remove();
});

const tables = () =>
  connection.database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all();
const version = () => connection.database.prepare("SELECT max(version) FROM schema_version").pluck().get();

test("versions count up from one, and none comes twice", () => {
  const versions = migrations.map(({ version }) => version);
  expect(versions[0]).toBe(1);
  expect(versions).toEqual([...new Set(versions)].sort((one, other) => one - other));
});

test("titles that were there before they were folded are found as well", async () => {
  const before = migrations.filter(({ version: each }) => each < 16);
  await migrate(connection, 7, before);
  const insert = connection.database.prepare(
    `INSERT INTO instances (id, machine, definition_hash, seq, step_seq, status, state, summary, started_at, updated_at)
      VALUES (?, 'm', 'd', 0, 0, 'active', '{}', ?, 0, 0)`,
  );
  for (let number = 1; number <= 1_200; number += 1)
    insert.run(`i-${number}`, number % 2 === 0 ? null : JSON.stringify(aSummary({ title: `ÄRZTEHAUS ${number}` })));
  const storage = await openStorage({ url: url() });
  const { total } = await storage.incidents.list({ text: "ärztehaus", pageSize: 1, sort: "newest" });
  expect(total).toBe(600);
  await storage.close();
});

test("a file of the first schema keeps its rows and gains the rest", async () => {
  await migrate(connection, 7, migrations.slice(0, 1));
  expect(tables()).not.toContain("letters");
  connection.database
    .prepare(
      "INSERT INTO log (instance, seq, kind, at, by, event, state_hash) VALUES ('i-1', 0, 'start', 0, 'a', '{\"type\":\"start\"}', 'h')",
    )
    .run();
  const storage = await openStorage({ url: url() });
  expect(await storage.history("i-1")).toHaveLength(1);
  await storage.close();
  expect(tables()).toContain("notifications");
  expect(version()).toBe(schemaVersion);
});

test("the newest version of all is the one that an engine alone knows of", () => {
  expect(newestVersion).toBe(schemaVersion);
});

test("an instance from before sign-offs were stored says so", async () => {
  await migrate(connection, 7, migrations.slice(0, 7));
  connection.database
    .prepare(
      `INSERT INTO instances (id, machine, definition_hash, seq, step_seq, status, state, started_at, updated_at)
        VALUES ('i-1', 'm', 'd', 4, 4, 'active', '{}', 0, 0)`,
    )
    .run();
  const storage = await openStorage({ url: url() });
  await storage.commit(aBatch({ log: [aLogRow("i-2", 0)], inserted: [anInstance("i-2")] }));
  expect([(await storage.signOffs("i-1")).since, (await storage.signOffs("i-2")).since]).toEqual([5, 0]);
  await storage.close();
});

test("sign-offs that were stored under their earlier name stay, and stay protected", async () => {
  await migrate(
    connection,
    7,
    migrations.filter(({ version: each }) => each < 26),
  );
  const { database } = connection;
  database.exec(`INSERT INTO instances (id, machine, definition_hash, seq, step_seq, status, state, started_at, updated_at, hands_since)
      VALUES ('i-1', 'm', 'd', 4, 4, 'active', '{}', 0, 0, 3)`);
  database.exec("INSERT INTO hands VALUES ('i-1', 'the draft', 'chen', 4)");
  const storage = await openStorage({ url: url() });
  const row = { instance: "i-1", key: "the draft", by: "chen", seq: 4 };
  expect(await storage.signOffs("i-1")).toEqual({ since: 3, rows: [row] });
  await expect(storage.commit(aBatch({ signOffs: [row] }))).rejects.toThrow(SamePersonError);
  await storage.close();
  expect(() => database.exec("DELETE FROM sign_offs")).toThrow("never deleted");
  expect(() => database.exec("UPDATE sign_offs SET by = 'li'")).toThrow("never changed");
  expect(tables()).not.toContain("hands");
});

test("links and paths that stood in stored notifications are taken out, and the key that signed them is forgotten", async () => {
  await migrate(
    connection,
    7,
    migrations.filter(({ version }) => version < 11),
  );
  const { database } = connection;
  const words = ["Acknowledge (opens a page with one button):", "确认收到（打开后再点一次按钮）："];
  const body = (label: string) =>
    `Dear Li,\n\n${label}\nhttps://desk.test/acknowledge/abc.def\n\nOpen the incident:\nhttps://desk.test/i`;
  const notification = database.prepare(
    `INSERT INTO letters (message, recipient, instance, address, channel, language, subject, body, state, attempts, answer, sent_at)
      VALUES (?, 'li', 'i-1', 'li@example.test', ?, 'en', 's', ?, ?, 1, ?, 0)`,
  );
  notification.run("m1", "file", body(words[0]!), "sent", "/var/lib/answerable/letters/20261122-li.eml");
  notification.run("m2", "mail", body(words[1]!), "sent", "250 ok");
  notification.run("m3", "mail", "No link: Acknowledge", "failed", "echo https://desk.test/acknowledge/abc.def");
  notification.run(
    "m4",
    "file",
    `${words[0]!}\nhttps://desk.test/acknowledge/abc.def`,
    "failed",
    "ENOENT: open './data/x'",
  );
  database.prepare("INSERT INTO keys (name, value, made_at) VALUES ('links in letters', 'key', 0)").run();
  const storage = await openStorage({ url: url() });
  const notifications = await storage.notifications.ofMessages(["m1", "m2", "m3", "m4"]);
  await storage.close();
  expect(notifications.map(({ text, answer }) => [text, answer])).toEqual([
    [body(words[0]!).replace(/https:\S+def/, "[removed]"), "20261122-li.eml"],
    [body(words[1]!).replace(/https:\S+def/, "[removed]"), "250 ok"],
    ["No link: Acknowledge", "The receiver repeated the letter."],
    [`${words[0]!}\n[removed]`, "The file could not be written."],
  ]);
  expect(database.prepare("SELECT count(*) FROM keys").pluck().get()).toBe(0);
});

test("rows in earlier words are said in the field's own, and stay in their places", async () => {
  await migrate(
    connection,
    7,
    migrations.filter(({ version }) => version < 22),
  );
  const { database } = connection;
  const kinds = ["start", "event", "timer", "void", "delivered", "parked"];
  const log = database.prepare(
    `INSERT INTO log (position, instance, seq, kind, at, by, command_id, event, state_hash) VALUES (?, 'i', ?, ?, 9, 'li', ?, '{}', 'h')`,
  );
  for (const [seq, kind] of kinds.entries()) log.run(seq * 2 + 3, seq, kind, seq < 2 ? `c-${String(seq)}` : null);
  const outbox = database.prepare(
    `INSERT INTO outbox (position, id, instance, machine, type, params, at, state, next_try_at, last_error)
      VALUES (?, ?, 'i', 'm@1', 't', '{}', 9, ?, 9, 'why')`,
  );
  for (const [index, state] of ["waiting", "delivered", "parked"].entries()) outbox.run(index + 5, `m-${state}`, state);
  const delivery = database.prepare(
    "INSERT INTO deliveries (message, recipient, channel, instance, state, attempts, first_at, last_at) VALUES (?, 'li', 'mail', 'i', ?, 1, 9, 9)",
  );
  for (const state of ["queued", "sent", "failed", "given-up", "passed-over", "unreachable"])
    delivery.run(state, state);
  await migrate(connection, 8, migrations);
  const all = (sql: string) => database.prepare(sql).raw().all();
  expect(all("SELECT position, seq, kind, command_id FROM log ORDER BY position")).toEqual([
    [3, 0, "start", "c-0"],
    [5, 1, "event", "c-1"],
    [7, 2, "timer", null],
    [9, 3, "stale", null],
    [11, 4, "delivered", null],
    [13, 5, "dead-lettered", null],
  ]);
  expect(all("SELECT position, id, state, last_error FROM outbox ORDER BY position")).toEqual([
    [5, "m-waiting", "waiting", "why"],
    [6, "m-delivered", "delivered", "why"],
    [7, "m-parked", "dead-lettered", "why"],
  ]);
  expect(all("SELECT message, state FROM deliveries ORDER BY rowid")).toEqual([
    ["queued", "queued"],
    ["sent", "sent"],
    ["failed", "retrying"],
    ["given-up", "failed"],
    ["passed-over", "skipped"],
    ["unreachable", "unreachable"],
  ]);
  expect(() => database.exec("UPDATE log SET by = 'x'")).toThrow("rows are never changed");
  expect(() => database.exec("DELETE FROM log")).toThrow("rows are never deleted");
});

test("a second start changes nothing", async () => {
  await migrate(connection, 7, migrations);
  const before = connection.database.prepare("SELECT * FROM schema_version").all();
  await migrate(connection, 8, migrations);
  expect(connection.database.prepare("SELECT * FROM schema_version").all()).toEqual(before);
});

test("a migration that fails half-way never happened", async () => {
  const broken = {
    version: 2,
    name: "broken",
    sqlite: ["CREATE TABLE half (a TEXT) STRICT", "CREATE TABLE half (a TEXT)"],
    postgres: [],
  };
  const failure = migrate(connection, 7, [...migrations.slice(0, 1), broken]);
  await expect(failure).rejects.toMatchObject({ message: expect.stringContaining("half") });
  expect(tables()).not.toContain("half");
  expect(version()).toBe(1);
  await migrate(connection, 8, migrations);
  expect(version()).toBe(schemaVersion);
});

test("an older program refuses a newer schema and leaves it alone", async () => {
  const future = {
    version: schemaVersion + 1,
    name: "future",
    sqlite: ["CREATE TABLE future (a TEXT) STRICT"],
    postgres: [],
  };
  await migrate(connection, 7, [...migrations, future]);
  const opened = openStorage({ url: url() });
  await expect(opened).rejects.toThrow(SchemaError);
  await expect(opened).rejects.toThrow(`knows only ${schemaVersion}`);
  await expect(openStorage({ url: url(), mode: "read" })).rejects.toThrow(SchemaError);
  expect(version()).toBe(future.version);
});

test("whoever may not write refuses an older schema and says what to do", async () => {
  await expect(requireSchema(connection.knex, migrations)).rejects.toThrow("answerable migrate");
  await migrate(connection, 7, migrations.slice(0, 1));
  await expect(openStorage({ url: url(), mode: "read" })).rejects.toThrow("answerable migrate");
  await migrate(connection, 7, migrations);
  await requireSchema(connection.knex, migrations);
});

test("a refused opening gives the file back", async () => {
  const future = { version: schemaVersion + 1, name: "future", sqlite: [], postgres: [] };
  await migrate(connection, 7, [...migrations, future]);
  await expect(openStorage({ url: url() })).rejects.toThrow(SchemaError);
  connection.database.exec(`DELETE FROM schema_version WHERE version = ${future.version}`);
  const storage = await openStorage({ url: url() });
  await storage.commit(aBatch({ log: [aLogRow("i-1", 0)], inserted: [anInstance("i-1")] }));
  await storage.close();
});
