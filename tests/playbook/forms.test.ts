import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { instant, lines } from "../../machines/kit/fields.ts";
import { checkForm, fieldsOf, valuesFromForm } from "../../src/playbook/forms.ts";
import { nightFalls } from "../support/night.ts";
import { leakPlaybook } from "../support/leak-playbook.ts";

const { opening } = leakPlaybook;
const fields = fieldsOf(opening);
const zone = "Asia/Shanghai";

const good = { title: "Pipe burst", grade: "ordinary", discoveredAt: "2026-11-22T22:50:00+08:00" };

const notAPage = "This is not the full address of a page; write it like https://www.example.org/notice.";

function wrong(values: unknown) {
  const checked = checkForm(opening, values, nightFalls);
  if (checked.ok) throw new Error("these values should not do");
  return checked.errors;
}

describe("the fields of a form", () => {
  test("come in order with kind, need and limits, whatever wraps them", () => {
    expect(fields.map(({ name, kind, required, max, entryMax }) => [name, kind, required, max, entryMax])).toEqual([
      ["title", "line", true, 200, null],
      ["grade", "choice", true, null, null],
      ["discoveredAt", "instant", true, null, null],
      ["summary", "text", false, 20_000, null],
      ["channels", "choices", false, null, null],
      ["measures", "lines", false, 20, 200],
      ["link", "address", false, 2000, null],
      ["urgent", "flag", false, null, null],
    ]);
  });

  test("carry words and options in both languages", () => {
    expect(fields[0]).toMatchObject({ label: { zh: "事件", en: "What happened" }, help: { en: "In one sentence" } });
    expect(fields[1]?.options.map((option) => option.label.en)).toEqual(["Ordinary", "Major"]);
    expect(fields[2]?.past).toBe(true);
  });

  test("without words of their own are named and guessed", () => {
    const form = z.object({ colour: z.enum(["red", "blue"]), tags: z.array(z.string()).nullable(), on: z.boolean() });
    expect(fieldsOf({ form }).map(({ name, kind, label }) => [name, kind, label.zh])).toEqual([
      ["colour", "choice", "colour"],
      ["tags", "lines", "tags"],
      ["on", "flag", "on"],
    ]);
  });
});

describe("what a browser sends", () => {
  test("has no time that was typed for another choice: the page does not show it any more", () => {
    const asks = { field: "grade", by: { ordinary: [], major: ["discoveredAt"] } };
    const sent = (grade: string) =>
      valuesFromForm(fields, { grade, discoveredAt: "2026-11-22T22:50", title: "Kept" }, zone, asks).values;
    expect(sent("ordinary")).toEqual({ grade: "ordinary", title: "Kept", urgent: false });
    expect(sent("major")).toMatchObject({ discoveredAt: expect.stringContaining("22:50") });
    // Nothing chosen yet: everything is on the page.
    expect(sent("")).toMatchObject({ discoveredAt: expect.stringContaining("22:50") });
  });

  test("becomes what the form expects", () => {
    const body = {
      title: "Pipe burst",
      grade: "major",
      discoveredAt: "2026-11-22T22:50",
      summary: "one\r\ntwo\rthree",
      channels: ["press", "page"],
      measures: " first \r\n\r\nsecond",
      link: "",
      urgent: "on",
      commandId: "left alone",
    };
    expect(valuesFromForm(fields, body, zone)).toEqual({
      values: {
        title: "Pipe burst",
        grade: "major",
        discoveredAt: "2026-11-22T22:50:00+08:00",
        summary: "one\ntwo\nthree",
        channels: ["press", "page"],
        measures: [" first ", "second"],
        urgent: true,
      },
      errors: {},
      notes: {},
    });
  });

  test("leaves out what was left empty, and a box not ticked is no", () => {
    expect(valuesFromForm(fields, { title: "  ", channels: "", measures: "\n" }, zone).values).toEqual({
      urgent: false,
    });
  });

  test("that is no string is nothing", () => {
    const body = { title: { $ne: "" }, grade: ["major", "ordinary"], discoveredAt: 7 };
    expect(valuesFromForm(fields, body, zone).values).toEqual({ grade: "major", urgent: false });
  });

  test("keeps a time that says its own offset", () => {
    const { values } = valuesFromForm(fields, { discoveredAt: "2026-11-22T14:50:00Z" }, zone);
    expect(values["discoveredAt"]).toBe("2026-11-22T14:50:00Z");
  });

  test("at a time that never was is an error that says why", () => {
    const { values, errors } = valuesFromForm(fields, { discoveredAt: "2026-03-29T02:30" }, "Europe/Berlin");
    expect(values).not.toHaveProperty("discoveredAt");
    expect(errors["discoveredAt"]?.[0]?.en).toBe("That time did not exist that day: clocks went from 02:00 to 03:00.");
  });

  test("at a time that came twice takes the earlier and says so", () => {
    const { values, notes } = valuesFromForm(fields, { discoveredAt: "2026-10-25T02:30" }, "Europe/Berlin");
    expect(values["discoveredAt"]).toBe("2026-10-25T02:30:00+02:00");
    expect(notes["discoveredAt"]?.[0]?.en).toContain("the earlier one, 02:30 (+02:00), was recorded");
  });

  test("at no time at all is an error", () => {
    expect(valuesFromForm(fields, { discoveredAt: "soon" }, zone).errors["discoveredAt"]?.[0]?.zh).toContain(
      "请填写日期和时间",
    );
  });
});

describe("a checked form", () => {
  test("is parsed: texts trimmed, instants ms, what was left out absent", () => {
    expect(checkForm(opening, { ...good, title: " Pipe burst ", summary: undefined }, nightFalls)).toEqual({
      ok: true,
      values: { title: "Pipe burst", grade: "ordinary", discoveredAt: nightFalls - 6 * 60_000, urgent: false },
    });
  });

  test("says what is missing, in both languages, at its field", () => {
    expect(wrong({})).toEqual({
      title: [{ zh: "请填写此项。", en: "Fill this in." }],
      grade: [{ zh: "请选择一项。", en: "Choose one." }],
      discoveredAt: [{ zh: "请填写此项。", en: "Fill this in." }],
    });
    expect(wrong({ ...good, channels: [] })["channels"]?.[0]?.en).toBe("Choose at least one.");
  });

  test.each([
    ["title", "   ", "Fill this in."],
    ["title", "x".repeat(201), "Too long: at most 200 characters, there are 201."],
    ["title", 7, "This must be text."],
    ["title", null, "Fill this in."],
    ["grade", "huge", "Choose one of the options listed."],
    ["discoveredAt", "yesterday", "Enter a date and time such as 2026-11-22T22:56+08:00."],
    ["discoveredAt", "2026-11-22T22:56", "Add the offset from UTC, as in 2026-11-22T22:56+08:00."],
    ["discoveredAt", 1_790_000_000_000, "Enter a date and time such as 2026-11-22T22:56+08:00."],
    ["discoveredAt", "2026-11-22T23:56:00+08:00", "This time is in the future. Check it."],
    ["link", "javascript:alert(1)", notAPage],
    ["link", "not an address", notAPage],
    ["urgent", "yes", "This must be yes or no (true or false)."],
    ["measures", "one", "This must be a list of lines."],
    ["measures", ["one", ""], "Line 2: Fill this in."],
    ["measures", ["x".repeat(201)], "Line 1: Too long: at most 200 characters, there are 201."],
    ["measures", Array.from({ length: 21 }, () => "x"), "Too many: at most 20 entries."],
    ["channels", ["press", "radio"], "Choose one of the options listed."],
  ])("%s of %j: %s", (name, value, sentence) => {
    expect(wrong({ ...good, [name]: value })[name]?.map((text) => text.en)).toEqual([sentence]);
  });

  test("says the playbook's own rule in its own words", () => {
    expect(wrong({ ...good, urgent: true })).toEqual({
      summary: [{ zh: "紧急事件须写概述。", en: "An urgent incident needs a summary." }],
    });
    const form = z.object({ a: z.boolean().optional() }).superRefine((_, context) => {
      context.addIssue({ code: "custom", path: ["a"], message: "needed here · 此处必填" });
    });
    expect(checkForm({ form }, {}, 0)).toEqual({ ok: false, errors: { a: [{ en: "needed here", zh: "此处必填" }] } });
  });

  test("refuses what it does not know, by name", () => {
    const errors = wrong({ ...good, colour: "red" });
    expect(Object.keys(errors)).toEqual(["colour"]);
    expect(errors["colour"]?.[0]?.en).toContain("Unknown field. The fields are: title, grade");
  });

  test("is not fooled by names of the prototype", () => {
    const values: unknown = JSON.parse(`{"title":"x","grade":"ordinary","discoveredAt":"2026-11-22T22:50:00+08:00",
      "__proto__":{"urgent":true},"constructor":1,"toString":2}`);
    const errors = wrong(values);
    expect(Object.keys(errors).sort()).toEqual(["__proto__", "constructor", "toString"]);
    expect(Object.getPrototypeOf(errors)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)["urgent"]).toBeUndefined();
  });

  test("repeats only so many unknown names, and only so much of them", () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`${"x".repeat(100)}${String(n)}`, n]));
    const names = Object.keys(wrong({ ...good, ...many }));
    expect(names.every((name) => name.length <= 60)).toBe(true);
    expect(names.length).toBeLessThanOrEqual(10);
  });

  test.each([null, "text", 7, [good]])("%j is no form", (values) => {
    expect(wrong(values)[""]?.[0]?.en).toContain("must be a JSON object");
  });

  test("keeps instants that may lie ahead, and an empty list is not enough", () => {
    const form = z.object({
      dueAt: instant({ label: { zh: "期限", en: "Due" } }),
      steps: lines({ label: { zh: "步骤", en: "Steps" } }),
    });
    const checked = checkForm({ form }, { dueAt: "2030-01-01T00:00:00Z", steps: [] }, nightFalls);
    expect(checked).toEqual({ ok: false, errors: { steps: [{ zh: "请填写此项。", en: "Fill this in." }] } });
  });
});
