/** Files with one thing wrong in them: each is refused at its place, with what is allowed and the name that was meant. */
import { describe, expect, test } from "@jest/globals";
import { checkPlaybookFile } from "../../src/playbook-files/check-playbook-file.ts";
import { formatFault } from "../../src/playbook-files/fault.ts";
import { smallFile, smallFileWith } from "./small-file.ts";

/** [what stands in the small file, what stands there instead, where the fault is (its beginning), what it says]. */
type Wrong = readonly [part: string, other: string, place: string, says: string];

/** A place as the fault says it: where the text begins, in the file as changed. `^x` is the last of them. */
function placeOf(text: string, place: string): string {
  const offset = place.startsWith("^") ? text.lastIndexOf(place.slice(1)) : text.indexOf(place);
  if (offset < 0) throw new Error(`"${place}" does not stand in the file`);
  const before = text.slice(0, offset).split("\n");
  return `${String(before.length)}:${String((before.at(-1) ?? "").length + 1)}`;
}

const faultsOf = (text: string) => checkPlaybookFile("f", text).faults.map(formatFault);

function isRefused([part, other, place, says]: Wrong): void {
  const text = smallFileWith(part, other);
  expect(faultsOf(text)).toContain(`f:${placeOf(text, place)}: ${says}`);
}

test("the file that all others are made of is right", () => {
  expect(faultsOf(smallFile)).toEqual([]);
});

const yaml: readonly Wrong[] = [
  [
    "by: [lead], by-other-than",
    "by: &who [lead], by-other-than",
    "&who",
    "anchors (&name) are not allowed: write it out where it is needed",
  ],
  ["by: [lead], by-other-than", "by: *who, by-other-than", "*who", "aliases (*name) are not allowed: write it out"],
  [
    "by: [lead], by-other-than",
    "by: !!set [lead], by-other-than",
    "!!set",
    "tags (!name) are not allowed: a file holds plain values only",
  ],
  ["title: 小单", "title: !!js/function 小单", "!!js", "tags (!name) are not allowed: a file holds plain values only"],
  ["version: 1\n", "version: 1\nversion: 2\n", "version: 2", '"version" stands twice here'],
  [
    "    label: 反馈 | Answer\n",
    "    label: 反馈 | Answer\n    __proto__: { by: [lead] }\n",
    "__proto__",
    '"__proto__" cannot be a name here',
  ],
  ["lists:\n  tasks", "lists:\n  constructor: {}\n  tasks", "constructor", '"constructor" cannot be a name here'],
  [
    "label: 事由 | Subject }",
    "label: 事由 | Subject, short }",
    "short }",
    'inside { } a text with a comma needs quotes: label: "事由 | Subject, short"',
  ],
  [
    "title: 小单 | Small slip",
    "title: 小单: 单 | Small slip",
    "小单: 单",
    'a key stands here where a value was expected; a text with a colon and a space, a comma or brackets needs quotes: "…"',
  ],
  [
    "    by: [unit-contact]\n    fields:",
    "\tby: [unit-contact]\n    fields:",
    "\tby",
    "lines are indented with spaces, not with tabs",
  ],
  [
    'title: "{what}"',
    'title: "{what}',
    "\n    stages",
    "something is missing here: a closing quote, a closing bracket, a colon, or the space behind a colon",
  ],
  ["format: 1\n", "%YAML 1.1\n---\nformat: 1\n", "%YAML", "directives (% at the beginning of a line) are not allowed"],
  ["scenarios:", "---\nscenarios:", "^---", "one file is one playbook: a second part (---) is not allowed"],
  [
    "title: 小单 | Small slip",
    "title: 小单\u202e | Small slip",
    "小单\u202e",
    "there is an invisible character (U+202E) after “小单”. Delete it or type the text again.",
  ],
];

const schema: readonly Wrong[] = [
  ["format: 1", "format: 2", "2\nid", "format: this program reads format 1"],
  [
    "id: small-slip",
    "id: Small Slip",
    "Small Slip",
    "id: write a name in lower-case words joined by hyphens: first-report",
  ],
  ["purpose: 核实并反馈。 | Check and answer.\n", "", "format", 'the file needs "purpose"'],
  ["title: 小单 | Small slip", "title: 小单", "小单\n", "title: write both languages: 中文 | English"],
  ["title: 小单 | Small slip", "title: { zh: 小单 }", "title", 'title needs "en"'],
  [
    "label: 已办结 | Settled",
    "label: 已办结",
    "已办结, type",
    "label of the state settled: write both languages: 中文 | English",
  ],
  ["recurring:", "duties:", "duties", 'the file has no "duties"'],
  [
    "rule: 一日内 | Within a day }",
    "rule: 一日内 | Within a day, laddder: 2 }",
    "laddder",
    'the clock check has no "laddder"; did you mean ladder?',
  ],
  [
    "met: done, rule: 按期",
    "metx: done, rule: 按期",
    "metx",
    'the clock of the list tasks has no "metx"; did you mean met?',
  ],
  ["met: done, rule: 按期", "rule: 按期", "^clock: { label: 任务", 'the clock of the list tasks needs "met"'],
  [
    "kind: flag",
    "kind: flagg",
    "flagg",
    'kind of the field sure of the event ANSWERED cannot be "flagg"; did you mean flag?',
  ],
  [
    "by: [unit-contact]\n    fields:",
    "by: [unit-contract]\n    fields:",
    "unit-contract",
    "by of the event ANSWERED: write one of duty-officer, lead, unit-contact, spokesperson, superior, auditor, administrator, or { post: … }, { unit: field }, { person: field }",
  ],
  [
    "limit: 14 d",
    "limit: two weeks",
    "two weeks",
    "limit of the delay quiet: write a length of time: 30 min, 12 h, 2 d, 3 wd (working days), 1 mo, 1 y",
  ],
  ["limit: 14 d", "limit: 14", "14 }", 'limit of the delay quiet: write it in quotes: "14"'],
  [
    "until: neededBy, rule",
    "until: neededBy, limit: 3 h, rule",
    "agree: { label",
    "the clock agree: give either `limit` or `until`",
  ],
  ["TASK_SET: { label", "TaskSet: { label", "TaskSet", '"TaskSet": write the name of an event as REPORT_SENT'],
  [
    "subject: { kind",
    "Subject: { kind",
    "Subject: {",
    '"Subject": write the name of a field as unit, dueAt, firstMeasures',
  ],
  ["sure: { kind: flag", "known: { kind: flag", "known:", '"known": this name is reserved; choose another'],
  [
    "after: { quiet: settled }",
    "afterwards: { quiet: settled }",
    "afterwards",
    'the state agreeing has no "afterwards"',
  ],
  [
    "at: 2026-11-23 09:00, by",
    "at: 23.11.2026, by",
    "23.11",
    "given.at of night 1: write a local time as 2026-11-22 22:00",
  ],
  ["wind: 1 h, send", "winds: 1 h, send", "winds", 'step 1 of night 1 has no "winds"; did you mean wind?'],
  ["by: zhao, with: { finding", "with: { finding", "{ wind", "step 1 of night 1: say by whom it is sent: `by`"],
  [
    "        - { guard: { finding: not-so }, target: settled }",
    "        - { guard: { finding: not-so }, targets: settled }",
    "targets",
    'entry 1 of ANSWERED in the state checking has no "targets"; did you mean target?',
  ],
  ["version: 1\n", "version: one\n", "one\n", "version: write a whole number"],
  [
    "states:\n  checking:",
    "states:\n  checking: here\n  other:",
    "here",
    "the state checking: write keys with their values here",
  ],
];

const people: readonly Wrong[] = [
  "authorAccount",
  "nickname",
  "religion",
  "opinionOfCaller",
  "userName",
  "weiboHandle",
].map((name): Wrong => [
  "sure: { kind: flag",
  `${name}: { kind: flag`,
  name,
  `the field "${name}" asks about a person; a source is an outlet, a page, a call`,
]);

const names: readonly Wrong[] = [
  ["initial: checking", "initial: cheking", "cheking", 'there is no state "cheking"; did you mean checking?'],
  ["initial: checking\n", "", "states:", "say with which state it begins: initial: checking"],
  ["- { target: agreeing }", "- { target: agreing }", "agreing", 'there is no state "agreing"; did you mean agreeing?'],
  ["after: { quiet: settled }", "after: { quite: settled }", "quite", 'there is no delay "quite"; did you mean quiet?'],
  ["TASK_DONE: {}", "TASK_DON: {}", "TASK_DON: {}", 'there is no event "TASK_DON"; did you mean TASK_DONE?'],
  [
    "guard: { finding: not-so }",
    "guard: { finding: not-true }",
    "not-true",
    '"finding" cannot be "not-true"; there is so, not-so',
  ],
  [
    "guard: { finding: not-so }",
    "guard: { fnding: not-so }",
    "fnding",
    '"fnding" is no field and no condition; did you mean finding?',
  ],
  [
    "guard: { finding: not-so }",
    "guard: { facts: x }",
    "facts: x",
    '"facts" is a text: a condition asks only whether it is known or unknown',
  ],
  [
    "guard: { none-open: tasks }",
    "guard: { none-open: task }",
    "task }, why",
    'there is no list "task"; did you mean tasks?',
  ],
  [
    "guard: { none-open: tasks }",
    "guard: { in: checkin }",
    "checkin }",
    'there is no state "checkin"; did you mean checking?',
  ],
  [
    "guard: { none-open: tasks }",
    "guard: { recorded: ANSWRED }",
    "ANSWRED",
    'there is no event "ANSWRED"; did you mean ANSWERED?',
  ],
  ["guard: { none-open: tasks }", "guard: { missed: chek }", "chek }", 'there is no clock "chek"; did you mean check?'],
  [
    "guard: { none-open: tasks }",
    "guard: { count: { list: tasks, stage: dne, at-least: 1 } }",
    "dne",
    'there is no stage of tasks "dne"; did you mean done?',
  ],
  [
    "by-other-than: ANSWERED",
    "by-other-than: ANSWERD",
    "ANSWERD ",
    'there is no event "ANSWERD"; did you mean ANSWERED?',
  ],
  ["by-other-than: ANSWERED", "by-other-than: item", "item }", "`item` is for an event that moves an item"],
  ["adds: tasks", "adds: task", "task, fields", 'there is no list "task"; did you mean tasks?'],
  ["from: set, to: done", "from: set, to: dome", "dome", 'there is no stage of tasks "dome"; did you mean done?'],
  ["entry: { notify: slip }", "entry: { notify: slap }", "slap", 'there is no notification "slap"; did you mean slip?'],
  ["grade: weight", "grade: wieght", "wieght", 'there is no field "wieght"; did you mean weight?'],
  [
    "ranks: [important, ordinary]",
    "ranks: [importent, ordinary]",
    "importent",
    'there is no value of weight "importent"; did you mean important?',
  ],
  ["ranks: [important, ordinary]", "ranks: [important]", "ranks", '"ordinary" has no rank among them'],
  [
    'title: "{subject}", grade',
    'title: "{subjekt}", grade',
    '"{subjekt}"',
    "{subjekt} is no field; did you mean subject?",
  ],
  [
    'happened: "{subject} | {subject}"',
    'happened: "{findings} | {subject}"',
    '"{findings}',
    "{findings} is no field; did you mean finding?",
  ],
  ['title: "{what}"', 'title: "{whta}"', '"{whta}"', "{whta} is no field; did you mean what?"],
  ["due: check }", "due: chekc }", "chekc", 'there is no clock "chekc"; did you mean check?'],
  [
    '"请在 {due} 前 | By {due}", due: check }',
    '"请在 {due} 前 | By {due}" }',
    "slip: { label",
    "{due} is the due time of a clock: say which with `due`",
  ],
  ["by: weight, values", "by: subject, values", "subject, values", '"subject" is a line; it has to be a choice'],
  [
    "important: 2 h, ordinary",
    "importnat: 2 h, ordinary",
    "importnat",
    '"weight" cannot be "importnat"; did you mean important?',
  ],
  ["until: neededBy", "until: weight", "weight, rule", '"weight" is a choice; it has to be an instant'],
  ["until: dueAt", "until: neededBy", "neededBy, met: done", 'there is no field "neededBy"; there is what, dueAt'],
  ["met: ANSWERED", "met: open", "open, limit", "open starts this clock and meets it at once"],
  ["start: agreeing", "start: agreing", "agreing", 'there is no event or state "agreing"; did you mean agreeing?'],
  [
    "met: AGREED, until",
    "met: settled, until",
    "agree: { label: 同意时限",
    "nobody would be told: say who has to act with `holder`, for no event meets this clock",
  ],
  ["on: fri", "on: 31", "31, during", 'every week is on a day such as mon, not on "31"'],
  ["every: week, on: fri", "every: year, on: 02-30", "02-30", "there is no 02-30 in the calendar"],
  ["every: week, on: fri", "every: month", "month, during", "every month: say on which day, on: last"],
  ["done: REPORTED", "done: REPORTD", "REPORTD", 'there is no event "REPORTD"; did you mean REPORTED?'],
  ["during: checking", "during: cheking", "cheking", 'there is no state "cheking"; did you mean checking?'],
  ["  daily: {", "  check: {", "check: { label: 日报", 'there is a clock "check" already: give it another name'],
  ["neededBy: 2026-11-25 09:00", "neededBy: 2026-02-30 09:00", "2026-02-30", "2026-02-30 09:00 is not in the calendar"],
  ["facts: 正常, sure", "fcts: 正常, sure", "fcts", 'the form has no field "fcts"; did you mean facts?'],
  [
    "expect: { state: settled",
    "expect: { state: setled",
    "setled",
    'there is no state "setled"; did you mean settled?',
  ],
  [
    "sure: { kind: flag",
    "weight: { kind: flag",
    "weight: { kind: flag",
    'the field "weight" is a flag here and a choice elsewhere: one name is one fact',
  ],
  ["options: { so: 属实 | So, not-so: 不实 | Not so } }", "options: {} }", "finding: { kind", "a choice needs options"],
  ["sure: { kind: flag", "sure: { kind: flag, past: true", "past: true", "only an instant can be past"],
];

const charts: readonly Wrong[] = [
  [
    "  settled: { label",
    "  lost: { label: 失 | Lost, on: { AGREED: settled } }\n  settled: { label",
    "lost: { label",
    "nothing leads to lost",
  ],
  [
    "target: settled } }, after: { quiet: settled } }",
    "target: agreeing } } }",
    "agreeing: { label",
    "agreeing is a dead end: no final or closed state can be reached from it",
  ],
  [
    "        - { target: agreeing }\n",
    "        - { target: agreeing }\n        - { target: settled }\n",
    "{ target: settled }\n",
    "never reached: the branch above has no condition",
  ],
  ["      REPORTED: {}\n", "", "REPORTED: { label", "no state ever takes REPORTED"],
  ["    entry: { notify: slip }\n", "", "slip: { label", 'nobody is ever sent "slip"'],
  [
    "type: final }",
    "type: final, on: { REPORTED: {} } }",
    "on: { REPORTED",
    'a final state has no "on": nothing happens after it',
  ],
];

describe.each([
  ["What YAML could do", yaml],
  ["What the format does not have", schema],
  ["What asks about people", people],
  ["Names that lead nowhere", names],
  ["Charts that cannot work", charts],
] as const)("%s", (_, table) => {
  test.each(table)("instead of %s: %s", (...wrong) => {
    isRefused(wrong);
  });
});

/** Several changes to the small file. */
const changed = (...changes: readonly (readonly [string, string])[]): string =>
  changes.reduce((text, [part, other]) => text.replace(part, other), smallFile);

test("a circle of silent ways is refused, whatever its conditions", () => {
  const text = changed(
    ["after: { quiet: settled }", "after: { quiet: settled }, always: { guard: { missed: agree }, target: checking }"],
    [
      "    entry: { notify: slip }",
      "    always: { guard: { missed: check }, target: agreeing }\n    entry: { notify: slip }",
    ],
  );
  expect(faultsOf(text)).toEqual([
    `f:${placeOf(text, "checking:\n")}: checking → agreeing → checking goes round without ever waiting`,
  ]);
});

test("an event is taken in one region only, and the sentence names the regions", () => {
  const region = "label: 区 | Region, initial: one, states: { one: { label: 一 | One, on: { REPORTED: {} } } }";
  const text = changed([
    "  settled: {",
    `  sides: { label: 两 | Both, type: parallel, states: { left: { ${region} }, right: { ${region} } } }\n  settled: {`,
  ]);
  expect(faultsOf(text)).toContainEqual(
    expect.stringMatching(/: REPORTED is taken in 3 regions \(.*sides\.left, sides\.right\): let one take it/),
  );
});

test("several faults are said at once, in the order of the file", () => {
  const text = changed(
    ["grade: weight", "grade: wieght"],
    ["due: check }", "due: chek }"],
    ["notify: slip", "notify: slap"],
  );
  expect(faultsOf(text)).toEqual([
    `f:${placeOf(text, "wieght")}: there is no field "wieght"; did you mean weight?`,
    `f:${placeOf(text, "slip: {")}: nobody is ever sent "slip"`,
    `f:${placeOf(text, "chek }")}: there is no clock "chek"; did you mean check?`,
    `f:${placeOf(text, "slap")}: there is no notification "slap"; did you mean slip?`,
  ]);
});
