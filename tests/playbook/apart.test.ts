/** Every text of an event is taken out of it, wherever it stands, and nothing else is. */
import { expect, test } from "@jest/globals";
import { z } from "zod";
import { choice, instant, line, lines, optional, person, settings, text, unit } from "../../machines/kit/fields.ts";
import { organisation } from "../../machines/organisation/index.ts";
import type { EventForm, Playbook, Text } from "../../machines/playbook.ts";
import { allPlaybooks } from "../../src/app/compose.ts";
import { fieldsOf } from "../../src/playbook/fields.ts";
import type { MachineEvent } from "../../src/engine/types.ts";
import { apartOf } from "../../src/playbook/apart.ts";
import { leakPlaybook } from "../support/leak-playbook.ts";

const words = { label: { zh: "某项", en: "Something" } };
const said: Text = { zh: "某事", en: "Something" };

function formOf(form: z.ZodObject, more: Partial<EventForm> = {}): EventForm {
  return { type: "HAPPENED", label: said, done: said, help: said, form, by: [], needsConfirmation: false, ...more };
}

/** Each text in brackets, in the order in which they were put. */
function apartIn(playbook: Playbook, event: object) {
  const put: string[] = [];
  const kept = structuredClone(event);
  const machine = `${playbook.id}@${String(playbook.version)}`;
  const apart = apartOf([playbook])(machine, event as MachineEvent, (one) => {
    put.push(one);
    return `<${one}>`;
  });
  expect(event).toEqual(kept);
  return { apart, put };
}

const happened = (form: z.ZodObject, values: object, more: Partial<EventForm> = {}) =>
  apartIn({ ...leakPlaybook, events: [formOf(form, more)] }, { ...values, type: "HAPPENED" });

test("texts are put in the order of the form, whatever order they came in", () => {
  const form = z.object({ one: line(words), two: lines(words), three: optional(text(words)), four: line(words) });
  const { apart, put } = happened(form, { four: "d", two: ["b", "c"], one: "a" });
  expect(put).toEqual(["a", "b", "c", "d"]);
  expect(apart).toEqual({ type: "HAPPENED", one: "<a>", two: ["<b>", "<c>"], four: "<d>" });
});

test("what is one of a closed set, or checked against one, stays as it is", () => {
  const form = z.object({
    grade: choice(words, [{ value: "major", label: said }]),
    at: instant(words),
    by: person(words),
    section: settings(words),
  });
  const values = { grade: "major", at: 7, by: "chen", section: '{"within":"1 h"}' };
  expect(happened(form, values)).toEqual({ apart: { ...values, type: "HAPPENED" }, put: [] });
});

test("a text inside lists, records, unions and options is found", () => {
  const note = z.object({ kind: z.literal("note"), wording: line(words), by: person(words) });
  const moved = z.object({ kind: z.literal("moved"), at: instant(words), why: optional(text(words)) });
  const form = z.object({
    entries: z.array(z.discriminatedUnion("kind", [note, moved])),
    names: z.record(z.string(), z.strictObject({ zh: line(words), en: line(words) })),
    either: z.union([z.enum(["yes", "no"]), z.object({ because: line(words) })]),
    pair: z.tuple([z.number(), line(words)]),
    left: z.object({ a: line(words) }).and(z.object({ n: z.number() })),
    none: line(words).nullable(),
    late: z.lazy(() => z.object({ deep: z.array(text(words)) })).prefault({ deep: [] }),
  });
  const values = {
    entries: [
      { kind: "note", wording: "seen", by: "chen" },
      { kind: "moved", at: 3, why: "late" },
      { kind: "moved", at: 4 },
    ],
    names: { labs: { zh: "实验室", en: "Laboratories" } },
    either: { because: "asked" },
    pair: [1, "one"],
    left: { a: "left", n: 2 },
    none: null,
    late: { deep: ["x", "y"] },
  };
  expect(happened(form, values).apart).toEqual({
    type: "HAPPENED",
    entries: [
      { kind: "note", wording: "<seen>", by: "chen" },
      { kind: "moved", at: 3, why: "<late>" },
      { kind: "moved", at: 4 },
    ],
    names: { labs: { zh: "<实验室>", en: "<Laboratories>" } },
    either: { because: "<asked>" },
    pair: [1, "<one>"],
    left: { a: "<left>", n: 2 },
    none: null,
    late: { deep: ["<x>", "<y>"] },
  });
  expect(happened(form, { ...values, either: "no" }).apart["either"]).toBe("no");
});

test("a string that nobody gave a kind is a text, and whatever nobody described is", () => {
  const form = z.object({ plain: z.string(), any: z.unknown(), either: z.union([z.number(), z.boolean()]) });
  expect(happened(form, { plain: "a", any: { b: ["c", 1, null] }, either: "odd" }).apart).toEqual({
    type: "HAPPENED",
    plain: "<a>",
    any: { b: ["<c>", 1, null] },
    either: "<odd>",
  });
});

test.each([[{ list: 7 }], [{ list: { a: "b" } }], [{ list: null }], [{ list: [null, [["x"]]] }], [{ made: ["y"] }]])(
  "a shape that the form does not know throws nothing: %j",
  (values) => {
    const form = z.object({ list: z.array(z.object({ a: line(words) })), made: z.object({ b: line(words) }) });
    const { apart } = happened(form, values);
    expect(JSON.stringify(apart)).toMatch(/^(?!.*"[bxy]"[^:])/);
  },
);

test("a registered unit is its id, and its names lie apart; what somebody typed is a text", () => {
  const form = z.object({ unit: unit(words), what: line(words) });
  const names = { zh: "实验室", en: "Laboratories" };
  const registered = happened(form, { unit: "labs", what: "check", unitNames: names }, { unit: "unit" });
  expect(registered.apart).toEqual({
    type: "HAPPENED",
    unit: "labs",
    what: "<check>",
    unitNames: { zh: "<实验室>", en: "<Laboratories>" },
  });
  expect(happened(form, { unit: "The labs", what: "check" }, { unit: "unit" }).apart).toEqual({
    type: "HAPPENED",
    unit: "<The labs>",
    what: "<check>",
  });
});

test("whom a form names is found by their id, even in a field that says it is a line", () => {
  const form = z.object({ to: line(words), note: line(words) });
  const { apart } = happened(form, { to: "chen", note: "n" }, { personField: { field: "to", among: ["lead"] } });
  expect(apart).toEqual({ type: "HAPPENED", to: "chen", note: "<n>" });
});

test("an event without a form, and one of another machine, stay as they are", () => {
  const event = { type: "xstate.after.due", text: "mine" };
  expect(apartIn(leakPlaybook, event)).toEqual({ apart: event, put: [] });
  expect(apartOf([])("leak@1", { type: "RENAMED", title: "x" }, () => "y")).toEqual({ type: "RENAMED", title: "x" });
});

const started = (input: unknown) => ({ type: "start", machine: "leak@1", hash: "h", input });

test("the opening's values are found in a member of the input, and in the input itself; the policy is clear", () => {
  const values = { title: "Leak", grade: "major", measures: ["one", "two"], urgent: true };
  const apart = { title: "<Leak>", grade: "major", measures: ["<one>", "<two>"], urgent: true };
  const policy = { rule: { zh: "规定", en: "The rule" } };
  expect(apartIn(leakPlaybook, started({ values, policy })).apart).toEqual(started({ values: apart, policy }));
  expect(apartIn(leakPlaybook, started({ ...values, policy })).apart).toEqual(started({ ...apart, policy }));
  expect(apartIn(leakPlaybook, started(null)).apart).toEqual(started(null));
});

test.each(allPlaybooks())("$id: no text of its opening is left in the machine's input", (playbook) => {
  const texts = fieldsOf(playbook.opening).filter(({ kind }) => ["line", "text", "unit"].includes(kind));
  // Each is known again.
  const values = Object.fromEntries(texts.map(({ name }, place) => [name, `T-${String(place)}`]));
  const input = playbook.input(values, playbook.policy.parse({}), 0, "chen");
  const { apart, put } = apartIn(playbook, { ...started(input), machine: `${playbook.id}@1` });
  expect(put.length).toBe(texts.length);
  expect(JSON.stringify(apart).match(/"T-\d+"/g)).toBeNull();
});

test("names of the first people, units and posts lie apart; ids, roles and limits are clear", () => {
  const event = {
    type: "ORGANISATION_SET_UP",
    nameZh: "清河",
    nameEn: "Qinghe",
    zone: "Asia/Shanghai",
    zoneLabelZh: "北京时间",
    zoneLabelEn: "Beijing",
    languages: ["zh"],
    people: [{ id: "li", name: "李文", language: "zh", roles: ["lead"], posts: [{ post: "medic", unit: "labs" }] }],
    units: [{ id: "labs", name: { zh: "实验室", en: "Laboratories" } }],
    posts: [{ id: "medic", name: { zh: "校医", en: "Medic" }, role: "lead" }],
    policies: { "equipment-fault": { acknowledgeWithin: "20 min" } },
  };
  const { apart, put } = apartIn(organisation, event);
  expect(put).toEqual(["清河", "Qinghe", "北京时间", "Beijing", "李文", "实验室", "Laboratories", "校医", "Medic"]);
  expect(JSON.parse(JSON.stringify(apart).replace(/[<>]/g, ""))).toEqual(event);
});
