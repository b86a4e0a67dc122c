/** What a playbook file may say: one small file is read as it is meant, and each kind of slip in it is refused. */
import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { z } from "zod";
import { guardKeys, playbookFile, reservedNames, type PlaybookFile } from "../../../machines/from-data/format/index.ts";

const small = `
format: 1
id: small-slip
version: 1
title: 小单 | Small slip
purpose: 核实并反馈。 | Check and answer.
headline: { title: "{subject}", grade: weight, ranks: [important, ordinary] }
opening:
  label: 送出 | Send
  by: [duty-officer, lead]
  fields:
    subject: { kind: line, label: 事由 | Subject }
    weight: { kind: choice, label: 轻重 | Weight, options: { important: 重要 | Important, ordinary: 一般 | Ordinary } }
events:
  ANSWERED: { label: 反馈 | Answer, by: unit-contact, by-other-than: open, fields: { facts: { kind: text, label: 情况 | Facts, log-only: true } } }
clocks:
  check: { label: 反馈 | Answer due, start: open, met: ANSWERED, limit: { by: weight, values: { important: 2 h, ordinary: 3 wd } }, rule: 一日内 | Within a day }
recurring:
  daily: { label: 日报 | Daily report, every: week, on: [mon, fri], done: ANSWERED, rule: 每周两次 | Twice a week }
notifications:
  slip: { label: 单 | Slip, to: [unit-contact, { person: holder, or-else: lead }], when: 送出时 | When sent, subject: "{subject} | {subject}", happened: "{subject} | {subject}" }
initial: checking
states:
  checking: { label: 核实中 | Being checked, entry: { notify: slip }, on: { ANSWERED: [{ guard: { weight: important, recorded: ANSWERED, since: checking }, target: done }, { target: done }] } }
  done: { label: 已办结 | Settled, type: final, report: true }
`;

const faultsOf = (text: string) => {
  const read = playbookFile.safeParse(parse(text));
  return read.success ? [] : read.error.issues.map(({ path }) => path.join("."));
};

describe("Reading a file", () => {
  test("takes one or several as a list, both languages of one line, and a name as a way on", () => {
    const file: PlaybookFile = playbookFile.parse(parse(small));

    expect(file.events["ANSWERED"]).toMatchObject({ by: ["unit-contact"], "by-other-than": ["open"], reported: false });
    expect(file.title).toEqual({ zh: "小单", en: "Small slip" });
    expect(file.clocks["check"]).toMatchObject({ start: ["open"], warn: "75 %", ladder: 2, renews: false });
    expect(file.recurring["daily"]).toMatchObject({ on: ["mon", "fri"], time: "17:00" });
    expect(file.states["checking"]?.on?.["ANSWERED"]).toMatchObject([
      { guard: { weight: ["important"], recorded: ["ANSWERED"], since: "checking" }, target: "done" },
      { target: "done" },
    ]);
    expect(file.states["checking"]?.entry).toEqual({ notify: ["slip"] });
  });

  test.each([
    ["a key that there is not", "purpose:", "porpoise:", "purpose"],
    ["one language alone", "小单 | Small slip", "小单", "title"],
    ["an empty language", "小单 | Small slip", "小单 |  ", "title"],
    ["a name of the program's own", "small-slip", "constructor", "id"],
    ["an id with a loose hyphen", "small-slip", "small-", "id"],
    ["a field with a reserved name", "subject: {", "digest: {", "opening.fields.digest"],
    ["an event in small letters", "  ANSWERED: { label", "  answered: { label", "events.answered"],
    ["a role that there is not", "by: unit-contact", "by: janitor", "events.ANSWERED.by"],
    ["a kind of field that there is not", "kind: line", "kind: number", "opening.fields.subject.kind"],
    ["a length without a unit", "2 h", "2", "clocks.check.limit.values.important"],
    ["a length of nothing", "3 wd", "0 wd", "clocks.check.limit.values.ordinary"],
    ["no end of a clock", "limit: { by: weight, values: { important: 2 h, ordinary: 3 wd } }, ", "", "clocks.check"],
    ["a ladder that has no end", "limit: {", "ladder: 11, limit: {", "clocks.check.ladder"],
    ["a weekday that there is not", "[mon, fri]", "[mon, fry]", "recurring.daily.on"],
    ["another format", "format: 1", "format: 2", "format"],
  ])("refuses %s, at its place", (_, right, wrong, place) => {
    expect(small).toContain(right);

    const places = faultsOf(small.replace(right, wrong));

    expect(places.some((path) => path.startsWith(place) || place.startsWith(`${path}.`))).toBe(true);
    expect(places).not.toEqual([]);
  });

  test("keeps the words of conditions from the names of fields", () => {
    const words = [...guardKeys].filter((word) => !word.includes("-"));

    expect(words.filter((word) => !reservedNames.includes(word))).toEqual([]);
  });

  test("describes itself to an editor in 40 KB", () => {
    const schema = z.toJSONSchema(playbookFile, { io: "input" });

    expect(JSON.stringify(schema).length).toBeLessThan(40_000);
    expect(Object.keys(schema.$defs ?? {})).toEqual(expect.arrayContaining(["text", "guard", "state", "clock"]));
  });
});
