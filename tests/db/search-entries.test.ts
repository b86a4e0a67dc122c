/** An entry of the search goes with its text, whoever takes the text away, and leaves nothing behind. */
import { afterAll, expect, test } from "@jest/globals";
import Database from "better-sqlite3";
import { openStorage } from "../../db/open-storage.ts";
import { textRef } from "../../src/kernel/text-refs.ts";
import { aBatch, aLogRow, anInstance, aSummary } from "../support/samples.ts";
import { aTemporaryFolder } from "../support/temporary-folder.ts";

const folder = aTemporaryFolder();
afterAll(() => folder.remove());

test("a text that is taken away is not found, and the index agrees with its entries", async () => {
  const file = folder.file("a.db");
  const salt = Buffer.alloc(16);
  const rows = ["Boiler house", "at the north gate", "the south gate"].map((text) => ({
    instance: "i-1",
    ref: textRef(salt, text),
    salt: salt.toString("base64url"),
    text,
    isSearched: true as const,
  }));
  const storage = await openStorage({ url: `sqlite:${file}` });
  const summary = aSummary({ title: rows[0]!.ref });
  const log = [aLogRow("i-1", 0)];
  await storage.commit(aBatch({ log, texts: rows, inserted: [anInstance("i-1", { summary })] }));
  const refs = rows.slice(0, 2).map(({ ref }) => ref);
  const event = { type: "erased", refs, reason: "order" };
  await storage.commit(
    aBatch({
      log: [aLogRow("i-1", 1, { kind: "erased", by: "li", event })],
      updated: [{ ...anInstance("i-1", { seq: 1 }), previousSeq: 0, keepsSummary: true }],
      erased: [{ instance: "i-1", seq: 1, refs, messages: [], words: "▭" }],
    }),
  );
  await storage.close();

  const database = new Database(file);
  expect(database.prepare("SELECT ref FROM search_entries").pluck().all()).toEqual([rows[2]!.ref]);
  expect(database.prepare("SELECT rowid FROM search_pairs WHERE search_pairs MATCH ?").all('"r\u0001t"')).toEqual([]);
  database.exec("INSERT INTO search_pairs (search_pairs) VALUES ('integrity-check')");
  database.close();

  const again = await openStorage({ url: `sqlite:${file}` });
  const found = async (text: string) => (await again.incidents.list({ text, pageSize: 5, sort: "newest" })).total;
  expect(await Promise.all(["north", "boiler", "gate", "south"].map(found))).toEqual([0, 0, 1, 1]);
  await again.close();
});
