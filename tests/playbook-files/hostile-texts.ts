/** Files that are meant to hurt. */
import { smallFile, smallFileWith } from "./small-file.ts";

const bytesMax = 256 * 1024;
const fill = (piece: string, before = "", after = "") =>
  before + piece.repeat(Math.floor((bytesMax - before.length - after.length) / piece.length)) + after;
const numbered = (count: number, line: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => line(n)).join("");

export const hostile: readonly (readonly [name: string, text: string])[] = [
  ["nothing", ""],
  ["a space", " "],
  ["only comments", fill("#\n")],
  ["a list", "[1, 2]"],
  ["a number", "7"],
  ["one byte too many", fill(" ", "", "x") + "xx"],
  ["open brackets", fill("[")],
  ["open braces", fill("{")],
  ["lists in lists", fill("- ")],
  ["keys of keys", fill("? ")],
  ["deeper and deeper", numbered(700, (n) => `${" ".repeat(n)}a:\n`)],
  ["commas", fill(",", "[", "]")],
  ["numbers", fill("1,", "[", "1]")],
  ["many keys", numbered(20_000, (n) => `k${String(n)}: 1\n`)],
  ["the same key", fill("a: 1\n")],
  ["colons", fill(":")],
  ["quotes", fill('"')],
  ["one long text", fill("x", "title: ")],
  ["many lines", fill("  x\n", "title: |\n")],
  ["zero bytes", fill("\0", "title: ")],
  ["tabs", fill("\t")],
  ["many documents", fill("---\n")],
  ["anchors", fill("&a ")],
  ["tags", fill("!a ")],
  ["aliases", fill("*a ")],
  ["doubling aliases", `a: &a [x, x]\n${numbered(30, (n) => `b${String(n)}: &b${String(n)} [*a, *a]\n`)}`],
  ["a merge key", "a: &a { x: 1 }\nb: { <<: *a }\n"],
  ["code", "title: !!js/function 'function () { return 1 }'\n"],
  ["binary", "title: !!binary aGFsbG8=\n"],
  ["escapes that are none", 'title: "\\q"\n'],
  ["half a character", 'title: "\\ud800"\n'],
  ["a huge number", smallFileWith("version: 1\n", "version: 99999999999999999999\n")],
  ["infinity", smallFileWith("version: 1\n", "version: .inf\n")],
  ["not a number", smallFileWith("version: 1\n", "version: .nan\n")],
  ["a key that is a list", "? [a, b]\n: c\n"],
  ["__proto__ at the top", `__proto__: { format: 1 }\n${smallFile}`],
  ["prototype in a condition", smallFileWith("guard: { finding: not-so }", "guard: { prototype: not-so }")],
  ["toString as a list", smallFileWith("adds: tasks", "adds: toString")],
  ["hasOwnProperty as a state", smallFileWith("initial: checking", "initial: hasOwnProperty")],
  [
    "nested conditions",
    smallFileWith("guard: { finding: not-so }", `guard: ${"{ not: ".repeat(60)}{ finding: so }${" }".repeat(60)}`),
  ],
  ["a long name", smallFileWith("  TASK_DONE: { label", `  ${"A".repeat(500)}: { label`)],
  ["a template of braces", smallFileWith('title: "{what}"', `title: "${"{".repeat(150)}"`)],
  ["an empty record of states", smallFileWith("initial: checking\nstates:", "initial: checking\nstates: {}\nx:")],
];
