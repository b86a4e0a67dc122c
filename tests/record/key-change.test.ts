/** The record's key is changed, or lost; and a desk goes on after a loss. Each stands in the log. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { readEnvironment } from "../../config/env.ts";
import { removeMark } from "../../db/high-water-mark.ts";
import { compose, configure, type Answerable } from "../../src/app/compose.ts";
import { makeOperator } from "../../src/app/tasks/operator.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import { openKeyFile, readKeyFile } from "../../src/record/key-file.ts";
import { parseVkey, readCheckpoint, vkeyOf } from "../../src/record/note.ts";
import { notesIn } from "../../src/record/outside.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

const dayMs = 86_400_000;
const began = Date.UTC(2026, 10, 22, 14);
let folder: TemporaryFolder;
beforeEach(() => {
  folder = aTemporaryFolder();
});
afterEach(() => folder.remove());

const configuration = () =>
  configure(
    readEnvironment({
      ANSWERABLE_DATA: folder.file("data"),
      ANSWERABLE_SIGN_IN: "off",
      ANSWERABLE_RECORD_OUTSIDE: folder.file("checkpoints.txt"),
    }),
  );
const record = () => makeOperator(configuration()).record;
const keyFile = () => folder.file("data/record.key");
const outside = () => notesIn(readFileSync(folder.file("checkpoints.txt"), "utf8"));
const knows = (vkey: string) => (note: string) => readCheckpoint(note, [parseVkey(vkey)!]) !== null;
const rotation = { by: "li", second: null, reason: null, lost: null };

/** Opens the desk once, does something, and closes it, which signs. Returns the organisation's rows of this type. */
async function opened(
  type = "",
  clock = new WindingClock(began),
  work: (answerable: Answerable) => Promise<unknown> = async () => undefined,
) {
  const answerable = await compose(configuration(), { clock });
  const { storage, close } = answerable;
  await work(answerable);
  const rows = await storage.record.rowsAfter(0, 100);
  await close();
  return rows.filter(({ event }) => event.type === type);
}

describe("another key", () => {
  test("is on record with the one before, signs beside it for thirty days, and the old one is then not kept", async () => {
    await opened();
    const [old] = record().vkeys();
    const fresh = await record().changeKey(rotation);
    expect(record().vkeys()).toEqual([fresh, old]);
    expect(existsSync(`${keyFile()}.next`)).toBe(false);
    expect(await opened("RECORD_KEY_CHANGED")).toMatchObject([
      { by: "li", auth: "terminal", event: { before: old, after: fresh, why: "rotated" } },
    ]);
    const newest = outside().at(-1)!;
    expect([knows(old!)(newest), knows(fresh)(newest)]).toEqual([true, true]);
    expect(await record().status()).toMatchObject({ vkey: fresh, compared: { what: "whole" } });

    // A key that is not the newest any more signs no second history either.
    await expect(record().changeKey({ ...rotation, by: "chen" })).rejects.toThrow("not changed");
    expect(record().vkeys()).toEqual([fresh, old]);

    rmSync(`${keyFile()}.next`);
    const later = new WindingClock(readKeyFile(keyFile()).before!.until + dayMs);
    await opened("", later);
    expect(readKeyFile(keyFile())).toMatchObject({ earlier: [old] });
    expect(readFileSync(keyFile(), "utf8").match(/BEGIN/g)).toHaveLength(1);
    expect(await record().status()).toMatchObject({ compared: { what: "whole" } });
  });

  test("that was cut short is finished with the same key, and recorded once", async () => {
    await opened();
    const before = readFileSync(keyFile());
    const fresh = await record().changeKey(rotation);
    // As if the power had failed before the new file took the place of the old one.
    writeFileSync(`${keyFile()}.next`, readFileSync(keyFile()), { mode: 0o600 });
    writeFileSync(keyFile(), before, { mode: 0o600 });
    expect(await record().changeKey(rotation)).toBe(fresh);
    expect(await opened("RECORD_KEY_CHANGED")).toHaveLength(1);
  });

  test("in place of a lost one takes two people, a reason, and the key that signed last", async () => {
    await opened();
    const [old = ""] = record().vkeys();
    rmSync(keyFile());
    const lost = { by: "li", second: "chen", reason: "The disk with the key is gone.", lost: old };
    const other = vkeyOf({ ...openKeyFile(folder.file("other.key"), "x"), origin: parseVkey(old)!.name });
    await expect(record().changeKey({ ...lost, lost: other })).rejects.toThrow("another key");
    expect(existsSync(`${keyFile()}.next`)).toBe(false);
    await expect(record().changeKey({ ...lost, second: null })).rejects.toThrow("two people decide");
    const fresh = await record().changeKey(lost);
    const [row] = await opened("RECORD_KEY_CHANGED");
    expect(row).toMatchObject({ by: "li", event: { before: old, after: fresh, why: "lost", second: "chen" } });
    const newest = outside().at(-1)!;
    expect([knows(old)(newest), knows(fresh)(newest)]).toEqual([false, true]);
    expect(await record().status()).toMatchObject({ compared: { what: "whole" } });
  });
});

test("going on after a loss is the first row of the new name, and says what is missing", async () => {
  await opened();
  const yesterday = readFileSync(folder.file("data/answerable.db"));
  const rows = (await opened("ORGANISATION_SET_UP")).length + 1;
  await opened("", new WindingClock(began), async ({ desk }) => {
    const holiday = { date: "2027-01-01", name: "New year" };
    await desk.administer("HOLIDAY_SET", holiday, desk.person("li")!, { commandId: "holiday-1" });
  });
  writeFileSync(folder.file("data/answerable.db"), yesterday);
  removeMark(folder.file("data/answerable.db"));
  await expect(opened()).rejects.toThrow("1 are lost");
  const signed = outside().at(-1)!.split("\n");
  const origin = await record().continue({ by: ["sun", "li"], reason: "The disk was lost." });
  expect(origin).toMatch(/\/record\/2$/);
  const [row, ...more] = await opened("RECORD_CONTINUED");
  expect([row?.position, more]).toEqual([rows + 1, []]);
  expect(row).toMatchObject({
    by: "system",
    event: {
      ...{ from: origin.slice(0, -2), to: origin, found: "rows-lost", one: "sun", other: "li" },
      ...{ rows: String(rows), signedRows: String(rows + 1), signedRoot: signed[2], missing: "1" },
      root: outside()[0]!.split("\n")[2],
    },
  });
  expect(await opened("RECORD_CONTINUED")).toHaveLength(1);
  expect(outside().at(-1)).toMatch(/\/record\/2\n3\n/);
});
