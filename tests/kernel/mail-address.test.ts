/** What is an address of mail, for every door. */
import { describe, expect, test } from "@jest/globals";
import { isMailAddress } from "../../src/kernel/mail-address.ts";

describe("an address of mail", () => {
  test.each([
    "li@example.test",
    "li.min+night@mail.example.org",
    "o'brien@example.org",
    "a@xn--fiqs8s.xn--fiqz9s",
    "a@example.xn--p1ai",
    `${"l".repeat(64)}@example.org`,
    "a_b-c=d@1.example.org",
    `${"l".repeat(64)}@${`${"b".repeat(61)}.`.repeat(3)}org`,
  ])("%s is one", (typed) => {
    expect(isMailAddress(typed)).toBe(true);
  });

  test.each([
    "a@b-.example",
    "a@-b.example",
    "a@b..example",
    "a@.example",
    "a@example.org.",
    "a@localhost",
    "a@example.1",
    "a@[203.0.113.7]",
    "a@203.0.113.7",
    "a@例子.测试",
    "李@example.org",
    '"li min"@example.org',
    ".li@example.org",
    "li.@example.org",
    "li..min@example.org",
    "-li@example.org",
    "|li@example.org",
    `${"l".repeat(65)}@example.org`,
    `a@${"b".repeat(64)}.org`,
    `${"l".repeat(60)}@${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(60)}.${"e".repeat(9)}.org`,
    `${"l".repeat(64)}@${`${"b".repeat(61)}.`.repeat(3)}orgs`,
    "a@ｅxample.org",
    "a@example。org",
    "a@xn--a-.org",
    "a@[IPv6:::1]",
    "a(li)@example.org",
    "a@b@example.org",
    "a@example.org,b@example.org",
    "a@example.org\nBcc: x@example.org",
    " a@example.org",
    "Li <a@example.org>",
    "",
  ])("%j is none", (typed) => {
    expect(isMailAddress(typed)).toBe(false);
  });
});
