/** Links with one thing wrong in them: each is refused at its place, with the name that was meant. */
import { expect, test } from "@jest/globals";
import { checkPlaybookFile } from "../../src/playbook-files/check-playbook-file.ts";
import { formatFault } from "../../src/playbook-files/fault.ts";
import { shippedOthers, type OtherFiles } from "../../src/playbook-files/other-files.ts";
import { smallFile } from "./small-file.ts";

const link = `links:
  slip:
    playbook: liaison-slip
    with: { subject: "{subject}", unit: "{unit}", request: "{subject}：{request}", weight: "{weight}" }
    reports: SLIP_BACK
    list: slips
    at-end: SLIP_WITHDRAWN
initial: checking`;

const events = `  SLIP_SENT: { label: 送出 | Send, by: [lead], adds: slips, fields: { unit: { kind: line, label: 单位 | Unit }, request: { kind: text, label: 请核实 | To check } } }
  SLIP_BACK: { label: 返回 | Back, by: [lead], reported: true, moves: { list: slips, from: out, to: back }, fields: { finding: { kind: line, label: 结论 | Finding, optional: true } } }
lists:
  slips: { label: 单 | Slips, title: "{unit}", stages: { out: 在外 | Out, back: 已返回 | Back }, settled: back }`;

/** The small file with a link in it. */
const linked = smallFile
  .replace("initial: checking", link)
  .replace("lists:", events)
  .replace("      REPORTED: {}", "      REPORTED: {}\n      SLIP_SENT: { open: slip }\n      SLIP_BACK: {}");

const faultsOf = (text: string, others?: OtherFiles) => checkPlaybookFile("f", text, others).faults.map(formatFault);

/** Where a text begins in the file as changed. */
function placeOf(text: string, place: string): string {
  const offset = text.indexOf(place);
  if (offset < 0) throw new Error(`"${place}" does not stand in the file`);
  const before = text.slice(0, offset).split("\n");
  return `${String(before.length)}:${String((before.at(-1) ?? "").length + 1)}`;
}

test("the file that all others are made of is right", () => {
  expect(faultsOf(linked)).toEqual([]);
});

test.each([
  [
    "playbook: liaison-slip",
    "playbook: liason-slip",
    "liason-slip",
    'there is no playbook "liason-slip"; did you mean liaison-slip?',
  ],
  [
    "playbook: liaison-slip",
    "playbook: public-incident",
    "public-incident",
    "public-incident is opened by people only",
  ],
  [
    "    reports: SLIP_BACK",
    "    version: 7\n    reports: SLIP_BACK",
    "7\n    reports",
    "there is no version 7 of liaison-slip; there is 1",
  ],
  [
    'subject: "{subject}", unit',
    'subjct: "{subject}", unit',
    "subjct",
    'liaison-slip asks for no "subjct"; did you mean subject?',
  ],
  [
    'subject: "{subject}", unit',
    "unit",
    "with: {",
    'liaison-slip asks for "subject", and nothing is handed over for it',
  ],
  [
    'weight: "{weight}"',
    "weight: grave",
    "grave",
    'liaison-slip asks for weight: it cannot be "grave"; there is important, ordinary',
  ],
  [
    'weight: "{weight}"',
    'weight: "{neededBy}"',
    '"{neededBy}"',
    "liaison-slip asks for weight: it is a choice, and {neededBy} is a instant",
  ],
  [
    'weight: "{weight}"',
    'weight: "{finding}"',
    '"{finding}"',
    'liaison-slip asks for weight: {finding} may be "so", which is none of its values',
  ],
  [
    'unit: "{unit}"',
    'unit: "{request}"',
    '"{request}"',
    "liaison-slip asks for unit: it is a line, and {request} is a text",
  ],
  ['unit: "{unit}"', 'unit: "{unti}"', '"{unti}"', "{unti} is no field; did you mean unit?"],
  ["reports: SLIP_BACK", "reports: SLIP_BAK", "SLIP_BAK\n", 'there is no event "SLIP_BAK"; did you mean SLIP_BACK?'],
  ["reports: SLIP_BACK", "reports: TASK_DONE", "TASK_DONE\n    list", "TASK_DONE has to say `reported: true`"],
  ["    list: slips", "    list: slip", "slip\n    at-end", 'there is no list "slip"; did you mean slips?'],
  [
    "at-end: SLIP_WITHDRAWN",
    "at-end: SLIP_WITHDRAW",
    "SLIP_WITHDRAW",
    'there is no event of liaison-slip "SLIP_WITHDRAW"; did you mean SLIP_WITHDRAWN?',
  ],
  [
    "at-end: SLIP_WITHDRAWN",
    "at-end: PLAN_RETURNED",
    "at-end",
    'PLAN_RETURNED of liaison-slip asks for "why", and nothing is handed over for it',
  ],
  ["{ open: slip }", "{ open: slop }", "slop", 'there is no link "slop"; did you mean slip?'],
  ["{ open: slip }", "{}", "slip:\n", 'nothing ever opens "slip"'],
  [
    ", optional: true } } }",
    " } } }",
    "finding: { kind: line",
    'liaison-slip may report without "finding": make it optional',
  ],
  [
    "finding: { kind: line, label: 结论 | Finding, optional: true }",
    "finding: { kind: instant, label: 结论 | Finding, optional: true }",
    "finding: { kind: instant",
    "liaison-slip reports finding: it is a instant, and {finding} is a choice",
  ],
])("instead of %s: %s", (part, other, place, says) => {
  expect(linked.split(part)).toHaveLength(2);
  const text = linked.replace(part, other);
  expect(faultsOf(text)).toContain(`f:${placeOf(text, place)}: ${says}`);
});

test("files that open each other go round, however many there are between", () => {
  const shipped = shippedOthers();
  const slip = shipped.file("liaison-slip", 1);
  const back = { playbook: "small-slip", version: 1, with: {}, reports: "X", list: "x" };
  const others: OtherFiles = {
    ...shipped,
    file: (...asked) => slip && shipped.file(...asked) && { ...slip, links: { back } },
  };
  expect(faultsOf(linked, others)).toContain(
    `f:${placeOf(linked, "liaison-slip\n")}: files open each other in a circle: small-slip → liaison-slip → small-slip`,
  );
});

test("what a link reports opens nothing itself: somebody stands between any two openings", () => {
  const text = linked.replace("SLIP_BACK: {}", "SLIP_BACK: { open: slip }");
  expect(faultsOf(text)).toContain(
    `f:${placeOf(text, "slip }\n      SLIP_BACK")
      .split(":")
      .map((one, index) => (index === 0 ? String(Number(one) + 1) : one))
      .join(":")}: the link "slip" is opened by an event that adds an item to slips`,
  );
});

test("an event that says that it is reported is reported by something", () => {
  const text = linked.replace("{ label: 完成 | Done,", "{ label: 完成 | Done, reported: true,");
  expect(faultsOf(text)).toContain(`f:${placeOf(text, "reported: true, by: [unit")}: no link reports TASK_DONE`);
});
