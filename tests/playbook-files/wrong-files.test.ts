/** Files with one thing wrong in them: each is refused at its place, with what is allowed and the name that was meant. */
import { describe, expect, test } from "@jest/globals";
import { checkPlaybookFile } from "../../src/playbook-files/check-playbook-file.ts";
import { formatFault } from "../../src/playbook-files/fault.ts";
import { smallFile, smallFileWith } from "./small-file.ts";
import { charts, names } from "./wrong-names.ts";
import { people, schema, yaml, type Wrong } from "./wrong-parts.ts";

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
