/** A publication is covered by a checkpoint outside before the public can read it, and so is the row that says so. */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect, test } from "@jest/globals";
import { notesIn } from "../../src/record/outside.ts";
import { minuteMs, clock, outsideFile, pageOf, publicFolder, published, read, start } from "./publishing.ts";

const sizesOutside = () => notesIn(readFileSync(outsideFile(), "utf8")).map((note) => Number(note.split("\n")[1]));

test("nothing is published before a checkpoint that covers it lies outside", async () => {
  const desk = await start({ ANSWERABLE_RECORD_OUTSIDE: outsideFile() });
  await published(desk);
  const row = (await desk.storage.incidents.byNumber(1))!;
  const release = async () => (await desk.engine.messages(row.id)).find(({ type }) => type === "publicPage")!;
  expect(existsSync(publicFolder())).toBe(false);
  expect((await release()).lastError).toMatch(/^Nothing was published; the record's checkpoint could not be/);
  mkdirSync(dirname(outsideFile()));
  clock.wind(60 * minuteMs);
  await desk.engine.runDue();
  expect(read(pageOf("zh"))).toContain("通报");
  const rows = await desk.storage.record.placedRows(row.id, await desk.storage.record.lastPosition());
  const placeOf = (type: string) => rows.find(({ event }) => event.type === type)!.position;
  const sizes = sizesOutside();
  const before = sizes.filter(
    (size) => size >= placeOf("STATEMENT_RELEASED") && size < placeOf("PUBLICATION_CONFIRMED"),
  );
  expect(before).not.toEqual([]);
  expect(Math.max(...sizes)).toBeGreaterThanOrEqual(placeOf("PUBLICATION_CONFIRMED"));
});
