/** Slow reads on threads of their own. The threads run the compiled program: `npm test` builds it first. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { openStorage } from "../../db/open-storage.ts";
import { readEnvironment } from "../../config/env.ts";
import { configure } from "../../src/app/compose.ts";
import { openReaders } from "../../src/app/open-readers.ts";
import { OverloadedError } from "../../src/engine/failures.ts";
import { openReaderPool, type ReaderPool } from "../../src/engine-host/reader-pool.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import { aBatch, anInstance, aSummary } from "../support/samples.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

let folder: TemporaryFolder;
let pool: ReaderPool;
let problems: unknown[];
let clock: WindingClock;
beforeEach(() => {
  folder = aTemporaryFolder();
  problems = [];
  clock = new WindingClock(0);
  const entry = folder.file("reader.mjs");
  const serve = new URL("../../dist/src/engine-host/serve-reads.js", import.meta.url).href;
  writeFileSync(
    entry,
    `import { serveReads, noteToHost } from ${JSON.stringify(serve)};
    serveReads({
      double: async (n) => { noteToHost(n); return 2 * n; },
      fail: async () => { const error = new Error("no such row"); error.name = "UnreadableRowError"; throw error; },
      hang: () => { for (;;); },
      die: async () => { process.exit(3); },
    });`,
  );
  pool = openReaderPool({
    entry: pathToFileURL(entry),
    data: null,
    clock,
    onProblem: (one) => problems.push(one),
    size: 1,
  });
});
afterEach(async () => {
  await pool.close();
  folder.remove();
});

test("questions are answered in their order, and a failure keeps its name", async () => {
  const asked = [1, 2, 3].map((n) => pool.ask("double", [n]));
  await expect(pool.ask("fail", [])).rejects.toMatchObject({ name: "UnreadableRowError", message: "no such row" });
  expect(await Promise.all(asked)).toEqual([2, 4, 6]);
  await expect(pool.ask("unknown", [])).rejects.toThrow("a reader has the method unknown");
  expect(problems).toEqual([]);
});

test("a reader that dies costs the question that it had, and the next ones go to another", async () => {
  const lost = pool.ask("die", []).catch((error: unknown) => error);
  const next = pool.ask("double", [4]);
  expect(await lost).toBeInstanceOf(OverloadedError);
  expect(await next).toBe(8);
  expect(problems.map(String)).toEqual([expect.stringContaining("A thread that reads has ended: code 3")]);
});

test("a reader that hangs is given up after a while", async () => {
  const lost = pool.ask("hang", []).catch((error: unknown) => error);
  const next = pool.ask("double", [5]);
  clock.wind(59_999);
  expect(problems).toEqual([]);
  clock.wind(1);
  expect(await lost).toBeInstanceOf(OverloadedError);
  expect(await next).toBe(10);
  expect(String(problems[0])).toContain("no answer to hang in 60000 ms");
});

test("more than can wait are refused at once, and all of them when the pool closes", async () => {
  const asked = Array.from({ length: 80 }, () => pool.ask("hang", []).catch((error: unknown) => error));
  expect(await Promise.all(asked.slice(70))).toEqual(Array.from({ length: 10 }, () => expect.any(OverloadedError)));
  await pool.close();
  expect(await Promise.all(asked)).toEqual(asked.map(() => expect.any(OverloadedError)));
  await expect(pool.ask("double", [1])).rejects.toBeInstanceOf(OverloadedError);
});

test("the desk's readers read what has been committed, beside whoever writes", async () => {
  const url = `sqlite:${folder.file("a.db")}`;
  const storage = await openStorage({ url });
  const config = configure(readEnvironment({ ANSWERABLE_DATA: folder.file("."), DATABASE_URL: url }));
  const readers = openReaders(
    config,
    storage,
    (problem) => problems.push(problem),
    new URL("../../dist/src/app/reader-thread.js", import.meta.url),
  );
  const list = (text: string) => readers.ask<{ total: number }>("list", [{ text, pageSize: 5, sort: "newest" }]);
  const registered = async (id: string, title: string) =>
    storage.commit(aBatch({ inserted: [anInstance(id, { summary: aSummary({ title }) })] }));
  await registered("i-1", "Water main");
  expect((await list("water")).total).toBe(1);
  await registered("i-2", "Water again");
  expect((await list("water")).total).toBe(2);
  await readers.close();
  await storage.close();
  expect(problems).toEqual([]);
});
