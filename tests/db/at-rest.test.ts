/** What is found in the place of the database is what was recorded last, or it is said; and one file has one server. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { backupSqlite } from "../../db/backup.ts";
import { FileInUseError } from "../../db/lock.ts";
import { openStorage } from "../../db/open-storage.ts";
import { restoreSqlite } from "../../db/restore.ts";
import { announceRestore } from "../../db/restore-marker.ts";
import { UnfitDatabaseError } from "../../db/unfit-database.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";
import { until } from "../support/waiting.ts";
import { holdFileInChild } from "../support/file-holder.ts";
import { aBatch, aLogRow, anInstance } from "../support/samples.ts";

let folder: TemporaryFolder;
beforeEach(() => {
  folder = aTemporaryFolder();
  mkdirSync(folder.file("data"));
});
afterEach(() => folder.remove());

const file = () => folder.file("data/answerable.db");
const url = () => `sqlite:${file()}`;
const batchOf = (id: string) => aBatch({ log: [aLogRow(id, 0)], inserted: [anInstance(id)] });
const restoring = { now: 1_700_000_000_000, force: true, isGood: async () => true };

async function record(...ids: readonly string[]): Promise<void> {
  const storage = await openStorage({ url: url() });
  for (const id of ids) await storage.commit(batchOf(id));
  await storage.close();
}

async function found(at = url()): Promise<readonly string[]> {
  const storage = await openStorage({ url: at });
  const ids = await storage.instanceIds(null, 100);
  await storage.close();
  return ids;
}

const refusal = async (): Promise<Error> =>
  openStorage({ url: url() }).then(
    () => Promise.reject(new Error("opened")),
    (error: unknown) => error as Error,
  );

test("an older copy in the place of the database is not written, and a restore makes it the desk's again", async () => {
  await record("i-1");
  copyFileSync(file(), folder.file("older.db"));
  await record("i-2", "i-3");
  copyFileSync(folder.file("older.db"), file());
  const refused = await refusal();
  expect(refused).toBeInstanceOf(UnfitDatabaseError);
  expect(refused).toMatchObject({ unfit: { what: "older", recorded: 3, reached: 1 } });
  expect(refused.message).toMatch(/ends at log row 1, and this desk had recorded 3 .*2 are missing.*restore/s);
  const reading = await openStorage({ url: url(), mode: "read" });
  expect(await reading.instanceIds(null, 10)).toEqual(["i-1"]);
  await reading.close();

  await restoreSqlite(file(), file(), restoring);
  expect(await found()).toEqual(["i-1"]);
  await record("i-4");
  expect(await found()).toEqual(["i-1", "i-4"]);
});

test("another history of the same length is noticed too", async () => {
  await record("i-1", "i-2");
  renameSync(folder.file("data"), folder.file("first"));
  mkdirSync(folder.file("data"));
  await record("j-1", "j-2", "j-3");
  copyFileSync(folder.file("first/answerable.db.mark"), `${file()}.mark`);
  expect((await refusal()).message).toContain("another database was put in its place");
});

test("a write-ahead log that vanished is noticed", async () => {
  await record("i-0");
  const server = await holdFileInChild(url(), "http://127.0.0.1:1");
  const mark = () => JSON.parse(readFileSync(`${file()}.mark`, "utf8")) as { position: number };
  await until("the mark is written", () => mark().position === 2);
  await server.kill();
  rmSync(`${file()}-wal`);
  expect(await refusal()).toMatchObject({ unfit: { what: "older", recorded: 2, reached: 1 } });
});

test("a database that is gone is not begun anew", async () => {
  await record("i-1");
  renameSync(file(), folder.file("gone.db"));
  expect(await refusal()).toMatchObject({
    unfit: { what: "missing" },
    message: expect.stringContaining("answerable restore"),
  });
  expect(existsSync(file())).toBe(false);
  renameSync(folder.file("gone.db"), file());
  expect(await found()).toEqual(["i-1"]);
});

test("a restore that was cut short is finished by the next start, and nobody reads in between", async () => {
  await record("i-1");
  await backupSqlite(file(), folder.file("backup.db"));
  await record("i-2");
  copyFileSync(folder.file("backup.db"), folder.file("data/new"));
  await announceRestore(file(), folder.file("data/new"), `${file()}.replaced-x`);
  await expect(openStorage({ url: url(), mode: "read" })).rejects.toThrow("was cut short");
  await expect(backupSqlite(file(), folder.file("other.db"))).rejects.toThrow("was cut short");
  expect(await found()).toEqual(["i-1"]);
  expect(await found(`${url()}.replaced-x`)).toEqual(["i-1", "i-2"]);
});

test("two restores within one second keep both of what was there", async () => {
  await record("i-1");
  await backupSqlite(file(), folder.file("backup.db"));
  await record("i-2");
  const first = await restoreSqlite(folder.file("backup.db"), file(), restoring);
  await record("i-3");
  const second = await restoreSqlite(folder.file("backup.db"), file(), restoring);
  expect(await found(`sqlite:${first.kept}`)).toEqual(["i-1", "i-2"]);
  expect(await found(`sqlite:${second.kept}`)).toEqual(["i-1", "i-3"]);
  expect(await found()).toEqual(["i-1"]);
});

test("a restored file has what stood in the write-ahead log beside the backup", async () => {
  await (await holdFileInChild(url(), "http://127.0.0.1:1")).kill();
  await restoreSqlite(file(), folder.file("elsewhere/answerable.db"), restoring);
  expect(await found(`sqlite:${folder.file("elsewhere/answerable.db")}`)).toEqual(["i-1"]);
});

test("a new file that is not good leaves everything as it was", async () => {
  await record("i-1", "i-2");
  await backupSqlite(file(), folder.file("backup.db"));
  const before = readdirSync(folder.file("data"));
  const isGood = async () => false;
  expect(await restoreSqlite(folder.file("backup.db"), file(), { ...restoring, isGood })).toEqual({
    done: false,
    kept: null,
  });
  expect(readdirSync(folder.file("data"))).toEqual(before);
});

test("a symbolic link from another folder meets the same lock, and a hard link is refused", async () => {
  const storage = await openStorage({ url: url() });
  symlinkSync(file(), folder.file("link.db"));
  await expect(openStorage({ url: `sqlite:${folder.file("link.db")}` })).rejects.toBeInstanceOf(FileInUseError);
  linkSync(file(), folder.file("second.db"));
  await expect(openStorage({ url: `sqlite:${folder.file("second.db")}` })).rejects.toThrow(/2 names \(hard links\)/);
  await storage.commit(batchOf("i-1"));
  await storage.close();
  rmSync(folder.file("second.db"));
  expect(await found(`sqlite:${folder.file("link.db")}`)).toEqual(["i-1"]);
});

const done: readonly [string, () => void][] = [
  ["its folder is moved", () => renameSync(folder.file("data"), folder.file("moved"))],
  ["its folder is removed", () => rmSync(folder.file("data"), { recursive: true })],
  ["its file is removed", () => rmSync(file())],
  ["its write-ahead log is removed", () => rmSync(`${file()}-wal`)],
  ["its lock is removed", () => rmSync(`${file()}.lock`)],
  [
    "its folder is exchanged",
    () => {
      mkdirSync(folder.file("other"));
      copyFileSync(file(), folder.file("other/answerable.db"));
      renameSync(folder.file("data"), folder.file("moved"));
      renameSync(folder.file("other"), folder.file("data"));
    },
  ],
  [
    "another file is put over it",
    () => {
      copyFileSync(file(), folder.file("data/other"));
      renameSync(folder.file("data/other"), file());
    },
  ],
];

test.each(done)("nothing is acknowledged any more, and it is said, when %s", async (_, happen) => {
  const problems: unknown[] = [];
  const storage = await openStorage({ url: url(), onProblem: (problem) => problems.push(problem) });
  await storage.commit(batchOf("i-1"));
  happen();
  await expect(storage.commit(batchOf("i-2"))).rejects.toMatchObject({ reason: "broken" });
  await expect(storage.commit(batchOf("i-3"))).rejects.toMatchObject({ reason: "broken" });
  await until("it is said", () => problems.length > 0, 5_000);
  expect(problems[0]).toMatchObject({
    reason: "broken",
    message: expect.stringContaining("removed, moved or exchanged"),
  });
  const names = existsSync(folder.file("data")) ? readdirSync(folder.file("data")).sort() : [];
  await storage.close();
  // Nothing of another database is removed at the end.
  expect(existsSync(file())).toBe(names.includes("answerable.db"));
});
