/** `playbook diff`: words may change under a version, behaviour may not. */
import { expect, test } from "@jest/globals";
import { checkPlaybookFile } from "../../src/playbook-files/check-playbook-file.ts";
import { compareFiles } from "../../src/playbook-files/compare-files.ts";
import { fileFrom } from "../../src/playbook-files/new-file.ts";
import { smallFile, smallFileWith } from "./small-file.ts";

function fileOf(text: string) {
  const { file, faults } = checkPlaybookFile("f", text);
  if (!file) throw new Error(JSON.stringify(faults));
  return file;
}
const compared = (part: string, other: string) => compareFiles(fileOf(smallFile), fileOf(smallFileWith(part, other)));

test("the same file changes nothing", () => {
  expect(compareFiles(fileOf(smallFile), fileOf(smallFile))).toEqual({ changes: "nothing", lines: [] });
});

test.each([
  [
    "a label",
    "核实中 | Being checked",
    "核对中 | Checking",
    'label of the state checking: "核实中" "Being checked" → "核对中" "Checking"',
  ],
  [
    "a rule",
    "rule: 每周 | Weekly",
    "rule: 每周五 | On Fridays",
    'rule of the recurring duty daily: "每周" "Weekly" → "每周五" "On Fridays"',
  ],
])("%s is words", (_, part, other, line) => {
  expect(compared(part, other)).toEqual({ changes: "words", lines: [`~ ${line}`] });
});

test.each([
  ["a limit", "important: 2 h", "important: 4 h", '~ limit.values.important of the clock check: "2 h" → "4 h"'],
  [
    "who may send",
    "AGREED: { label: 同意 | Agree, by: [lead]",
    "AGREED: { label: 同意 | Agree, by: [lead, superior]",
    '~ by of the event AGREED: "["lead"]" → "["lead","superior"]"',
  ],
  [
    "a field",
    "sure: { kind: flag, label: 确定 | Sure }",
    "sure: { kind: flag, label: 确定 | Sure, must: true }",
    '~ must of the field sure of the event ANSWERED: "false" → "true"',
  ],
  [
    "an event",
    "  REPORTED: { label",
    "  CALLED: { label: 来电 | Call, by: [lead] }\n  REPORTED: { label",
    "+ the event CALLED",
  ],
])("%s is behaviour", (_, part, other, line) => {
  const text = other.includes("CALLED")
    ? smallFileWith(part, other).replace("TASK_SET: {}", "TASK_SET: {}\n      CALLED: {}")
    : smallFileWith(part, other);
  const { changes, lines } = compareFiles(fileOf(smallFile), fileOf(text));
  expect(changes).toBe("behaviour");
  expect(lines).toContain(line);
});

test("a new version alone is not behaviour", () => {
  expect(compared("version: 1\n", "version: 2\n")).toEqual({ changes: "words", lines: ['~ version: "1" → "2"'] });
});

test("a file from another has its own name and its first version, and everything else word for word", () => {
  const later = smallFileWith("version: 1\n", "version: 7\n");
  expect(fileFrom(later, "my-slip")).toBe(smallFileWith("id: small-slip", "id: my-slip"));
});
