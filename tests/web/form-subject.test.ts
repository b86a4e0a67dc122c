/** Nobody approves, returns, publishes or answers a text that is not before them: on the form, and before the last click. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { differenceOf } from "../../src/playbook/difference.ts";
import { aNightDesk, type NightDesk } from "../support/night-desk.ts";
import { formFields, missing, Visitor, type Page } from "../support/visitor.ts";

const first = "The export showed 12 records. The cause is a wrong setting.\nWe are sorry.";
const second = "The export showed 14 records. The cause is being checked.\nWe are sorry.";

let desk: NightDesk;
const visitor = (person: string, language: "zh" | "en" = "en") => new Visitor(desk, person, language);
const done = (page: Page) => expect(page.status).toBe(303);
const path = (type: string) => `/incidents/1/events/${type}`;

async function event(person: string, type: string, fields: Record<string, string> = {}, confirmed = false) {
  done(await visitor(person).fill(path(type), { ...fields, ...(confirmed ? { step: "confirmed" } : {}) }));
}

/** Version 1 has been returned by the lead, and version 2 submitted. */
beforeAll(async () => {
  desk = await aNightDesk();
  const opening = { title: "Export", sourceKind: "call", discoveredAt: "2026-11-22T21:00", grade: "ordinary" };
  done(await visitor("chen").fill("/register", { ...opening, step: "submit" }));
  await event("chen", "FAST_REPORT_SENT", { what: "Records were shown", where: "Export", firstMeasures: "Off" }, true);
  await event("li", "CONSULTATION_OPENED", { participants: "Consultation group" });
  await event("li", "DECISION_MADE", { finding: "not-so", summary: "Nothing was lost", evidence: "The logs" });
  await event("chen", "STATEMENT_SAVED", { title: "What happened", body: first });
  await event("chen", "STATEMENT_SUBMITTED");
  await event("li", "STATEMENT_RETURNED", { reason: "No cause before the check" });
});
afterAll(() => desk.shut());

test("whoever writes the next version reads why the last one was returned", async () => {
  const { text } = await visitor("chen").get(path("STATEMENT_SAVED"));
  expect(missing(text, "No cause before the check", "Nothing was lost")).toEqual([]);
  await event("chen", "STATEMENT_SAVED", { title: "What happened", body: second });
  await event("chen", "STATEMENT_SUBMITTED");
});

describe("the one who approves", () => {
  const marked = ["showed <del>12</del><ins>14</ins> records", "Nothing was lost", "No cause before the check"];

  test("has the exact text and what changed since they returned it before them, and how much time is left", async () => {
    for (const page of ["/incidents/1", path("STATEMENT_APPROVED"), path("STATEMENT_RETURNED")]) {
      const { text } = await visitor("li").get(page);
      expect(missing(text, ...marked, "Compared with version 1, which you returned.", 'role="timer"')).toEqual([]);
      expect(wordings(text)).toContain(second);
    }
  });

  test("has the same before the last click, in both languages", async () => {
    for (const [language, compared] of [
      ["en", "Compared with version 1, which you returned."],
      ["zh", "与第 1 版（您退回的）相比。"],
    ] as const) {
      const confirm = await visitor("li", language).fill(path("STATEMENT_APPROVED"), {});
      expect(missing(confirm.text, compared, 'value="confirmed"', 'role="timer"', ...marked)).toEqual([]);
      expect(wordings(confirm.text)).toContain(second);
    }
    await event("li", "STATEMENT_APPROVED", {}, true);
  });
});

test("whoever publishes has the approved text before them, and then the answer's question beside the published wording", async () => {
  const publish = await visitor("morgan").get(path("REPLY_PUBLISHED"));
  expect(wordings(publish.text)).toContain(second);
  expect(missing(publish.text, "Already approved (duty lead)")).toEqual([]);
  const sent = { addresses: "https://www.example.test/news/1", channels: "website" };
  const confirm = await visitor("morgan").fill(path("REPLY_PUBLISHED"), sent);
  expect(wordings(confirm.text)).toContain(second);
  done(
    await visitor("morgan").post(path("REPLY_PUBLISHED"), {
      ...formFields(confirm.text, path("REPLY_PUBLISHED")),
      step: "confirmed",
    }),
  );
  for (const wording of ["How many people?", "Since when?"])
    await event("morgan", "QUESTION_RECEIVED", { wording, askedThrough: "The evening paper" });
  const form = await visitor("morgan").get(path("QUESTION_ANSWERED"));
  expect(wordings(form.text)).toEqual(["How many people?", second]);
  const answer = await visitor("morgan").fill(path("QUESTION_ANSWERED"), { question: "2", wording: "Since Monday." });
  expect(wordings(answer.text)).toEqual(["Since when?", second]);
});

/** The texts on the page as they would be read without the marks. */
function wordings(html: string): string[] {
  return [...html.matchAll(/<div class="wording" dir="auto">(.*?)<\/div>/gs)].map(([, inner = ""]) =>
    inner
      .replace(/<del>.*?<\/del>/gs, "")
      .replace(/<\/?ins>/g, "")
      .replace(/&lt;/g, "<")
      .replace(/&amp;/g, "&"),
  );
}

describe("the difference of two texts", () => {
  const text = fc.array(
    fc.constantFrom("water ", "水很黄，", "\n", "  ", "not ", "学生", "é", "e\u0301", ".", "\u{1F6B0}"),
    { maxLength: 40 },
  );

  test("without what was removed it is the new text, and without what was added it has the old one's words", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const [earlier, now] = [before.join(""), after.join("")];
        const pieces = differenceOf(earlier, now);
        if (pieces === null) return;
        const read = (left: "added" | "removed") =>
          pieces
            .filter(({ change }) => change !== left)
            .map((one) => one.text)
            .join("");
        expect(read("removed")).toBe(now);
        expect(read("added")).toBe(earlier);
      }),
    );
  });

  test("marks words, in Chinese too", () => {
    expect(differenceOf("黄水由铁锈引起。", "黄水正在检测。")).toEqual([
      { text: "黄水", change: "same" },
      { text: "由铁锈引起", change: "removed" },
      { text: "正在检测", change: "added" },
      { text: "。", change: "same" },
    ]);
  });

  test("gives up on texts of full length that have nothing in common, and does so soon", () => {
    const long = (word: string) => Array.from({ length: 4_000 }, (_, index) => `${word}${index}`).join(" ");
    expect(differenceOf(long("a"), long("b"))).toBeNull();
  });
});
