/** R10: pages are looked at before the start up to a size, and whatever the size by whoever looks through everything. */
import { expect, test } from "@jest/globals";
import Database from "better-sqlite3";
import { closeSync, existsSync, openSync, renameSync, statSync, writeSync } from "node:fs";
import { damageOf, noteDamage, refuseDamaged } from "../../db/page-damage.ts";
import { aTemporaryFolder } from "../support/temporary-folder.ts";

test("a damaged file is refused up to the bound, passed beyond it, and found by the look through in both cases", () => {
  const folder = aTemporaryFolder();
  const place = folder.file("desk.db");
  const made = new Database(place);
  made.exec("CREATE TABLE rows (word TEXT)");
  const insert = made.prepare("INSERT INTO rows VALUES (?)");
  for (let count = 0; count < 500; count += 1) insert.run("x".repeat(100));
  made.close();
  const file = openSync(place, "r+");
  writeSync(file, Buffer.alloc(200, 0xff), 0, 200, 3 * 4096);
  closeSync(file);
  const database = new Database(place, { readonly: true }) as never;
  const { size } = statSync(place);
  const looked = { database };
  expect(() => refuseDamaged(looked, place, size)).toThrow("Nothing is written to it");
  expect(() => refuseDamaged(looked, place)).toThrow("Nothing is written to it");
  expect(() => refuseDamaged(looked, place, size - 1)).not.toThrow();
  expect(damageOf(database, "integrity_check(100)")).not.toEqual([]);
  // Once ordinary work has met it, it is looked for whatever the size.
  noteDamage(place, new Error("a slip of ours"));
  expect(() => refuseDamaged(looked, place, size - 1)).not.toThrow();
  noteDamage(
    place,
    met(() => (database as Database.Database).prepare("SELECT count(word), sum(length(word)) FROM rows").get()),
  );
  expect(() => refuseDamaged(looked, place, size - 1)).toThrow("Nothing is written to it");
  // A file that is whole again is looked through once, and from then on opens as it did.
  const whole = new Database(place.replace("desk", "whole"));
  whole.exec("CREATE TABLE rows (word TEXT)");
  renameSync(`${place}.damaged`, `${place.replace("desk", "whole")}.damaged`);
  expect(() => refuseDamaged({ database: whole }, place.replace("desk", "whole"), 0)).not.toThrow();
  expect(existsSync(`${place.replace("desk", "whole")}.damaged`)).toBe(false);
  whole.close();
  folder.remove();
});

function met(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("It met no damage.");
}
