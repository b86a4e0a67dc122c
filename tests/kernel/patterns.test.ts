/** No pattern that meets a text from outside takes as long as the square of its length: each meets what it might stumble over. */
import { expect, test } from "@jest/globals";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("../..", import.meta.url));
const length = 8_000;
/** One that starts anew at every character takes 40 ms and more at this length; what reads it once, less than a tenth. */
const cpuMaxMs = 15;
const units = [
  "a",
  "1",
  "-",
  ".",
  "/",
  " ",
  "\n",
  "@",
  "a.",
  "a-",
  "1,",
  "\u0301",
  "\ufe0f",
  "a@",
  "<",
  "::",
  "a/",
  "é",
  "中",
];
const moreUnits = ["0:", "\\", "'", '"', "=", "%41", "a b", "\u200d", "😀"];

/** Patterns that meet no long text from outside, each with why. */
const short: Readonly<Record<string, string>> = {
  "config/": "settings, which their own administrator writes",
  "src/accounts/password-rules.ts": "a password that is longer than `passwordLengthMax` is refused before",
};

interface Found {
  readonly file: string;
  readonly pattern: RegExp;
}

const patterns = ["src", "machines", "config"].flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .flatMap((name) => patternsIn(`${room}/${name}`)),
);

function patternsIn(file: string): readonly Found[] {
  const found: Found[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isRegularExpressionLiteral(node)) found.push({ file, pattern: patternOf(node.text) });
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(join(root, file), "utf8"), ts.ScriptTarget.Latest, true));
  return found;
}

function patternOf(literal: string): RegExp {
  const end = literal.lastIndexOf("/");
  return new RegExp(literal.slice(1, end), literal.slice(end + 1));
}

/** Processor time (ms), the least of three: a busy machine adds to it and never takes away. */
function cost(pattern: RegExp, text: string): number {
  let least = Infinity;
  for (let tries = 0; tries < 3 && least > cpuMaxMs; tries += 1) {
    const before = process.cpuUsage();
    if (pattern.global) text.replace(pattern, "");
    else pattern.test(text);
    least = Math.min(least, process.cpuUsage(before).user / 1_000);
  }
  return least;
}

function slowOn(pattern: RegExp): readonly string[] {
  return [...units, ...moreUnits].filter((unit) =>
    ["", "!"].some((end) => cost(pattern, unit.repeat(length / unit.length) + end) > cpuMaxMs),
  );
}

test("every pattern reads a long text once", () => {
  expect(patterns.length).toBeGreaterThan(100);
  const isShort = ({ file }: Found) => Object.keys(short).some((start) => file.startsWith(start));
  const slow = patterns
    .filter((one) => !isShort(one))
    .map(({ file, pattern }) => [file, pattern.source, slowOn(pattern)]);
  expect(slow.filter(([, , on]) => (on ?? []).length > 0)).toEqual([]);
}, 120_000);

test("one that starts anew at every character is found", () => {
  expect(slowOn(/\s+$/)).toContain(" ");
  expect(slowOn(/\bx\b/)).toEqual([]);
});
