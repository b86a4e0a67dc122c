/** What may be asked of a text: whether it is there, and whether it is the same entry. The types refuse the rest. */
import { expect, test } from "@jest/globals";
import type { z } from "zod";
import { line, lines, type address, type text } from "../../machines/kit/fields.ts";
import { isTextRef, joined, ownWords, wordsOf, type TextRef } from "../../machines/kit/text-ref.ts";

const words = { label: { zh: "某项", en: "Something" } };
const ref = ownWords(`t1:${"a".repeat(43)}`);
const other = ownWords(`t1:${"b".repeat(43)}`);

/** Never called: it is checked by the compiler, and each line that is expected not to compile fails when it does. */
export function reading(one: TextRef, same: z.output<ReturnType<typeof line>>, list: readonly TextRef[]): unknown[] {
  const mentioned: string = one;
  return [
    mentioned,
    `in a sentence: ${one}`,
    one === same,
    // @ts-expect-error a text is not searched
    one.includes("draft"),
    // @ts-expect-error a text is not cut
    one.slice(0, 80),
    // @ts-expect-error a text is not split
    one.split("\n"),
    // @ts-expect-error a text is not folded
    one.toLowerCase(),
    // @ts-expect-error a text is not compared by its letters
    one.localeCompare(mentioned),
    // @ts-expect-error a text is not gone through
    Array.from<string>(one[Symbol.iterator]()),
    // @ts-expect-error nor is one of a list read
    list[0]?.trim(),
    // @ts-expect-error plain words are no entry
    ((): TextRef => mentioned)(),
  ];
}

/** Never called: every kind that lies apart gives a text to a machine. */
export const kinds: readonly [TextRef, TextRef, TextRef, readonly TextRef[]] | null = null as
  | readonly [
      z.output<ReturnType<typeof line>>,
      z.output<ReturnType<typeof text>>,
      z.output<ReturnType<typeof address>>,
      z.output<ReturnType<typeof lines>>,
    ]
  | null;

test("a reference is known by its form", () => {
  expect([ref, other].map(isTextRef)).toEqual([true, true]);
  for (const none of [
    "",
    "t1:",
    `t2:${"a".repeat(43)}`,
    `t1:${"a".repeat(44)}`,
    `t1:${"a".repeat(42)}=`,
    ` ${ref}`,
    7,
    null,
  ])
    expect([none, isTextRef(none)]).toEqual([none, false]);
});

test("texts are joined and not read, and opened words are words", () => {
  expect(joined([ref, other], "\n")).toBe(`${ref}\n${other}`);
  expect(joined([], "\n")).toBe("");
  expect(wordsOf(ref).length).toBe(46);
});

test("a form gives the words that were typed: the engine's door puts them apart", () => {
  expect(line(words).parse(" Hot water is off ")).toBe("Hot water is off");
  expect(lines(words).parse(["one", "two"])).toEqual(["one", "two"]);
});
