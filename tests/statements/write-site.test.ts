/** All of the public site or nothing, whatever the disk does; and every file held against the log. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { checkSite, forged } from "../../src/statements/check-site.ts";
import { writeSite } from "../../src/statements/write-site.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

let temporary: TemporaryFolder;
let folder: string;
beforeEach(() => {
  temporary = aTemporaryFolder();
  folder = temporary.file("public");
});
afterEach(() => temporary.remove());

const first = new Map([
  ["index.html", "one"],
  ["zh/2026/aaaaaaaaaa.html", "page"],
  ["text/2026/aaaaaaaaaa-v1.txt", "text"],
]);
const second = new Map([
  ["index.html", "two"],
  ["zh/2026/aaaaaaaaaa.html", "page, changed"],
  ["zh/2026/bbbbbbbbbb.html", "another"],
]);
const whatLies = (): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => statSync(join(folder, path)).isFile())
      .map((path) => [path, readFileSync(join(folder, path), "utf8")]),
  );

test("what is the same is left alone", () => {
  expect(writeSite(folder, first, [])).toHaveLength(3);
  expect(writeSite(folder, first, [])).toEqual([]);
  expect(whatLies()).toEqual(Object.fromEntries(first));
});

test("what was withdrawn goes", () => {
  writeSite(folder, first, []);
  const changed = writeSite(folder, second, ["text/2026/aaaaaaaaaa-v1.txt", "text/2026/never-v1.txt"]);
  expect(changed).toHaveLength(4);
  expect(whatLies()).toEqual(Object.fromEntries(second));
});

test.each([
  ["a folder stands where a file must be", "index.html"],
  ["a file stands where a folder must be", "zh/2026/bbbbbbbbbb.html"],
])("%s: everything is as it was", (_, path) => {
  writeSite(folder, first, []);
  if (path === "index.html") {
    rmSync(join(folder, path));
    mkdirSync(join(folder, path, "in-the-way"), { recursive: true });
  }
  const moved = path === "index.html" ? path : `${path}/x.html`;
  const site = new Map<string, string>();
  for (const [name, text] of second) site.set(name === path ? moved : name, text);
  if (path !== "index.html") writeFileSync(join(folder, path), "in the way");
  const before = whatLies();
  expect(() => writeSite(folder, site, ["text/2026/aaaaaaaaaa-v1.txt"])).toThrow();
  expect(whatLies()).toEqual(before);
  expect(readdirSync(folder).filter((name) => name.startsWith(".new"))).toEqual([]);
});

test("a file that cannot take its place puts back those that had taken theirs", () => {
  writeSite(folder, first, []);
  // The last to move is the index: it cannot, and the pages before it come back.
  rmSync(join(folder, "index.html"));
  mkdirSync(join(folder, "index.html", "full"), { recursive: true });
  const before = whatLies();
  expect(() => writeSite(folder, second, [])).toThrow();
  expect(whatLies()).toEqual(before);
  expect(existsSync(join(folder, "zh/2026/bbbbbbbbbb.html"))).toBe(false);
});

test("every changed, missing and additional file is named, links among them", () => {
  writeSite(folder, first, []);
  expect(checkSite(folder, first)).toEqual([]);
  writeFileSync(join(folder, "index.html"), "One");
  rmSync(join(folder, "zh/2026/aaaaaaaaaa.html"));
  mkdirSync(dirname(join(folder, "en/2026/cccccccccc.html")), { recursive: true });
  writeFileSync(join(folder, "en/2026/cccccccccc.html"), "forged");
  symlinkSync("/etc/hostname", join(folder, "link.html"));
  const differences = checkSite(folder, first);
  expect(differences).toEqual([
    { path: "en/2026/cccccccccc.html", what: "additional" },
    { path: "index.html", what: "changed" },
    { path: "link.html", what: "additional" },
    { path: "zh/2026/aaaaaaaaaa.html", what: "missing" },
  ]);
  expect(forged(differences)).toEqual(["en/2026/cccccccccc.html"]);
});

test("a link in the place of a published file is a change, also when it leads to the same words", () => {
  writeSite(folder, first, []);
  const copy = temporary.file("copy");
  writeFileSync(copy, "one");
  rmSync(join(folder, "index.html"));
  symlinkSync(copy, join(folder, "index.html"));
  expect(checkSite(folder, first)).toEqual([{ path: "index.html", what: "changed" }]);
});

test("other users may read what is written", () => {
  writeSite(folder, first, []);
  expect(statSync(join(folder, "index.html")).mode & 0o777).toBe(0o644);
  chmodSync(folder, 0o755);
});
