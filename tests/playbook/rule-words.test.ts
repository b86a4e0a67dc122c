/** The words of a rule and the limit beside them. */
import { expect, test } from "@jest/globals";
import { contradicts } from "../../src/playbook/rule-words.ts";

const minutes = 60_000;
const hours = 60 * minutes;

test.each([
  ["快报须在 30 分钟内报出", "Due within 30 minutes", 30 * minutes, false],
  ["快报须在30分钟内报出", "Due within 30 min", 45 * minutes, true],
  ["24小时内答复", "Reply in 24 h", 24 * hours, false],
  ["一日内答复", "Reply in 1 day", 24 * hours, false],
  ["2 小时内答复", "Reply in time", 3 * hours, true],
  ["按 2026 年第 12 号文", "Order 12 of 2026", 3 * hours, false],
  ["", "30 min for a fast report, 12 hours for the reply", 12 * hours, false],
  ["", "Chapter 3, 5 houses", 12 * hours, false],
])("%s / %s beside %i ms", (zh, en, limitMs, is) => {
  expect(contradicts({ rule: { zh, en }, limitMs })).toBe(is);
  // What is no elapsed time is said in its own words.
  expect(contradicts({ rule: { zh, en }, limitMs, limit: { zh: "3 个工作日", en: "3 working days" } })).toBe(false);
});
