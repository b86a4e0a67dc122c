/** What holds for an SQLite file: its settings, its protections, and that one process has it at a time. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { execFileSync } from "node:child_process";
import { existsSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { connectSqlite } from "../../db/connect.ts";
import { FileInUseError } from "../../db/lock.ts";
import { openStorage } from "../../db/open-storage.ts";
import { sqliteTransaction } from "../../db/sqlite-writer.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";
import { holdFileInChild } from "../support/file-holder.ts";
import { aBatch, aLogRow, anInstance } from "../support/samples.ts";

let folder: TemporaryFolder;
beforeEach(() => {
  folder = aTemporaryFolder();
});
afterEach(() => folder.remove());

test("every connection is durable and careful", async () => {
  const { close, database } = await connectSqlite(folder.file("night.db"));
  const settings = [
    "journal_mode",
    "synchronous",
    "foreign_keys",
    "busy_timeout",
    "trusted_schema",
    "cell_size_check",
    "secure_delete",
  ];
  expect(settings.map((name) => database.pragma(name, { simple: true }))).toEqual(["wal", 2, 1, 500, 0, 1, 1]);
  expect(database.pragma("recursive_triggers", { simple: true })).toBe(1);
  await close();
});

test.each(["mysql://root:secret@host/name", "sqlite:", "night.db", ""])("the address %j is refused", async (url) => {
  const failure = (await openStorage({ url }).catch((error: unknown) => error)) as Error;
  expect(failure.message).toContain("sqlite:path/to/file.db");
  expect(failure.message).not.toContain("secret");
});

const takenAway = "UPDATE texts SET text = NULL, salt = NULL, erased_seq = 1";

test.each([
  ["UPDATE log SET by = 'somebody else'", "never changed"],
  ["DELETE FROM log", "never deleted"],
  ["INSERT OR REPLACE INTO log SELECT * FROM log", "never deleted"],
  ["UPDATE sign_offs SET by = 'somebody else'", "never changed"],
  ["DELETE FROM sign_offs", "never deleted"],
  ["INSERT OR REPLACE INTO sign_offs SELECT * FROM sign_offs", "never deleted"],
  ["INSERT INTO sign_offs SELECT instance, key, by, 7 FROM sign_offs", "UNIQUE constraint failed"],
  ["UPDATE texts SET text = 'other words'", "stays as it is"],
  ["UPDATE texts SET salt = 'other salt'", "stays as it is"],
  ["UPDATE texts SET text = NULL", "taken away by a row of the log"],
  ["UPDATE texts SET text = NULL, erased_seq = 1", "CHECK constraint"],
  ["UPDATE texts SET text = NULL, salt = NULL, erased_seq = 0", "taken away by a row of the log"],
  ["INSERT INTO texts (instance, ref, erased_seq) VALUES ('i-1', 't1:b', 0)", "taken away by a row of the log"],
  ["UPDATE texts SET text = NULL, salt = NULL, erased_seq = 1, instance = 'i-2'", "stays as it is"],
  [`${takenAway}; UPDATE texts SET text = 'it', salt = 'is', erased_seq = NULL`, "stays as it is"],
  ["DELETE FROM texts", "never deleted"],
  ["INSERT OR REPLACE INTO texts SELECT * FROM texts", "never deleted"],
  ["UPDATE instances SET seq = 'three'", "cannot store TEXT"],
  ["UPDATE instances SET status = 'lost'", "CHECK constraint"],
])("the database itself refuses %s", async (sql, reason) => {
  const url = `sqlite:${folder.file("night.db")}`;
  const storage = await openStorage({ url });
  const signOffs = [{ instance: "i-1", key: "the draft", by: "officer-1", seq: 0 }];
  const texts = [{ instance: "i-1", ref: "t1:a", salt: "s", text: "Gas" }];
  const log = [aLogRow("i-1", 0), aLogRow("i-1", 1, { kind: "erased" })];
  await storage.commit(aBatch({ log, inserted: [anInstance("i-1")], signOffs, texts }));
  const { close, database } = await connectSqlite(folder.file("night.db"));
  expect(() => database.exec(sql)).toThrow(reason);
  await close();
  await storage.close();
});

test("a disk that is full says so, undoes the batch, and takes it when there is room again", async () => {
  const storage = await openStorage({ url: `sqlite:${folder.file("night.db")}` });
  await storage.close();
  const { close, database } = await connectSqlite(folder.file("night.db"));
  database.pragma(`max_page_count = ${Number(database.pragma("page_count", { simple: true }))}`);
  const run = sqliteTransaction(database);
  const large = "x".repeat(100_000);
  const statement = {
    sql: "INSERT INTO instances (id, machine, definition_hash, seq, step_seq, status, state, started_at, updated_at) VALUES ('i', 'm', 'd', 0, 0, 'active', ?, 0, 0)",
    bindings: [large],
  };
  expect(() => run([statement])).toThrow(expect.objectContaining({ reason: "full" }));
  expect(database.inTransaction).toBe(false);
  database.pragma("max_page_count = 1000000");
  run([statement]);
  expect(database.prepare("SELECT count(*) FROM instances").pluck().get()).toBe(1);
  await close();
});

test("a damaged file is called broken, and stays so", async () => {
  writeFileSync(folder.file("night.db"), "This is not a database at all.".repeat(200));
  const opened = openStorage({ url: `sqlite:${folder.file("night.db")}` });
  await expect(opened).rejects.toMatchObject({ reason: "broken" });
  await expect(openStorage({ url: `sqlite:${folder.file("night.db")}` })).rejects.toMatchObject({ reason: "broken" });
});

test.each<[string, (file: string) => void]>([
  ["cut short", (file) => truncateSync(file, 100_000)],
  ["another kind of file", (file) => writeFileSync(file, "No database".repeat(5_000))],
])("a file that is %s is named at the start, with what to do", async (_, damage) => {
  const place = folder.file("night.db");
  await (await openStorage({ url: `sqlite:${place}` })).close();
  damage(place);
  for (const open of [() => openStorage({ url: `sqlite:${place}` }), () => connectSqlite(place, "read")]) {
    const problem: unknown = await open().catch((error: unknown) => error);
    expect(problem).toMatchObject({ reason: "broken" });
    expect(String(problem)).toContain(`${place} cannot be opened as a database`);
    expect(String(problem)).toContain("answerable restore");
    expect(String(problem)).not.toContain("SELECT 1");
  }
});

test("a pipe in the place of the file is refused, and nobody waits at it", async () => {
  execFileSync("mkfifo", [folder.file("night.db")]);
  await expect(openStorage({ url: `sqlite:${folder.file("night.db")}` })).rejects.toThrow("is no file");
});

test("every table is STRICT", async () => {
  const storage = await openStorage({ url: `sqlite:${folder.file("night.db")}` });
  const { close, database } = await connectSqlite(folder.file("night.db"), "read");
  const tables = database.pragma("table_list") as { name: string; type: string; strict: number }[];
  // SQLite makes the tables of an index of words itself.
  const own = tables.filter(({ type }) => type === "table");
  const loose = own.filter(({ name, strict }) => strict === 0 && !name.startsWith("sqlite_"));
  expect(loose).toEqual([]);
  expect(own.length).toBeGreaterThan(5);
  await close();
  await storage.close();
});

test("the same process is refused as well, also through another name of the file", async () => {
  const storage = await openStorage({ url: `sqlite:${folder.file("night.db")}` });
  symlinkSync(folder.file("night.db"), folder.file("other.db"));
  await expect(openStorage({ url: `sqlite:${folder.file("night.db")}` })).rejects.toThrow(FileInUseError);
  await expect(openStorage({ url: `sqlite:${folder.file("other.db")}` })).rejects.toThrow(FileInUseError);
  await storage.close();
  await (await openStorage({ url: `sqlite:${folder.file("other.db")}` })).close();
  expect(existsSync(folder.file("night.db.holder"))).toBe(false);
});

test("a second process is told who has the file, may read it, and gets it when the first is killed", async () => {
  const url = `sqlite:${folder.file("night.db")}`;
  const holder = await holdFileInChild(url, "http://127.0.0.1:8480");
  const refusal = (await openStorage({ url }).catch((error: unknown) => error)) as Error;
  expect(refusal).toBeInstanceOf(FileInUseError);
  expect(refusal.message).toContain(folder.file("night.db"));
  expect(refusal.message).toContain(`process ${holder.pid}, which serves http://127.0.0.1:8480`);

  const reading = await openStorage({ url, mode: "read" });
  expect(await reading.history("i-1")).toHaveLength(1);
  await expect(reading.commit(aBatch({ log: [aLogRow("i-1", 1)] }))).rejects.toMatchObject({ reason: "read-only" });
  await reading.close();

  await holder.kill();
  const storage = await openStorage({ url });
  expect(await storage.history("i-1")).toHaveLength(1);
  await storage.close();
});

test("reading needs a file that is there", async () => {
  const reading = openStorage({ url: `sqlite:${folder.file("none.db")}`, mode: "read" });
  await expect(reading).rejects.toThrow("There is no database at");
  expect(existsSync(folder.file("none.db"))).toBe(false);
});

test("two threads share a file: the web sees what the engine has written, and writes through it", async () => {
  const url = `sqlite:${folder.file("night.db")}`;
  const web = await openStorage({ url, role: "web" });
  const engine = await openStorage({ url, role: "engine" });
  const batchOf = (id: string) => aBatch({ log: [aLogRow(id, 0)], inserted: [anInstance(id)] });
  await engine.commit(batchOf("i-1"));
  expect(await web.instanceIds(null, 10)).toEqual(["i-1"]);
  await expect(web.commit(batchOf("i-2"))).rejects.toThrow("before the thread that writes is there");
  web.forwardWrites(async (work) => engine.execute(structuredClone(work)));
  await web.commit(batchOf("i-2"));
  expect(await engine.instanceIds(null, 10)).toEqual(["i-1", "i-2"]);
  await expect(web.commit(batchOf("i-2"))).rejects.toThrow("has already written");
  await engine.close();
  await expect(openStorage({ url })).rejects.toBeInstanceOf(FileInUseError);
  await web.close();
  await (await openStorage({ url })).close();
});
