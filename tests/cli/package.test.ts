/** What `npm pack` makes holds all that a desk needs, and nothing else. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { plainEnvironment } from "../support/environment.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";
import { until } from "../support/waiting.ts";

const root = join(import.meta.dirname, "../..");
let folder: TemporaryFolder;
let files: readonly string[];
beforeAll(() => {
  folder = aTemporaryFolder();
  const packed = execFileSync("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", folder.file("")], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [{ filename, files: listed }] = JSON.parse(packed) as [{ filename: string; files: { path: string }[] }];
  files = listed.map(({ path }) => path);
  execFileSync("tar", ["-xzf", folder.file(filename), "-C", folder.file("")]);
  // What `npm install` would fetch.
  symlinkSync(join(root, "node_modules"), folder.file("package/node_modules"));
}, 60_000);
afterAll(() => {
  folder.remove();
});

test("the package has no tests, no benchmarks and nobody's data", () => {
  const rooms = new Set(files.map((file) => file.split("/").slice(0, 2).join("/")));
  expect([...rooms].filter((room) => /test|bench|data|scripts|\.cache|\.ci/.test(room))).toEqual([]);
  expect([...rooms]).toEqual(expect.arrayContaining(["dist/src", "dist/db", "dist/machines", "config/deploy"]));
});

test("unpacked in an empty folder the desk starts, answers, and ends in order", async () => {
  const home = folder.file("desk");
  mkdirSync(home);
  const program = folder.file("package/dist/src/app/main.js");
  const desk = spawn(process.execPath, [program, "serve"], {
    cwd: home,
    env: { ...plainEnvironment(), PORT: "0" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [desk.stdout, desk.stderr]) stream.on("data", (part: Buffer) => (said += part.toString()));
  const ended = new Promise<number | null>((resolve) => desk.once("exit", resolve));
  try {
    await until("it listens", () => /http:\/\/127\.0\.0\.1:\d+/.test(said), 30_000);
    const [address = ""] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
    await until("it is ready", async () => (await fetch(`${address}/readyz`).catch(() => null))?.ok === true, 30_000);
    const page = await (await fetch(`${address}/set-up`)).text();
    const [style = ""] = /\/static\/[^"]+\.css/.exec(page) ?? [];
    expect((await fetch(address + style)).status).toBe(200);
    desk.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(readdirSync(home)).toEqual(["data"]);
  } finally {
    desk.kill("SIGKILL");
  }
}, 90_000);
