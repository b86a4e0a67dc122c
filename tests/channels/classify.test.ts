import { describe, expect, test } from "@jest/globals";
import { classify } from "../../src/channels/classify.ts";
import { knownServices } from "../../src/channels/known-services.ts";
import { answers, whatOf, type Answered } from "./answers.ts";
import { serviceOf } from "./samples.ts";

const outcomeOf = (id: string, { status, body }: Answered, retryAfterMs: number | null = null) =>
  classify(serviceOf(id), { status, text: body, retryAfterMs });
const cases = knownServices.flatMap(({ id }) =>
  (["good", "broken", "tooFast", "tooLong"] as const).flatMap((kind) =>
    [answers[id]![kind]].flat().map((answer) => [id, kind, `${answer.status} ${answer.body}`, answer] as const),
  ),
);

test.each(cases)("%s, %s: %s", (id, kind, _text, answer) => {
  expect(outcomeOf(id, answer)).toMatchObject({ what: whatOf[kind] });
});

describe.each(knownServices.map(({ id }) => id))("%s", (id) => {
  test.each([500, 502, 503, 504, 408])("%d is out of order: again, without having been refused", (status) => {
    expect(outcomeOf(id, { status, body: "<html>oops</html>" })).toMatchObject({ what: "again", isRefused: false });
  });

  test.each([301, 302, 307, 401, 403, 404, 410])("%d: the address is wrong", (status) => {
    expect(outcomeOf(id, { status, body: "" })).toMatchObject({ what: "broken" });
  });

  test("is waited for as long as it asks", () => {
    expect(outcomeOf(id, { status: 429, body: "" }, 90_000)).toMatchObject({ what: "again", afterMs: 90_000 });
    const { tooFast } = answers[id]!;
    expect(outcomeOf(id, tooFast, 90_000)).toMatchObject({ what: "again", afterMs: 90_000, isRefused: true });
  });
});

test("a 200 that is not the service's own is not taken for its yes", () => {
  for (const { id, answer } of knownServices.filter((preset) => preset.answer.taken !== undefined))
    for (const body of ["", "<!doctype html><title>Sign in</title>", '{"hello":"there"}', "[]"])
      expect([id, answer.taken, outcomeOf(id, { status: 200, body }).what]).toEqual([id, answer.taken, "again"]);
});

test("a code that nobody knows is this notification's alone", () => {
  expect(outcomeOf("wecom", { status: 200, body: '{"errcode":40008,"errmsg":"invalid message type"}' })).toEqual({
    what: "never",
    said: "200 40008 invalid message type",
  });
});

test("DingTalk is left alone for ten minutes after it was asked too fast", () => {
  expect(outcomeOf("dingtalk", answers["dingtalk"]!.tooFast)).toMatchObject({ afterMs: 600_000 });
});

test.each([
  ["digits in quotes", '{"errcode":"93000"}'],
  ["a mark in front", '\ufeff{"errcode":93000}'],
  ["cut off", '{"errcode":93000,"errmsg":"inval'],
])("WeCom's no is read also with %s", (_how, body) => {
  expect(outcomeOf("wecom", { status: 200, body })).toMatchObject({ what: "broken" });
});

test("what is kept of a yes repeats no topic", () => {
  expect(outcomeOf("ntfy", answers["ntfy"]!.good)).toEqual({ what: "taken", said: "200" });
});
