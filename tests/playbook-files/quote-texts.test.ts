/** `playbook fmt`: what YAML would misread gets quotes, and nothing else of the file changes. */
import { expect, test } from "@jest/globals";
import { parse } from "yaml";
import { quoteTexts } from "../../src/playbook-files/quote-texts.ts";
import { shippedFiles } from "../../src/playbook-files/shipped-files.ts";
import { smallFile } from "./small-file.ts";

test.each([
  ["a comma inside { }", "a: { kind: line, label: 甲, 乙 | A, b }", 'a: { kind: line, label: "甲, 乙 | A, b" }'],
  ["the last of a list of keys", "{ label: 甲 | A, b, kind: line }", '{ label: "甲 | A, b", kind: line }'],
  ["a colon and a space", "title: 小单: 单 | Slip: one", 'title: "小单: 单 | Slip: one"'],
  ["a colon inside { }", "{ label: 甲: 乙 | A: b }", '{ label: "甲: 乙 | A: b" }'],
  [
    "names in braces inside { }",
    "{ subject: 请：{title} | To: {title}, due: check }",
    '{ subject: "请：{title} | To: {title}", due: check }',
  ],
  ["a name in braces at the beginning", "happened: {request} | {request}", 'happened: "{request} | {request}"'],
  ["a number", "name: 12", 'name: "12"'],
  ["yes and no", "{ label: true, help: null }", '{ label: "true", help: "null" }'],
  ["a # that is meant", "label: 第 #3 号 | No #3", 'label: "第 #3 号 | No #3"'],
  ["a language of a text", "title: { zh: 甲, 乙, en: a, b }", 'title: { zh: "甲, 乙", en: "a, b" }'],
  ["a text with quotes in it", 'label: 甲: "乙" | A: "b"', 'label: "甲: \\"乙\\" | A: \\"b\\""'],
  ["a line of a checklist", "- { what: 甲, 乙 | A, b }", '- { what: "甲, 乙 | A, b" }'],
])("quotes %s", (_, before, after) => {
  expect(quoteTexts(before)).toBe(after);
  expect(quoteTexts(after)).toBe(after);
  expect(() => parse(after) as unknown).not.toThrow();
});

test.each([
  ["comments", "# a comment: with, everything {\nlabel: 甲 | A # and: one, more\n"],
  ["a block of text", "help: |\n  label: 1, 2: 3\n  { a\nlabel: 甲 | A\n"],
  ["braces over several lines", "{\n  kind: line,\n  label: 甲 | A,\n  help: 乙 | B\n}\n"],
  ["what is quoted already", "label: \"甲, 乙 | A, b\"\nrule: '甲: 乙 | A: b'\n"],
  ["what a night expects", "expect: { done: true, closed: false }\n"],
  ["a map where words might stand", "label: { zh: 甲, en: A }\n"],
  ["values that are no words", "limit: { by: weight, values: { a: 2 h, b: 8 h } }\nversion: 1\n"],
  ["the small file", smallFile],
  ...shippedFiles().map(({ path, text }) => [path, text] as const),
])("leaves %s as it is", (_, text) => {
  expect(quoteTexts(text)).toBe(text);
});

test("a file that was cut by a comma can be read again", () => {
  const cut = smallFile.replace("label: 事由 | Subject }", "label: 事由, 简写 | Subject, in short }");
  expect(parse(quoteTexts(cut))).toEqual(
    parse(smallFile.replace("事由 | Subject", '"事由, 简写 | Subject, in short"')),
  );
});
