/** What `verify` finds in a database by itself, without anything from outside. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { checkDatabase } from "../../db/check-database.ts";
import { checkRecord } from "../../src/record/check.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";
import { RecordInFile } from "./record-in-file.ts";

let folder: TemporaryFolder;
let record: RecordInFile;
beforeEach(async () => {
  folder = aTemporaryFolder();
  record = new RecordInFile(folder.file("."));
  await record.with(async (storage) => {
    await record.write(storage, "i-1", 0, 1_500);
    await record.sequencer(storage).finish();
    await record.write(storage, "i-2", 0, 3);
  });
});
afterEach(() => folder.remove());

const faults = async () =>
  (await record.with((storage) => checkRecord(storage.record))).map(({ sentence }) => sentence);

test("an honest record has no fault, also when rows wait to be sequenced", async () => {
  expect(await faults()).toEqual([]);
});

test.each([
  ["a changed row", "UPDATE log SET by = 'li' WHERE position = 1200", "Row 1200 of the log (i-1, 1199) is not"],
  ["a row dated back", "UPDATE log SET at = 1 WHERE position = 3", "Row 3 of the log"],
  ["roles that somebody did not hold", `UPDATE log SET acting_as = '["lead"]' WHERE position = 9`, "Row 9 of the log"],
  ["another sign-in", "UPDATE log SET auth = 'passkey' WHERE position = 9", "Row 9 of the log"],
  ["a row that is gone", "DELETE FROM log WHERE position = 700", "Row 700 of the log is missing"],
  ["rows cut off", "DELETE FROM log WHERE position > 1400", "Row 1401 of the log is missing"],
  ["a changed head", "UPDATE record_head SET root = zeroblob(32)", "do not lead to the root"],
  ["a tile that is gone", "DELETE FROM record_tiles WHERE level = 1", "is missing or too short"],
  ["a changed checkpoint", "UPDATE record_checkpoints SET size = 1499", "does not hold its checkpoint over 1499 rows"],
  [
    "a checkpoint over more",
    "UPDATE record_checkpoints SET size = 9999",
    "over 9999 rows was signed, and the log has 1503",
  ],
])("%s is found", async (_, statement, sentence) => {
  record.tamper(statement);
  expect(await faults()).toEqual([expect.stringContaining(sentence)]);
});

test("of many changed rows a few are named and the others counted", async () => {
  record.tamper("UPDATE log SET by = 'li' WHERE position <= 100");
  expect(await faults()).toHaveLength(6);
  expect((await faults()).at(-1)).toContain("95 more rows");
});

test("two rows in one place are found, where the table no longer refuses them", async () => {
  record.tamper(
    "CREATE TABLE other AS SELECT * FROM log",
    "DROP TABLE log",
    "ALTER TABLE other RENAME TO log",
    "INSERT INTO log SELECT 9999, instance, seq, kind, at, due_at, 'li', command_id, event, timer, detail, state_hash, acting_as, auth FROM log WHERE position = 5",
  );
  const { wrong } = await checkDatabase(`sqlite:${record.database}`);
  expect(wrong.map(({ sentence }) => sentence)).toContain("Incident i-1: the log has two rows in the place 4.");
});
