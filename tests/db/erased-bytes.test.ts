/** What is erased is in no byte of the database's files. */
import { existsSync, readFileSync } from "node:fs";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { openStorage, type Storage } from "../../db/open-storage.ts";
import { holdsAny, piecesOf } from "../../db/scrub.ts";
import type { ErasedTexts, TextRow } from "../../src/engine/ports.ts";
import { systemNewSecret } from "../../src/kernel/secret.ts";
import { fold } from "../../src/kernel/fold.ts";
import { textRef } from "../../src/kernel/text-refs.ts";
import { aBatch, aLogRow, anInstance, aSummary } from "../support/samples.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

let folder: TemporaryFolder;
beforeEach(() => {
  folder = aTemporaryFolder();
});
afterEach(() => folder.remove());

const aText = (instance: string, text: string): TextRow => {
  const salt = Buffer.from(systemNewSecret(), "base64url").subarray(0, 16);
  return { instance, ref: textRef(salt, text), salt: salt.toString("base64url"), text };
};
const bytesOf = (file: string) =>
  Buffer.concat([file, `${file}-wal`].filter((one) => existsSync(one)).map((one) => readFileSync(one)));
const isIn = (file: string, words: string) => bytesOf(file).includes(words);

/** Titles stand in an index by their words, whose pages are divided again and again as it grows. */
async function aFullDatabase(storage: Storage, count: number): Promise<readonly TextRow[]> {
  const texts = Array.from({ length: count }, (_, index) =>
    aText(systemNewSecret(), `SECRET ${index} ${systemNewSecret().repeat(index % 7 === 0 ? 15 : 1)}`),
  );
  for (let at = 0; at < count; at += 150) {
    const some = texts.slice(at, at + 150);
    await storage.commit(
      aBatch({
        texts: some,
        log: some.map(({ instance }) => aLogRow(instance, 0)),
        inserted: some.map(({ instance, ref }) => anInstance(instance, { summary: aSummary({ title: ref }) })),
      }),
    );
  }
  return texts;
}

function erasing(texts: readonly TextRow[]) {
  const erased = texts.map(({ instance, ref }): ErasedTexts => ({
    instance,
    seq: 1,
    refs: [ref],
    messages: [],
    words: "erased",
  }));
  return aBatch({
    log: texts.map(({ instance, ref }) =>
      aLogRow(instance, 1, { kind: "erased", event: { type: "erased", refs: [ref], reason: "order" } }),
    ),
    updated: texts.map(({ instance }) => ({ ...anInstance(instance, { seq: 1 }), previousSeq: 0, keepsSummary: true })),
    erased,
  });
}

test("erased words are in no byte of the file, its log and its indexes, also where full pages were divided", async () => {
  const file = folder.file("desk.db");
  const problems: unknown[] = [];
  const storage = await openStorage({ url: `sqlite:${file}`, onProblem: (problem) => problems.push(problem) });
  const texts = await aFullDatabase(storage, 900);
  const victims = texts.filter((_, index) => index % 37 === 0);
  const before = bytesOf(file);
  expect(victims.every(({ text }) => before.includes(text))).toBe(true);
  await storage.commit(erasing(victims));
  const after = bytesOf(file);
  const left = victims
    .flatMap(({ text }) => [text, fold(text), Array.from(fold(text)).join("\u0001")])
    .filter((words) => after.includes(words.slice(0, 24)));
  expect({ left, problems }).toEqual({ left: [], problems: [] });
  const stays = texts.filter((_, index) => index % 37 !== 0);
  expect(stays.every(({ text }) => after.includes(text))).toBe(true);
  await storage.close();
});

test("without overwriting the words stay in the file, and the look through it finds them", async () => {
  const file = folder.file("desk.db");
  const storage = await openStorage({ url: `sqlite:${file}` });
  const [victim] = await aFullDatabase(storage, 200);
  await storage.close();
  const plain = new Database(file);
  plain.pragma("secure_delete = OFF");
  plain.exec("DROP TRIGGER texts_erased_by_rows");
  plain.prepare("UPDATE texts SET text = NULL, salt = NULL, erased_seq = 1 WHERE ref = ?").run(victim?.ref);
  plain.prepare("DELETE FROM title_words WHERE title = ?").run(victim?.ref);
  plain.pragma("wal_checkpoint(TRUNCATE)");
  plain.close();
  expect(isIn(file, victim?.text.slice(-40) ?? "")).toBe(true);
  expect(await holdsAny(file, piecesOf([victim?.text ?? ""]))).toBe(true);
  expect(await holdsAny(file, piecesOf(["never written anywhere, not even once"]))).toBe(false);
});

test("somebody who reads meanwhile keeps the log from being emptied, until they are done", async () => {
  const file = folder.file("desk.db");
  const storage = await openStorage({ url: `sqlite:${file}` });
  const [victim] = await aFullDatabase(storage, 50);
  const reader = new Database(file, { readonly: true });
  const rows = reader.prepare("SELECT * FROM texts").iterate();
  rows.next();
  const erased = storage.commit(erasing([victim!]));
  setTimeout(() => {
    rows.return?.();
    reader.close();
  }, 100);
  await erased;
  expect(isIn(file, victim?.text ?? "")).toBe(false);
  await storage.close();
});
