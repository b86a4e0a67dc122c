/** A name or title that is written from right to left, or that turns the direction of text, turns nothing around it. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { isolate } from "../../src/kernel/isolate.ts";
import { aNightDesk, type NightDesk } from "../support/night-desk.ts";
import { Visitor } from "../support/visitor.ts";

const title = "تسرب مياه في القاعة 2";
let desk: NightDesk;
let officer: Visitor;
beforeAll(async () => {
  desk = await aNightDesk();
  officer = new Visitor(desk, "chen");
  const opening = { title, sourceKind: "call", discoveredAt: "2026-11-22T21:00", grade: "ordinary", step: "submit" };
  expect((await officer.fill("/register", opening)).status).toBe(303);
  await desk.wind(45);
});
afterAll(() => desk.shut());

test.each(["/", "/incidents/1", "/incidents/1/events/NOTE_ADDED", "/incidents/1/replay?at=0", "/notifications"])(
  "on %s it stands apart wherever it is shown",
  async (path) => {
    const { text } = await officer.get(path);
    const shown = text.split(title).length - 1;
    const apart = text.split(`<bdi>${title}`).length + text.split(isolate(title)).length - 2;
    // What stands in a field is a block of its own, and a wording has its own direction.
    const block = /<textarea[^>]*>[^<]*<\/textarea>|<div class="wording"[^>]*>[^<]*<\/div>|value="[^"]*"/g;
    const blocks = [...text.matchAll(block)].map(([found]) => found.replaceAll(isolate(title), ""));
    const inBlocks = blocks.join("").split(title).length - 1;
    expect(shown).toBeGreaterThan(0);
    expect(shown - inBlocks).toBe(apart);
  },
);

test("people's names stand apart on every page with the frame, and what turns nothing is left alone in sentences", async () => {
  const { text } = await officer.get("/");
  expect(text).toContain("<bdi>陈晓</bdi>");
  expect(isolate("陈晓")).toBe("陈晓");
  expect(isolate("a\u202Eb")).toBe("\u2068a\u202Eb\u2069");
});
