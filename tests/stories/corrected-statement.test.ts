/** What is published is corrected and withdrawn in public, and never silently. */
import { expect, test } from "@jest/globals";
import { parseAtomFeed } from "feedsmith";
import { approved, bilingual, contextOf, does, en, pageOf, published, read, start, tries } from "./publishing.ts";

test("a correction stands on top, the version before stays, and feeds keep the entry and move it", async () => {
  const desk = await start();
  await published(desk);
  const feedOf = () => parseAtomFeed(read("en/feed.xml"));
  const was = feedOf();
  const firstPage = read(pageOf("en").replace(".html", "-v1.html"));
  await does(desk, "morgan", "CORRECTION_BEGUN", { statement: "1", reason: "The cause is **known** now." });
  const corrected = { ...bilingual, body: "检测结果已出：铁锈超标。", translatedBody: "The test is back: it is rust." };
  await approved(desk, corrected);
  // What stands on the page is corrected on the page.
  const elsewhere = { channels: ["press"], addresses: ["Evening News"], publishedAt: undefined };
  expect(await tries(desk, "morgan", "REPLY_PUBLISHED", elsewhere)).toMatchObject({ outcome: "refused" });
  await does(desk, "morgan", "STATEMENT_RELEASED");
  await desk.engine.runDue();
  const page = read(pageOf("en"));
  const main = page.slice(page.indexOf("<main"));
  expect(main.indexOf("Corrected on")).toBeGreaterThan(0);
  expect(main.indexOf("Corrected on")).toBeLessThan(main.indexOf("The test is back"));
  expect(page).toContain("The cause is <strong>known</strong> now.");
  expect(page).toMatch(/<del>[^<]*tested[^<]*<\/del>/);
  expect(page).toContain("-v1.html");
  const oldPage = read(pageOf("en").replace(".html", "-v1.html"));
  expect(oldPage).toContain("The cause is being tested.");
  expect(oldPage).toContain("This is version 1 as it was published.");
  expect(firstPage).toContain("The cause is being tested.");
  const is = feedOf();
  expect(is.entries).toHaveLength(1);
  expect(is.entries![0]!.id).toBe(was.entries![0]!.id);
  expect(is.entries![0]!.published).toBe(was.entries![0]!.published);
  expect(Date.parse(is.entries![0]!.updated!)).toBeGreaterThan(Date.parse(was.entries![0]!.updated!));
  expect(JSON.stringify(is.entries![0]!.content)).toContain("The test is back");
  // The deadline was met by the first publication and stays so.
  expect((await contextOf(desk)).clocks.officialReply.state).toBe("met");
});

test("a correction can be dropped, and the statement stands", async () => {
  const desk = await start();
  await published(desk);
  const page = read(pageOf("en"));
  await does(desk, "li", "CORRECTION_BEGUN", { statement: "1", reason: "Perhaps wrong" });
  await does(desk, "morgan", "CORRECTION_DROPPED", { reason: "It was right" });
  await desk.engine.runDue();
  expect(read(pageOf("en"))).toBe(page);
  expect(await tries(desk, "morgan", "CORRECTION_DROPPED", { reason: "Again" })).toMatchObject({ outcome: "refused" });
});

test("a withdrawn statement leaves its page with the reason, and only then its words may be erased", async () => {
  const desk = await start();
  await published(desk);
  const ref = async () => (await contextOf(desk)).versions[0]!.body as unknown as string;
  const isPublished = async () => {
    const row = (await desk.storage.incidents.byNumber(1))!;
    const view = await desk.engine.read(row.id);
    return desk.desk.playbook("public-incident")!.published!(view).includes(await ref());
  };
  expect(await isPublished()).toBe(true);
  const path = pageOf("en");
  await does(desk, "li", "STATEMENT_WITHDRAWN", { statement: "1", reason: "The wrong building was named." });
  // Not before the page says so.
  expect(await isPublished()).toBe(true);
  await desk.engine.runDue();
  expect(await isPublished()).toBe(false);
  for (const file of [path, path.replace(".html", "-v1.html"), path.replace("en/", "zh/")]) {
    expect(read(file)).toContain("The wrong building was named.");
    expect(read(file)).not.toContain("The cause is being tested");
    expect(read(file)).not.toContain(en.title);
  }
  expect(() => read(path.replace("en/", "text/").replace(".html", "-v1.txt"))).toThrow();
  const [entry] = parseAtomFeed(read("en/feed.xml")).entries!;
  expect(entry!.title).toMatchObject({ value: "Withdrawn statement" });
  expect(await tries(desk, "li", "STATEMENT_WITHDRAWN", { statement: "1", reason: "Again" })).toMatchObject({
    outcome: "refused",
  });
  expect(await tries(desk, "morgan", "CORRECTION_BEGUN", { statement: "1", reason: "No" })).toMatchObject({
    outcome: "refused",
  });
});
