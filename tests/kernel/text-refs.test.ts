/** A reference commits to a text, gives nothing of it away, and is opened once. */
import { expect, test } from "@jest/globals";
import {
  erasedText,
  isTextRef,
  missingText,
  refsIn,
  shownText,
  textRef,
  withTexts,
} from "../../src/kernel/text-refs.ts";

const salt = Buffer.from("000102030405060708090a0b0c0d0e0f", "hex");
const ref = textRef(salt, "212 名学生 · 212 students");
const other = textRef(salt, "another");

test("the reference is the one that the format's golden vector names", () => {
  expect(ref).toBe("t1:0nZvG0H-VxnZVQijaYS2axPMrzhBkBFp0HEYCs0xtwY");
  expect(isTextRef(ref)).toBe(true);
  expect(isTextRef(`${ref} `)).toBe(false);
});

test("references are found once each, also inside longer texts and deep down", () => {
  expect([...refsIn({ title: `${ref}: ${other}`, deep: [{ of: [ref] }], plain: "t1: is no reference" })]).toEqual([
    ref,
    other,
  ]);
});

test("a text that looks like a reference is not opened again", () => {
  const found = [
    { ref, text: `see ${other}` },
    { ref: other, text: "secret" },
  ];
  expect(withTexts({ note: ref }, shownText(found))).toEqual({ note: `see ${other}` });
});

test("what was taken away says so, and so does what is missing", () => {
  expect(withTexts([ref, other], shownText([{ ref, text: null }]))).toEqual([erasedText, missingText]);
});

test("what has no reference is handed back as it is", () => {
  const value = { at: 1, by: ["officer-1"], nested: { text: "plain" } };
  expect(withTexts(value, () => "never")).toBe(value);
});
