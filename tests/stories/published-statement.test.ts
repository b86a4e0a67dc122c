/** From a draft in two languages to a published statement, as its readers find it. */
import { createHash } from "node:crypto";
import { expect, test } from "@jest/globals";
import {
  approved,
  bilingual,
  clock,
  contextOf,
  does,
  drafting,
  en,
  pageOf,
  published,
  read,
  start,
  tries,
  zh,
} from "./publishing.ts";

test("an approved version stands on the page in both languages, and its evidence meets the deadline", async () => {
  const desk = await start();
  await drafting(desk);
  await approved(desk);
  const before = (await contextOf(desk)).clocks.officialReply.state;
  await does(desk, "morgan", "STATEMENT_RELEASED");
  // Given to the page is not on the page.
  expect((await contextOf(desk)).clocks.officialReply.state).toBe(before);
  const takenAt = clock.now();
  await desk.engine.runDue();
  const { clocks, releases, replies } = await contextOf(desk);
  expect(clocks.officialReply).toMatchObject({ state: "met", stoppedAt: takenAt });
  expect(replies).toMatchObject([{ channels: ["website"], publishedAt: takenAt, by: "morgan" }]);
  const [zhPage, enPage] = [read(pageOf("zh")), read(pageOf("en"))];
  expect(zhPage).toContain("<strong>发黄</strong>");
  expect(zhPage).not.toContain("<strong>brown</strong>");
  expect(enPage).toContain("<strong>brown</strong>");
  for (const page of [zhPage, enPage]) {
    expect(page).not.toContain("<script");
    expect(page).toContain('property="og:title"');
    expect(page).toContain(releases![0]!.evidence!.textDigest);
  }
  const text = read(pageOf("zh").replace("zh/", "text/").replace(".html", "-v1.txt"));
  expect(text).toBe(`${zh.title}\n\n${zh.body}\n\n\n${en.title}\n\n${en.body}\n`);
  expect(createHash("sha256").update(text).digest("hex")).toBe(releases![0]!.evidence!.textDigest);
  // The log holds hashes and references, never the words.
  const row = (await desk.storage.incidents.byNumber(1))!;
  expect(JSON.stringify(await desk.engine.history(row.id))).not.toContain("brown");
});

test("the evidence is one event, however often the message comes", async () => {
  const desk = await start();
  await published(desk);
  const row = (await desk.storage.incidents.byNumber(1))!;
  const confirmed = async () =>
    (await desk.engine.history(row.id)).filter(({ event }) => event.type === "PUBLICATION_CONFIRMED");
  expect(await confirmed()).toMatchObject([{ by: "outbox" }]);
  await desk.engine.runDue();
  expect(await confirmed()).toHaveLength(1);
  for (const person of ["morgan", "li"])
    expect(await tries(desk, person, "PUBLICATION_CONFIRMED", { release: "1" })).not.toMatchObject({ outcome: "done" });
});

test("what is not approved, or is not that version, does not go out", async () => {
  const desk = await start();
  await drafting(desk);
  await does(desk, "morgan", "STATEMENT_SAVED", bilingual);
  const saved = (await contextOf(desk)).versions[0]!;
  const unread = { version: "1", digest: saved.digest };
  expect(await tries(desk, "morgan", "STATEMENT_RELEASED", unread)).toMatchObject({ outcome: "refused" });
  await does(desk, "morgan", "STATEMENT_SUBMITTED");
  const { version, digest } = (await contextOf(desk)).submitted!;
  const exact = { version: String(version), digest };
  expect(await tries(desk, "morgan", "STATEMENT_RELEASED", exact)).toMatchObject({ outcome: "refused" });
  await does(desk, "li", "STATEMENT_APPROVED", { role: "lead" });
  expect(await tries(desk, "chen", "STATEMENT_RELEASED", exact)).toMatchObject({ outcome: "forbidden" });
  const other = { ...exact, digest: "0".repeat(64) };
  expect(await tries(desk, "morgan", "STATEMENT_RELEASED", other)).toMatchObject({ outcome: "refused" });
  // A change after the approval voids it, and the page of the incident says so.
  await does(desk, "morgan", "STATEMENT_SAVED", { ...bilingual, body: `${zh.body}\n\n再改一句。` });
  expect(await tries(desk, "morgan", "STATEMENT_RELEASED", exact)).toMatchObject({ outcome: "refused" });
  const view = await desk.desk.offer("1", "STATEMENT_SUBMITTED", desk.desk.person("morgan")!);
  expect(JSON.stringify(desk.desk.playbook("public-incident")!.facts(view!.instance))).toContain(
    "void: version 2 was saved after it",
  );
});

test("a translation that was left behind is counted", async () => {
  const desk = await start();
  await drafting(desk);
  for (const body of [zh.body, "改一。", "改二。"])
    await does(desk, "morgan", "STATEMENT_SAVED", { ...bilingual, body });
  const view = await desk.desk.offer("1", "STATEMENT_SUBMITTED", desk.desk.person("morgan")!);
  const facts = desk.desk.playbook("public-incident")!.facts(view!.instance);
  expect(JSON.stringify(facts)).toContain("the translation is 2 versions behind");
  expect(JSON.stringify(facts)).toContain("译文落后 2 个版本");
  // The digest binds every language.
  const { versions } = await contextOf(desk);
  expect(new Set(versions.map(({ digest }) => digest)).size).toBe(3);
  expect(
    await tries(desk, "morgan", "STATEMENT_SAVED", {
      ...zh,
      translatedTitle: "Only a title",
      translatedBody: undefined,
    }),
  ).toMatchObject({
    outcome: "invalid",
    errors: { translatedBody: [expect.anything()] },
  });
});
