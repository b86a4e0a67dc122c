/** What a desk finds out before it records anything, and when its record is signed. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { appendFileSync, chmodSync, copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { ContradictionError } from "../../src/record/checkpoints.ts";
import { openKeyFile, RecordKeyError } from "../../src/record/key-file.ts";
import { parseVkey, readCheckpoint, vkeyOf } from "../../src/record/note.ts";
import { isSameDevice, notesIn } from "../../src/record/outside.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";
import { RecordInFile } from "./record-in-file.ts";

let folder: TemporaryFolder;
let record: RecordInFile;
beforeEach(() => {
  folder = aTemporaryFolder();
  record = new RecordInFile(folder.file("."));
});
afterEach(() => folder.remove());

/** Twelve rows, signed at 5 and at 12. */
async function anHonestLog(): Promise<void> {
  await record.with(async (storage) => {
    await record.write(storage, "i-1", 0, 5);
    await record.sequencer(storage).finish();
    await record.write(storage, "i-1", 5, 4);
    await record.write(storage, "i-2", 0, 3);
    await record.sequencer(storage).finish();
  });
}

const outsideSizes = () => notesIn(readFileSync(record.outside, "utf8")).map((note) => Number(note.split("\n")[1]));

describe("the start", () => {
  test("an honest log is whole, with rows after the last checkpoint and without a tree as well", async () => {
    await anHonestLog();
    expect(await record.check()).toEqual({ what: "whole", covered: 12 });
    await record.with((storage) => record.write(storage, "i-1", 9, 40));
    expect(await record.check()).toEqual({ what: "whole", covered: 12 });
    record.forge();
    expect(await record.check()).toEqual({ what: "whole", covered: 12 });
  });

  test("without checkpoints outside nobody can say, and that is said", async () => {
    await anHonestLog();
    const none = { what: "nothing-outside" };
    expect(await record.check(null)).toEqual(none);
    expect(await record.check(folder.file("nowhere.txt"))).toEqual(none);
    writeFileSync(
      folder.file("foreign.txt"),
      readFileSync(record.outside, "utf8").replaceAll("desk.example.org", "other.example"),
    );
    expect(await record.check(folder.file("foreign.txt"))).toEqual(none);
  });

  test.each([
    ["a row is changed", "altered", "UPDATE log SET by = 'li' WHERE position = 3"],
    [
      "a row after the first checkpoint is changed",
      "altered",
      'UPDATE log SET event = \'{"type":"X"}\' WHERE position = 11',
    ],
    ["a row is dated back", "altered", "UPDATE log SET at = at - 60000 WHERE position = 7"],
    [
      "two rows are exchanged",
      "altered",
      'UPDATE log SET event = CASE position WHEN 2 THEN \'{"n":3,"type":"E"}\' ELSE \'{"n":1,"type":"E"}\' END WHERE position IN (2, 4)',
    ],
    ["the end is cut off", "rows-lost", "DELETE FROM log WHERE position > 10"],
    ["all is gone", "rows-lost", "DELETE FROM log"],
    ["a row is missing", "gap", "DELETE FROM log WHERE position = 6"],
    [
      "a row is missing and the rest moved up",
      "altered",
      "DELETE FROM log WHERE position = 3; UPDATE log SET position = position - 1 WHERE position > 3",
    ],
    ["the end is cut off and others are written", "altered", "UPDATE log SET by = 'wang' WHERE position > 9"],
  ])("%s: %s, although the tree was made anew", async (_, what, statement) => {
    await anHonestLog();
    record.forge(...statement.split("; "));
    expect(await record.check()).toMatchObject({ what });
  });

  test("the tree alone is changed or cut: altered", async () => {
    await anHonestLog();
    record.tamper("UPDATE record_head SET root = zeroblob(32)");
    expect(await record.check()).toMatchObject({ what: "altered" });
    record.tamper("UPDATE record_tiles SET data = zeroblob(48)");
    expect(await record.check()).toMatchObject({ what: "altered" });
  });

  test("a row that no tree covers yet cannot be read: it is named, and nothing is thrown", async () => {
    await anHonestLog();
    record.tamper(
      "UPDATE log SET event = '[]' WHERE position = 6",
      "DELETE FROM record_tiles",
      "DELETE FROM record_head",
    );
    expect(await record.check()).toEqual({ what: "unreadable", sentence: expect.stringContaining("cannot be read") });
  });

  test("the stored checkpoints are held against the tree too, also with nothing outside", async () => {
    await anHonestLog();
    record.tamper("UPDATE log SET by = 'li' WHERE position = 3", "DELETE FROM record_tiles", "DELETE FROM record_head");
    expect(await record.check(null)).toMatchObject({ what: "altered", covered: 12 });
  });

  test("yesterday's backup, the -wal deleted, another database: each is named", async () => {
    await record.with(async (storage) => {
      await record.write(storage, "i-1", 0, 5);
      await record.sequencer(storage).finish();
    });
    copyFileSync(record.database, folder.file("yesterday.db"));
    await record.with(async (storage) => {
      await record.write(storage, "i-1", 5, 7);
      await record.sequencer(storage).finish();
    });
    const today = readFileSync(record.database);
    record.remove();
    copyFileSync(folder.file("yesterday.db"), record.database);
    expect(await record.check()).toEqual({
      what: "rows-lost",
      size: 5,
      covered: 12,
      sentence: expect.stringContaining("7 are lost"),
    });
    record.remove();
    writeFileSync(record.database, today);
    expect(await record.check()).toEqual({ what: "whole", covered: 12 });
    record.remove();
    await record.with((storage) => record.write(storage, "other", 0, 30));
    expect(await record.check()).toMatchObject({ what: "altered" });
  });
});

describe("checkpoints", () => {
  test("are signed, stored and written outside once for each size", async () => {
    await anHonestLog();
    await record.with(async (storage) => {
      await record.sequencer(storage).finish();
      expect((await storage.record.checkpoints(9)).map(({ size }) => size)).toEqual([12, 5]);
      const [newest] = await storage.record.checkpoints(1);
      expect(readCheckpoint(newest!.note, [parseVkey(vkeyOf(record.signer))!])).toMatchObject({
        origin: "desk.example.org/record",
        ...(await storage.record.head()),
      });
    });
    expect(outsideSizes()).toEqual([5, 12]);
    expect(record.problems).toEqual([]);
  });

  test.each([
    ["a changed row", "UPDATE log SET by = 'li' WHERE position = 3"],
    ["fewer rows", "DELETE FROM log WHERE position > 4"],
  ])("nothing is signed over %s", async (_, statement) => {
    await anHonestLog();
    record.forge(statement);
    await record.with(async (storage) => {
      await record.sequencer(storage).finish();
      expect(await storage.record.checkpoints(9)).toEqual([]);
    });
    expect(record.problems).toEqual([expect.any(ContradictionError)]);
    expect(record.seen.at(-1)).toMatchObject({ what: "checkpoint", failed: expect.stringContaining("does not hold") });
    expect(outsideSizes()).toEqual([5, 12]);
  });

  test("nothing is signed with another key than the last one", async () => {
    await anHonestLog();
    writeFileSync(record.key, readFileSync(folder.file("record.key")));
    copyFileSync(record.key, folder.file("kept.key"));
    const other = folder.file("other.key");
    openKeyFile(other, "desk.example.org");
    copyFileSync(other, record.key);
    await record.with(async (storage) => {
      await record.write(storage, "i-1", 9, 1);
      await record.sequencer(storage).finish();
    });
    expect(record.problems).toEqual([expect.any(ContradictionError)]);
    expect(outsideSizes()).toEqual([5, 12]);
  });

  test("what cannot be written outside is told, and written with the next one", async () => {
    await record.with(async (storage) => {
      await record.write(storage, "i-1", 0, 2);
      await record.sequencer(storage, folder.file("missing/outside.txt")).finish();
      expect(record.problems).toHaveLength(1);
      await record.sequencer(storage).finish();
    });
    expect(outsideSizes()).toEqual([2]);
  });

  test("come every five minutes while the log grows, and rounds at most four times a second", async () => {
    await record.with(async (storage) => {
      const sequencer = record.sequencer(storage);
      sequencer.run();
      await record.write(storage, "i-1", 0, 2);
      const wind = async (ms: number) => {
        record.clock.wind(ms);
        for (let turn = 0; turn < 30; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      };
      await wind(1_000);
      const rounds = () => record.seen.filter(({ what }) => what === "sequenced").length;
      expect(outsideSizes()).toEqual([2]);
      const before = rounds();
      for (let n = 0; n < 10; n += 1) {
        await record.write(storage, "i-1", 2 + n, 1);
        sequencer.wake();
        await wind(20);
      }
      expect(rounds() - before).toBeLessThanOrEqual(1);
      await wind(250);
      expect((await storage.record.head())?.size).toBe(12);
      await wind(4 * 60_000);
      expect(outsideSizes()).toEqual([2]);
      await wind(60_000);
      expect(outsideSizes()).toEqual([2, 12]);
      await wind(10 * 60_000);
      expect(outsideSizes()).toEqual([2, 12]);
      await sequencer.stop();
    });
  });
});

describe("the key", () => {
  test("is made once, for this user only, and keeps the record's name", () => {
    const made = openKeyFile(record.key, "desk.example.org:8443");
    expect(statSync(record.key).mode & 0o777).toBe(0o600);
    expect(made.origin).toBe("desk.example.org:8443/record");
    const again = openKeyFile(record.key, "renamed.example.org");
    expect(vkeyOf(again)).toBe(vkeyOf(made));
    expect(existsSync(`${record.key}.part`)).toBe(false);
  });

  test.each([0o640, 0o604, 0o660, 0o644])("is refused when others may read it (%i)", (mode) => {
    openKeyFile(record.key, "desk.example.org");
    chmodSync(record.key, mode);
    expect(() => openKeyFile(record.key, "desk.example.org")).toThrow(RecordKeyError);
    expect(() => openKeyFile(record.key, "desk.example.org")).toThrow(`chmod 600 ${record.key}`);
  });

  test.each([
    "",
    "hello\n",
    "Record: a b\n",
    "Record: desk/record\n-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
  ])("is refused when it is none: %j", (text) => {
    writeFileSync(record.key, text, { mode: 0o600 });
    expect(() => openKeyFile(record.key, "desk.example.org")).toThrow(RecordKeyError);
  });
});

test("notes are read from a file that was cut short or written into by hand", async () => {
  await anHonestLog();
  const [first = "", second = ""] = notesIn(readFileSync(record.outside, "utf8"));
  appendFileSync(record.outside, `\n\n${second.slice(0, 40)}`);
  expect(notesIn(readFileSync(record.outside, "utf8"))).toEqual([first, second]);
  expect(await record.check()).toEqual({ what: "whole", covered: 12 });
  expect(isSameDevice(record.outside, folder.file("."))).toBe(true);
});
