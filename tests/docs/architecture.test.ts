/** The tree and the arrows that docs/architecture.md shows are the real ones. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "@jest/globals";
import { z } from "zod";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/architecture.md"), "utf8");
const { rooms, ports } = z
  .object({ rooms: z.record(z.string(), z.array(z.string())), ports: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, "scripts/arrows.json"), "utf8")));

/** Folders whose inner order is their own business; the tree names them and nothing below. */
const closed = ["machines", "db", "tests", "bench", "scripts", "docs", "src/web/static", "src/web/style"];
/** Not looked into by somebody who reads code. */
const unsaid = ["src/web/static", "src/web/style", "src/web/views/organisation"];

test("the tree on the page is the real tree", () => {
  const tree = page.slice(page.indexOf("## The tree"), page.indexOf("## The arrows"));
  const said: string[] = [];
  const above: string[] = [];
  for (const [, indent = "", name = ""] of tree.matchAll(/^( *)([a-z-]+)\/(?: |$)/gm)) {
    above.length = indent.length / 2;
    above.push(name);
    said.push(above.join("/"));
  }
  expect(said.sort()).toEqual(realTree().sort());
});

test("the table of arrows on the page is the one that is checked", () => {
  const said = [...page.matchAll(/^\| `([a-z/-]+)` +\| (.+?) +\| (.+?) +\|$/gm)].map(([, room, ours, packages]) => ({
    room,
    ours,
    packages,
  }));
  expect(said).toEqual(
    Object.entries(rooms).map(([room, allowed]) => ({ room, ours: oursOf(allowed), packages: packagesOf(allowed) })),
  );
});

test("every room and every port that the table names is there", () => {
  const named = Object.entries(rooms).flatMap(([room, allowed]) => [room, ...allowed.filter(isOurs)]);
  const folders = new Set(["machines", "config", "db", ...realTree()]);
  const missing = named.map((one) => one.replace("ports of ", "")).filter((one) => !folders.has(one) && !isFile(one));
  expect(missing).toEqual([]);
  const portFiles = Object.entries(ports).flatMap(([room, files]) =>
    files
      .slice(1, -1)
      .split("|")
      .map((file) => `${room}/${file}`),
  );
  expect(portFiles.filter((file) => !isFile(file))).toEqual([]);
  const withoutRoom = readdirSync(join(root, "src"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "app" && !Object.hasOwn(rooms, `src/${entry.name}`))
    .map((entry) => entry.name);
  expect(withoutRoom).toEqual([]);
});

const topFolders = ["machines", "config", "db", "src", "tests", "bench", "scripts", "docs", "verifier"];

function realTree(): string[] {
  const walk = (folder: string): string[] =>
    closed.includes(folder)
      ? [folder]
      : [
          folder,
          ...readdirSync(join(root, folder), { withFileTypes: true })
            .filter((entry) => entry.isDirectory())
            .flatMap((entry) => walk(`${folder}/${entry.name}`)),
        ];
  return topFolders.flatMap(walk).filter((folder) => !unsaid.includes(folder));
}

function isFile(name: string): boolean {
  const folder = join(root, name.slice(0, name.lastIndexOf("/")));
  return readdirSync(folder).includes(`${name.slice(name.lastIndexOf("/") + 1)}.ts`);
}

function isOurs(name: string): boolean {
  return /^(ports of |src\/|machines|config$|db$)/.test(name);
}

function oursOf(allowed: readonly string[]): string {
  const words = allowed
    .filter(isOurs)
    .map((name) => (name.startsWith("ports of ") ? `ports of \`${name.slice(9)}\`` : `\`${name}\``));
  return words.length === 0 ? "nothing" : words.join(", ");
}

function packagesOf(allowed: readonly string[]): string {
  const packages = allowed.filter((name) => name !== "*" && !isOurs(name));
  if (packages.length > 0) return packages.join(", ");
  return allowed.includes("*") ? "any" : "none";
}

/** A word that every part shares may be imported by all; of other files a change must be surveyable. */
const shared = /^src\/kernel\/|^machines\/playbook\.ts$/;
/** Words of their rooms: the kinds of field that every event asks with, what an event of the organisation or of an incident is made with, a person, who works here, who looks at a page and how it is put into words for them, what the pages are made with, a statement with its values, and what the engine keeps and asks. */
const wordsOfTheirRooms = [
  "db/statement.ts",
  "machines/kit/fields.ts",
  "machines/organisation/event.ts",
  "machines/organisation/parts/fields.ts",
  "machines/public-incident/event.ts",
  "src/directory/person.ts",
  "src/directory/types.ts",
  "src/engine/ports.ts",
  "src/engine/types.ts",
  "src/web/context-of.ts",
  "src/web/format.ts",
  "src/web/page-context.ts",
  "src/web/web.ts",
];
const importersMax = 40;

test("no file but shared words has more importers than can be surveyed", () => {
  const importers = new Map<string, Set<string>>();
  for (const file of ["machines", "config", "db", "src"].flatMap((folder) => sourcesIn(folder))) {
    for (const [, path = ""] of readFileSync(join(root, file), "utf8").matchAll(/ from "(\.[^"]+)"/g)) {
      const imported = join(file, "..", path);
      importers.set(imported, (importers.get(imported) ?? new Set()).add(file));
    }
  }
  expect(importers.size).toBeGreaterThan(importersMax);
  const crowded = [...importers].filter(([, files]) => files.size > importersMax).map(([file]) => file);
  expect(crowded.filter((file) => !shared.test(file)).sort()).toEqual(wordsOfTheirRooms);
});

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}
