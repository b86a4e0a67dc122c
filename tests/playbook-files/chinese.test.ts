/** Faults on Chinese pages: every sentence that the checks can say has its Chinese, and names and values stay as they are. */
import { expect, test } from "@jest/globals";
import { inChinese, lineInChinese } from "../../src/playbook-files/chinese/in-chinese.ts";
import { ofMeanings } from "../../src/playbook-files/chinese/of-meanings.ts";
import { ofTexts } from "../../src/playbook-files/chinese/of-texts.ts";
import { checkPlaybookFile } from "../../src/playbook-files/check-playbook-file.ts";
import { compareFiles } from "../../src/playbook-files/compare-files.ts";
import { readPlaybookFile } from "../../src/playbook-files/read-playbook-file.ts";
import { hostile } from "./hostile-texts.ts";
import { smallFile, smallFileWith } from "./small-file.ts";
import { charts, names } from "./wrong-names.ts";
import { people, schema, yaml } from "./wrong-parts.ts";

const wrong = [...yaml, ...schema, ...people, ...names, ...charts];

/** English words in a row are a sentence; one by itself may be a key or a name of the file. */
const isEnglish = (text: string): boolean =>
  !/[\u4e00-\u9fff]/.test(text) || /\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b/.test(text);

test("what the wrong files are told is told in Chinese", () => {
  const said = wrong.flatMap(([part, other]) => checkPlaybookFile("f", smallFileWith(part, other)).faults);
  expect(said.length).toBeGreaterThan(wrong.length);
  expect([...new Set(said.map(({ message }) => message))].filter((message) => isEnglish(inChinese(message)))).toEqual(
    [],
  );
});

test("and so is what the hostile ones are told", () => {
  const said = hostile.flatMap(([, text]) => checkPlaybookFile("f", text).faults.map(({ message }) => message));
  expect([...new Set(said)].filter((message) => isEnglish(inChinese(message)))).toEqual([]);
});

const filled = (text: string): string => text.replace(/\{([1-9])\}/g, "甲$1");

test("no sentence hides behind another one", () => {
  const all = [...ofTexts, ...ofMeanings];
  const hidden = all.filter(([en, zh]) => inChinese(filled(en)) !== filled(zh) && !en.endsWith("; {1}"));
  expect(hidden.map(([en]) => en)).toEqual([]);
});

test.each([
  ['there is no state "cheking"; did you mean checking?', "没有状态“cheking”，是否应为 checking？"],
  ['there is no stage of tasks "x"; there is set, done', "没有tasks 的环节“x”，现有：set, done"],
  ["limit of the clock check: write true or false", "时限 check的 limit：请写 true 或 false"],
  ['the field what of the event TASK_SET needs "label"', "操作 TASK_SET的字段 what须有“label”"],
  ["something that nobody has put into words", "something that nobody has put into words"],
])("%s", (en, zh) => {
  expect(inChinese(en)).toBe(zh);
});

test("what changes is said in Chinese too", () => {
  const [was, is] = [smallFile, smallFileWith("important: 2 h", "important: 4 h")].map(
    (text) => readPlaybookFile("f", text).file!,
  );
  expect(compareFiles(was!, is!).lines.map(lineInChinese)).toEqual([
    '~ 时限 check的 limit.values.important："2 h" → "4 h"',
  ]);
});

test("a long text of a file costs no time", () => {
  const before = process.cpuUsage();
  inChinese(`${"it is a ".repeat(20_000)}, and {x} is a `);
  inChinese(`the field ${"a of ".repeat(190)}`);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(500);
});
