/** The engine's own package, as a stranger has it: packed, in an empty folder, with the packages that it names and no others. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import Database from "better-sqlite3";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { openStorage } from "../../db/open-storage.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

const root = join(import.meta.dirname, "../..");
const packaged = join(root, "packages/engine");
const manifest = JSON.parse(readFileSync(join(packaged, "package.json"), "utf8")) as {
  private?: boolean;
  dependencies: Readonly<Record<string, string>>;
};
const [, example = "", printed = ""] =
  /```js\n(.*?)```.*?```\n(.*?)```/su.exec(readFileSync(join(packaged, "README.md"), "utf8")) ?? [];

let folder: TemporaryFolder;
const inFolder = (program: string, ...args: readonly string[]) =>
  execFileSync(program, args, { cwd: folder.file(""), encoding: "utf8" });

beforeAll(() => {
  folder = aTemporaryFolder();
  const [tarball = ""] = inFolder("npm", "pack", packaged, "--silent").trim().split("\n").slice(-1);
  const place = folder.file("node_modules/answerable-engine");
  mkdirSync(place, { recursive: true });
  inFolder("tar", "-xzf", tarball, "--strip-components=1", "-C", place);
  // As an installation without a network: from what this program itself is tested with.
  for (const name of Object.keys(manifest.dependencies)) {
    mkdirSync(dirname(folder.file(`node_modules/${name}`)), { recursive: true });
    symlinkSync(join(root, "node_modules", name), folder.file(`node_modules/${name}`));
  }
}, 60_000);
afterAll(() => folder.remove());

test("the example of its front page prints what the page says, in twenty-odd lines", () => {
  expect(example.trimEnd().split("\n").length).toBeLessThanOrEqual(25);
  writeFileSync(folder.file("example.mjs"), example);
  expect(inFolder(process.execPath, "example.mjs")).toBe(printed);
});

test("it has made the engine's tables, and none of the desk's", () => {
  const database = new Database(folder.file("parcels.db"), { readonly: true });
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").pluck().all();
  database.close();
  const own = [
    "checkpoints",
    "decided_clocks",
    "erased_messages",
    "instances",
    "leases",
    "links",
    "log",
    "outbox",
    "quarantine",
    "record_checkpoints",
    "record_head",
    "record_tiles",
    "schema_version",
    "search_entries",
    "search_pairs",
    "search_pairs_config",
    "search_pairs_data",
    "search_pairs_idx",
    "sign_offs",
    "texts",
    "timers",
    "title_words",
  ];
  expect(tables).toEqual([...own, "write_checks"]);
});

test("the desk brings its own tables to such a database, and the engine goes on with it", async () => {
  const url = `sqlite:${folder.file("parcels.db")}`;
  const storage = await openStorage({ url });
  const [id = ""] = await storage.instanceIds(null, 10);
  expect((await storage.history(id)).map(({ kind }) => kind)).toEqual(["start", "timer", "delivered", "event"]);
  expect(await storage.notifications.recent(100)).toEqual([]);
  await storage.close();
  const look = `import { openStorage } from "answerable-engine";
    const storage = await openStorage({ url: ${JSON.stringify(url)} });
    console.log((await storage.history(${JSON.stringify(id)})).length);
    await storage.close();`;
  expect(inFolder(process.execPath, "--input-type=module", "--eval", look)).toBe("4\n");
});

test("its types hold, and say what is wrong", () => {
  const program = `import { openEngine, openStorage, type Engine, type Outcome } from "answerable-engine";
    const storage = await openStorage({ url: "sqlite::memory:" });
    const engine: Engine = await openEngine({ storage, machines: {}, deliver: async ({ type }) => type });
    const { outcome }: Outcome = await engine.start("parcel@1", null, { by: "li", commandId: "sent-1" });
    const wrong: number = outcome;`;
  writeFileSync(folder.file("program.mts"), program);
  const compiler = join(root, "node_modules/@typescript/native/bin/tsc");
  const options = [
    "--noEmit",
    "--strict",
    "--module",
    "nodenext",
    "--target",
    "es2023",
    "--skipLibCheck",
    "--ignoreConfig",
  ];
  const { stdout } = spawnSync(process.execPath, [compiler, ...options, "program.mts"], {
    cwd: folder.file(""),
    encoding: "utf8",
  });
  const errors = stdout.split("\n").filter((line) => line.includes("error TS"));
  expect(errors).toEqual([expect.stringMatching(/^program.mts.5,11.: error TS2322: .*'number'/)]);
}, 60_000);

test("it can be published, and carries neither sources nor the desk", () => {
  expect(manifest.private).toBeUndefined();
  const place = folder.file("node_modules/answerable-engine");
  expect(readdirSync(place).sort()).toEqual(["LICENSE", "README.md", "dist", "package.json"]);
  expect(readdirSync(join(place, "dist/src")).sort()).toEqual(["engine", "kernel", "library.d.ts", "library.js"]);
});
