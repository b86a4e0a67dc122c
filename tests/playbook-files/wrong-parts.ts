/** One thing wrong in each: what YAML could do, what the format does not have, and what asks about people. */
/** [what stands in the small file, what stands there instead, where the fault is (its beginning), what it says]. */
export type Wrong = readonly [part: string, other: string, place: string, says: string];

export const yaml: readonly Wrong[] = [
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

export const schema: readonly Wrong[] = [
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

export const people: readonly Wrong[] = [
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
