import { expect, test } from "@jest/globals";
import { cut } from "../../src/channels/cut.ts";

const bytes = (text: string) => Buffer.byteLength(text);
const link = "https://desk.example.test/1";

test("what fits stays as it is, to the byte", () => {
  const lines = ["标题", "正文", link];
  const whole = lines.join("\n");
  expect(cut(lines, bytes(whole), bytes)).toBe(whole);
  expect(cut(lines, bytes(whole) - 1, bytes)).toBe(`标题…\n${link}`);
});

test("cuts between characters as people see them", () => {
  for (let max = bytes(link) + 22; max < 140; max += 1) {
    const text = cut(["👩‍👩‍👧é一".repeat(20), link], max, bytes);
    expect(bytes(text)).toBeLessThanOrEqual(max);
    expect(text).toMatch(/^(?:👩‍👩‍👧é一)*(?:👩‍👩‍👧é?)?…\nhttps:\/\/desk\.example\.test\/1$/u);
  }
});

test("where not even the last line fits, its beginning is all there is", () => {
  expect(cut(["标题", link], 10, bytes)).toBe("https://de");
});
