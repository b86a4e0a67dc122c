/** The nights in a file: they come true or the step says what happened instead, at its place. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { playbookFromData } from "../../machines/from-data/index.ts";
import { makeExplorer } from "../../src/app/tasks/playbook-explorer.ts";
import { checkPlaybookFile } from "../../src/playbook-files/check-playbook-file.ts";
import { cast } from "../../src/playbook-files/nights/cast.ts";
import { anyOffice, runNights } from "../../src/playbook-files/nights/run-nights.ts";
import { shippedFiles } from "../../src/playbook-files/shipped-files.ts";
import { smallFileWith } from "./small-file.ts";

const explorer = makeExplorer();

function faultsIn(path: string, text: string): readonly string[] {
  const { file, faults, faultAt } = checkPlaybookFile(path, text);
  if (!file) return faults.map(({ message }) => message);
  const found: string[] = [];
  const playbook = playbookFromData(file);
  runNights({ file, playbook, explorer, calendar: anyOffice, people: cast }, (at, message) => {
    const { line, column } = faultAt(at, message);
    found.push(`${String(line)}:${String(column)} ${message}`);
  });
  return found;
}

const step =
  "{ wind: 1 h, send: ANSWERED, by: zhao, with: { finding: not-so, facts: 正常, sure: true }, expect: { state: settled, done: true } }";
const sent = "send: ANSWERED, by: zhao, with: { finding: so, facts: 属实, sure: true }";
const night = (steps: readonly string[]) =>
  smallFileWith(`- ${step}`, steps.map((one) => `- { ${one} }`).join("\n      "));

test.each([
  [
    "a clock that is warned, missed, escalates and is met late",
    [
      "expect: { clocks: { check: running }, due: { check: 2026-11-26 23:59 }, notified: slip }",
      "until: 2026-11-26 23:59, expect: { clocks: { check: missed }, level: { check: 1 } }",
      `wind: 1 min, ${sent}, expect: { state: agreeing, clocks: { check: met-late, agree: missed } }`,
    ],
  ],
  [
    "an act in the due minute itself, which is in time",
    [`until: 2026-11-26 23:59, ${sent}, expect: { clocks: { check: met } }`],
  ],
  [
    "who can and who cannot",
    [
      `${sent}, expect: { cannot: AGREED }`,
      "refused: AGREED, by: zhao",
      "send: AGREED, by: li, expect: { done: true }",
    ],
  ],
  [
    "items and their clocks",
    [
      "send: TASK_SET, by: li, with: { what: 通知, dueAt: 2026-11-24 09:00 }, expect: { open: { tasks: 1 }, due: { tasks-1: 2026-11-24 09:00 } }",
      sent,
      "refused: AGREED, by: li",
    ],
  ],
  ["a delay that is over", [sent, "wind: 14 d, expect: { state: settled, done: true }"]],
  [
    "a period of a recurring duty",
    [
      "send: REPORTED, by: chen, expect: { clocks: { daily-2026-11-27: met, daily-2026-12-04: running, daily: running } }",
    ],
  ],
] as const)("tells %s", (_, steps) => {
  expect(faultsIn("f", night(steps))).toEqual([]);
});

describe("What does not come true is said", () => {
  test.each([
    ["a state", [`${sent}, expect: { state: settled }`], "it is in agreeing, not in settled"],
    ["a clock", [`${sent}, expect: { clocks: { check: missed } }`], "the clock check is met, not missed"],
    [
      "a due time, with the zone",
      ["expect: { due: { check: 2026-11-26 18:00 } }"],
      "the clock check is due 2026-11-26 23:59 (Asia/Shanghai), not 2026-11-26 18:00",
    ],
    ["a level", ["expect: { level: { check: 2 } }"], "the clock check has escalated to level 0, not 2"],
    ["notifications, exactly", ["expect: { notified: [] }"], "notified: slip, not nobody"],
    ["what is accepted", ["send: AGREED, by: li"], "AGREED is refused: "],
    ["what is refused", [sent, "refused: AGREED, by: li"], "AGREED by li is accepted, not refused"],
    [
      "a role",
      ["send: TASK_SET, by: zhao, with: { what: 通知, dueAt: 2026-11-24 09:00 }"],
      "TASK_SET is refused: it is not for zhao (unit-contact)",
    ],
    ["a form", ["send: ANSWERED, by: zhao, with: { finding: so }"], "ANSWERED is refused: facts: "],
    ["a person", ["send: AGREED, by: nobody"], 'there is no "nobody" among the people of nights'],
    ["what somebody can do", ["by: li, expect: { can: AGREED }"], "li cannot send AGREED now"],
    ["an end", ["expect: { done: true }"], "it has not ended: it is in checking"],
    ["open items", ["expect: { open: { tasks: 2 } }"], "0 of tasks are open, not 2"],
    ["a time that is over", ["until: 2026-11-23 08:00"], "it is 2026-11-23 09:00 already"],
    ["a night without end", ["until: 2028-11-23 08:00"], "a night lasts 400 days at the most"],
  ] as const)("%s", (_, steps, says) => {
    expect(faultsIn("f", night(steps))).toEqual([expect.stringContaining(says)]);
  });
});

test("the file that docs/playbooks.md shows is right, and its night comes true", () => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/playbooks.md"), "utf8");
  const [, shown = ""] = /```yaml\n([^`]*)```/.exec(page) ?? [];
  expect(shown).toContain("id: callback");
  expect(faultsIn("docs/playbooks.md", shown)).toEqual([]);
});

describe("The shipped files", () => {
  test.each(shippedFiles().map(({ path, text }) => [path, text] as const))(
    "%s is right, and its nights come true",
    (path, text) => {
      expect(faultsIn(path, text)).toEqual([]);
      expect(checkPlaybookFile(path, text).file?.scenarios.length).toBeGreaterThanOrEqual(2);
    },
  );
});
