/** The folder of the public page: out of order, altered, lost, and written anew from the log. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { siteParts } from "../../src/app/open-public-page.ts";
import { makeOperator } from "../../src/app/tasks/operator.ts";
import { openPublishing } from "../../src/statements/publish.ts";
import {
  approved,
  bilingual,
  clock,
  configuration,
  contextOf,
  does,
  drafting,
  minuteMs,
  pageOf,
  publicFolder,
  published,
  read,
  start,
  stop,
  tries,
  zh,
} from "./publishing.ts";

test("a folder that cannot be written: nothing counts, it is shown, tried again, and then it is out", async () => {
  const desk = await start();
  await drafting(desk);
  await approved(desk);
  writeFileSync(publicFolder(), "in the way");
  await does(desk, "morgan", "STATEMENT_RELEASED");
  await desk.engine.runDue();
  const row = (await desk.storage.incidents.byNumber(1))!;
  const message = async () => (await desk.engine.messages(row.id, {})).find(({ type }) => type === "publicPage")!;
  expect(await message()).toMatchObject({ state: "waiting", tries: 1 });
  expect((await message()).lastError).toContain(publicFolder());
  const waiting = await contextOf(desk);
  expect([waiting.clocks.officialReply.stoppedAt, waiting.replies, waiting.releases]).toMatchObject([
    null,
    [],
    [{ evidence: null }],
  ]);
  // Meanwhile nobody changes or returns what is on its way.
  expect(await tries(desk, "morgan", "STATEMENT_SAVED", { body: "Another" })).toMatchObject({ outcome: "refused" });
  expect(await tries(desk, "morgan", "STATEMENT_RELEASED")).toMatchObject({ outcome: "refused" });
  rmSync(publicFolder());
  clock.wind(60 * minuteMs);
  await desk.engine.runDue();
  expect(await message()).toMatchObject({ state: "delivered" });
  expect((await contextOf(desk)).replies).toHaveLength(1);
  expect(read("zh/index.html")).toContain(zh.title);
});

test("--check names what differs, and --rebuild writes the same bytes from the log alone", async () => {
  const desk = await start();
  await published(desk);
  const path = pageOf("en");
  await does(desk, "morgan", "CORRECTION_BEGUN", { statement: "1", reason: "Not so" });
  await approved(desk, { ...bilingual, translatedBody: "It is rust." });
  await does(desk, "morgan", "STATEMENT_RELEASED");
  await desk.engine.runDue();
  await stop();
  const { publicPage } = makeOperator(configuration());
  expect((await publicPage.check()).differences).toEqual([]);
  const written = new Map(["style.css", "zh/feed.xml", path, "en/index.html"].map((file) => [file, read(file)]));
  writeFileSync(join(publicFolder(), path), read(path).replace("rust", "nothing"));
  rmSync(join(publicFolder(), "style.css"));
  mkdirSync(join(publicFolder(), "en/2025"), { recursive: true });
  writeFileSync(join(publicFolder(), "en/2025/0123456789.html"), "never published");
  expect((await publicPage.check()).differences).toEqual([
    { path: "en/2025/0123456789.html", what: "additional", isMended: false },
    { path, what: "changed", isMended: false },
    { path: "style.css", what: "missing", isMended: false },
  ]);
  expect((await publicPage.rebuild()).differences.every(({ isMended }) => isMended)).toBe(true);
  expect((await publicPage.check()).differences).toEqual([]);
  rmSync(publicFolder(), { recursive: true });
  await publicPage.rebuild();
  for (const [file, text] of written) expect([file, read(file)]).toEqual([file, text]);
  expect((await publicPage.check()).differences).toEqual([]);
});

test("a process that dies between the page and the log publishes once", async () => {
  const desk = await start();
  await drafting(desk);
  await approved(desk);
  await does(desk, "morgan", "STATEMENT_RELEASED");
  const { engine, storage, playbooks, config } = desk;
  const row = (await storage.incidents.byNumber(1))!;
  const message = (await engine.messages(row.id, {})).find(({ type }) => type === "publicPage")!;
  const { deliver } = openPublishing({
    engine: {
      read: (...asked) => engine.read(...asked),
      opened: (...asked) => engine.opened(...asked),
      send: () => Promise.reject(new Error("dead")),
    },
    playbooks,
    clock,
    index: storage.publications,
    folder: config.publicFolder,
    checkpoint: async () => null,
    site: () => siteParts(config, desk.desk.organisation, desk.baseUrl),
  });
  await expect(deliver(message)).rejects.toThrow("dead");
  expect(read("zh/index.html")).toContain(zh.title);
  expect((await contextOf(desk)).replies).toEqual([]);
  clock.wind(60 * minuteMs);
  await desk.engine.runDue();
  expect((await contextOf(desk)).replies).toHaveLength(1);
  await stop();
  expect((await makeOperator(configuration()).publicPage.check()).differences).toEqual([]);
});
