/** What people type, at the one place where every door reads it: characters, times, addresses of pages. */
import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { address, instant, line, lines, publicAddress, text } from "../../machines/kit/fields.ts";
import { organisation } from "../../machines/organisation/index.ts";
import { playbooks } from "../../machines/registry.ts";
import { checkForm, fieldsOf, valuesFromForm, type FormOwner } from "../../src/playbook/forms.ts";
import { exampleValues } from "../../src/web/api/examples.ts";
import { nightFalls } from "../support/night.ts";

const words = { label: { zh: "字段", en: "Field" } };
const owner = {
  form: z.object({
    line: line(words),
    text: text(words).optional(),
    lines: lines(words).optional(),
    at: instant(words).optional(),
    page: address(words).optional(),
    published: publicAddress(words).optional(),
  }),
};

function check(values: Readonly<Record<string, unknown>>) {
  const checked = checkForm(owner, { line: "食堂", ...values }, nightFalls);
  return checked.ok ? checked.values : checked.errors;
}

const faultOf = (name: string, value: unknown): string | null => {
  const checked = checkForm(owner, { line: "食堂", [name]: value }, nightFalls);
  return checked.ok ? null : (checked.errors[name]?.[0]?.en ?? "at another field");
};

const escaped = (typed: string): string =>
  JSON.stringify(typed).replace(/[^ -~]/gu, (one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`);
const named = (typed: readonly string[]) => typed.map((one): [string, string] => [escaped(one), one]);

const unseen = [
  "\u200b",
  "\u2060\ufeff",
  "\u3164",
  "\u115f\u1160",
  "\uffa0",
  "\u00ad",
  "\u2800",
  "\u180e",
  "\u202e\u202c",
  "\u{e0041}",
  "\ufe0f",
  "\u200d",
  "\ufffc",
  "\u{1d159}",
  "\u{13441}\u{13442}",
  "\u0301\u0316",
  "\u20dd",
  "\u0903",
  "\u061c",
  "\u{16fe4}",
  "\u{13430}",
];
const breaks = ["a\nb", "a\rb", "a\u0085b", "a\u2028b", "a\u2029b", "a\u000bb"];
const controls = ["a\u0000b", "a\u001bb", "a\u0007b", "a\u007fb", "a\u009bb", "a\ud800b", "a\udc00", "a\ufffeb"];
const turning = ["a\u202eb", "a\u202ab", "a\u2066b\u2069"];
const hidden = ["a\u200bb", "a\ufeffb", "a\u3164b", "a\u00adb", "a\u200db", "a\u200eb", "a\tb"];

describe("one line", () => {
  test.each(named(unseen))("of nothing that can be seen (%s) is refused", (_, typed) => {
    expect(faultOf("line", typed)).toBe("Nothing in this text is visible. Write it again.");
    expect(faultOf("lines", ["good", typed])).toBe("Line 2: Nothing in this text is visible. Write it again.");
  });

  test.each(named(breaks))("with a line break inside (%s) is refused", (_, typed) => {
    expect(faultOf("line", typed)).toBe("This is a single line. Remove the line breaks.");
  });

  test.each(named([...controls, ...turning, ...hidden]))(
    "with what cannot be seen (%s) is refused, and says where",
    (_, typed) => {
      expect(faultOf("line", typed)).toContain("There is an invisible character (U+");
    },
  );

  test.each(
    named([
      "食堂👩‍🔬❤️",
      "می\u200cخواهم",
      "क्\u200dष",
      "葛\u{e0100}",
      "Ärzte",
      "A\u0308rzte",
      "  padded \n",
      "a👍🏽",
      "Ⅷ①",
      "\ufffd",
    ]),
  )("in any script (%s) is taken", (_, typed) => {
    expect(check({ line: typed })).toMatchObject({ line: typed.trim() });
  });
});

describe("several paragraphs", () => {
  test("keep their line breaks, whichever kind they came with; tabs become spaces", () => {
    expect(check({ text: "one\r\ntwo\rthree\u2028four\tfive" })).toMatchObject({
      text: "one\ntwo\nthree\nfour    five",
    });
  });

  test.each(named([...controls, ...turning]))("with a control character (%s) are refused", (_, typed) => {
    expect(faultOf("text", `first\n${typed}`)).toContain("is an invisible character (U+");
  });

  test.each(named(unseen))("of nothing that can be seen (%s) are refused", (_, typed) => {
    expect(faultOf("text", `\n${typed}\n`)).not.toBeNull();
  });

  test("may hold what is pasted along and harms nobody", () => {
    expect(faultOf("text", "a\u200bb \ufeffc")).toBeNull();
  });
});

test("every line of every form of every playbook and of the organisation refuses what cannot be seen", () => {
  const owners = [...Object.values(playbooks), organisation].flatMap((one) => [one.opening, ...one.events]);
  for (const form of owners) {
    for (const field of fieldsOf(form).filter(({ kind }) => ["line", "text", "lines", "address"].includes(kind))) {
      for (const odd of ["\u200b", "a\u0000b", "a\u202eb"]) {
        const value = field.kind === "lines" ? [odd] : odd;
        const checked = checkForm(form, { ...exampleValues(form), [field.name]: value }, nightFalls);
        expect([field.name, odd, checked.ok]).toEqual([field.name, odd, false]);
      }
    }
  }
});

describe("a moment", () => {
  test.each([
    ["2026-11-22T22:56+08:00", "2026-11-22T14:56:00.000Z"],
    ["2026-11-22T22:56:07+08:00", "2026-11-22T14:56:07.000Z"],
    ["2026-11-22T22:56:07.25+0800", "2026-11-22T14:56:07.250Z"],
    ["2026-11-22T22:56:07,123456+08", "2026-11-22T14:56:07.123Z"],
    ["2026-11-22t14:56z", "2026-11-22T14:56:00.000Z"],
    ["2026-11-22 14:56Z", "2026-11-22T14:56:00.000Z"],
    ["2026-11-22T11:26-03:30", "2026-11-22T14:56:00.000Z"],
    ["2026-11-22T09:56\u221205:00", "2026-11-22T14:56:00.000Z"],
    ["2024-02-29T00:00Z", "2024-02-29T00:00:00.000Z"],
    ["2000-02-29T00:00-00:00", "2000-02-29T00:00:00.000Z"],
    ["2026-11-22T22:56+14:00", "2026-11-22T08:56:00.000Z"],
    ["0026-11-22T14:56Z", "0026-11-22T14:56:00.000Z"],
  ])("%s is one", (typed, iso) => {
    expect(check({ at: typed })).toMatchObject({ at: Date.parse(iso) });
    // A browser's form and the command line read the same.
    const { values, errors } = valuesFromForm(fieldsOf(owner), { at: typed }, "Europe/Berlin");
    expect([values, errors]).toEqual([{ at: typed }, {}]);
  });

  test.each([
    ["2026-11-22", "Add the time of day and the offset, as in "],
    ["2026-11-22T22:56", "Add the offset from UTC, as in "],
    ["2026-02-29T10:00Z", "Enter a date and time such as "],
    ["2026-13-01T10:00Z", "Enter a date and time such as "],
    ["2026-11-22T24:00Z", "Enter a date and time such as "],
    ["2026-11-22T23:59:60Z", "Enter a date and time such as "],
    ["2026-11-22T24:00:00+08:00", "Enter a date and time such as "],
    ["2026-11-22T24:00", "Enter a date and time such as "],
    ["2026-W47-7T22:56Z", "Enter a date and time such as "],
    ["2026-326T22:56Z", "Enter a date and time such as "],
    ["20261122T225600Z", "Enter a date and time such as "],
    ["2026-11-22T22:56+24:00", "Enter a date and time such as "],
    ["1900-02-29T00:00Z", "Enter a date and time such as "],
    ["12026-11-22T22:56Z", "Enter a date and time such as "],
    ["+012026-11-22T22:56Z", "Enter a date and time such as "],
    ["-0001-11-22T22:56Z", "Enter a date and time such as "],
    ["0000-01-01T00:00+14:00", "Enter a date and time such as "],
    ["9999-12-31T23:59-14:00", "Enter a date and time such as "],
    ["２０２６-１１-２２T２２:５６Z", "Enter a date and time such as "],
    ["2026-11-22T22:56 +08:00", "Enter a date and time such as "],
    ["2026-11-22\u00a022:56Z", "Enter a date and time such as "],
    ["2026-11-22T22:56Z[Asia/Shanghai]", "Enter a date and time such as "],
    ["2026-11-22T22:56+15:00", "Enter a date and time such as "],
    ["2026-11-22T22:56+08:60", "Enter a date and time such as "],
    ["2026-11-22T22+08:00", "Enter a date and time such as "],
    ["1790000000000", "Enter a date and time such as "],
    [1_790_000_000_000, "Enter a date and time such as "],
  ])("%s is none, and the advice is taken", (typed, advice) => {
    const said = faultOf("at", typed) ?? "";
    expect(said).toContain(advice);
    const example = /2026\S+[^.]/.exec(said)?.[0].replace(/\.$/, "");
    expect(faultOf("at", example)).toBeNull();
  });

  test("of a day alone asks for the time of day, also in a browser; and that advice is taken", () => {
    const fields = fieldsOf(owner);
    const read = (typed: string) =>
      valuesFromForm(fields, { at: typed }, "Asia/Shanghai").errors["at"]?.[0]?.en ?? null;
    for (const typed of ["2026-11-22", "soon"]) {
      const example = /2026-11-22 \d\d:\d\d/.exec(read(typed) ?? "")?.[0] ?? "";
      expect(read(example)).toBeNull();
    }
  });

  const past: FormOwner = { form: z.object({ at: instant(words).meta({ ...instant(words).meta(), past: true }) }) };
  test.each([
    [0, true],
    [110_000, true],
    [130_000, false],
  ])("that has passed may be ahead of our clock by two minutes: %d ms", (ahead, isTaken) => {
    const at = new Date(nightFalls + ahead).toISOString();
    expect(checkForm(past, { at }, nightFalls).ok).toBe(isTaken);
  });
});

const pages = [
  "https://www.example.org/a?b=c#d",
  "http://例子.测试/公告",
  "https://example.test:8443/",
  "https://203.0.113.7/x",
  "https://[2001:db8::1]/",
];
const inside = [
  "http://intranet/x",
  "http://127.0.0.1/x",
  "http://localhost:8080/",
  "http://10.1.2.3/",
  "http://desk.local/",
  "https://[::1]/",
];
const none = [
  "http://",
  "https:///path",
  "http:example.org",
  "http:\\\\example.org",
  "//example.org/x",
  "/notice",
  "example.org",
  "javascript:alert(1)",
  "data:text/html,x",
  "ftp://example.org/x",
  "mailto:a@example.org",
  "https://exa mple.org/",
  "https://example.org/a b",
  "https://a..b/",
  "https://-a.example.org/",
  "https://user:secret@example.org/",
  "https://example.org\u202e/x",
  "https://./",
];

describe("the address of a page", () => {
  test.each(pages)("%s is one", (typed) => {
    expect([faultOf("page", typed), faultOf("published", typed)]).toEqual([null, null]);
  });

  test.each(inside)("%s is one inside the house, and nothing for the public", (typed) => {
    expect(faultOf("page", typed)).toBeNull();
    expect(faultOf("published", typed)).toContain("a page that the public can open");
  });

  test.each(none)("%s is none", (typed) => {
    expect([faultOf("page", typed), faultOf("published", typed)]).not.toContain(null);
  });
});
