/** Every line that the README in either language tells a newcomer to type is typed, in its order; each does what is said of it. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { wordsIn } from "../../src/web/words/index.ts";
import { pictures } from "../pictures/evening.ts";
import { plainEnvironment } from "../support/environment.ts";

const root = join(import.meta.dirname, "../..");
const readmes = [
  { name: "README.md", words: "en" as const, label: /(?<!\w)_([A-Z][\w ]+)_(?!\w)/g },
  { name: "README.zh.md", words: "zh" as const, label: /“([^”]+)”/g },
].map((readme) => ({ ...readme, text: readFileSync(join(root, readme.name), "utf8") }));

/** What the project needs in order to run, without anybody's data. */
let checkout: string;
let port: number;
beforeAll(async () => {
  port = await freePort();
});

test("the continuous integration runs the two commands", () => {
  const script = readFileSync(join(root, ".ci/run"), "utf8");
  expect(script).toMatch(/npm install\b/);
  expect(script).toMatch(/step npm test\b/);
});

test("both say the same commands, in the same order", () => {
  const [english = [], chinese = []] = readmes.map(({ text }) => linesIn(text));
  expect(chinese.map((line) => line.replace(" --language zh", ""))).toEqual(english);
});

const english = linesIn(readmes[0]?.text ?? "");

describe.each(readmes)("$name", ({ text, words, label }) => {
  const lines = linesIn(text);
  /** What both say is typed once. */
  const typed = words === "en" ? lines : lines.filter((line) => !english.includes(line));

  beforeAll(() => {
    checkout = mkdtempSync(join(tmpdir(), "readme-"));
    const left = new Set(["data", ".git", ".cache"]);
    for (const name of readdirSync(root)) if (!left.has(name)) symlinkSync(join(root, name), join(checkout, name));
  });
  afterAll(() => {
    rmSync(checkout, { recursive: true });
  });

  test("has the two commands that do everything", () => {
    expect(lines.slice(0, 2)).toEqual(["npm install && npm start", "npm install && npm test"]);
  });

  test("each line runs, and after all of them the desk still starts plainly", async () => {
    expect(typed.length).toBeGreaterThan(0);
    for (const line of [...typed.filter((line) => !line.endsWith("npm test")), "npm start"])
      expect([line, await type(line)]).toEqual([line, "good"]);
  }, 240_000);

  test("what the lines say is true: the demo's incident is listed as closed, and its replay agrees", async () => {
    const look = lines.filter((line) => /npx answerable (?!demo)/.test(line));
    const said = [];
    for (const line of look) said.push(await finished(line));
    expect(said.map(({ code }) => code)).toEqual([0, 0]);
    const all = said.map(({ out }) => out).join("\n");
    expect(all).toMatch(/1 of 1\./);
    expect(all).toMatch(/Closed/);
    expect(all).toMatch(/match/);
    expect(all).not.toContain("No incident");
  }, 120_000);

  test("labels of the interface that it names are the interface's", () => {
    const named = [...text.matchAll(label)].map(([, one = ""]) => one);
    const said = valuesIn(wordsIn[words]);
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((one) => !said.has(one))).toEqual([]);
  });

  test("shows pictures that `npm run pictures` takes", () => {
    const shown = [...text.matchAll(/!\[[^\]]+\]\(docs\/images\/(.+?)\)/g)].map(([, file = ""]) => file);
    const suffix = words === "en" ? "" : `.${words}`;
    expect(shown).toEqual(pictures.map(({ name }) => `${name}${suffix}.png`));
  });
});

function linesIn(text: string): readonly string[] {
  return [...text.matchAll(/```sh\n(.*?)```/gs)].flatMap(([, block = ""]) => block.trim().split("\n"));
}

/** Every sentence of a catalogue that has nothing to fill in. */
function valuesIn(catalogue: object): ReadonlySet<string> {
  const values = Object.values(catalogue) as readonly unknown[];
  return new Set(
    values.flatMap((value) =>
      typeof value === "string" ? [value] : typeof value === "object" && value !== null ? [...valuesIn(value)] : [],
    ),
  );
}

async function type(line: string): Promise<string> {
  return line.includes("npm start") ? startsAndStops(line) : (await finished(line)).code === 0 ? "good" : "failed";
}

/** The installation has been done: this very test runs in it. */
function asTyped(line: string): string {
  return line.replace("npm install && ", "");
}

function run(line: string): ChildProcess {
  return spawn("bash", ["-c", asTyped(line)], {
    cwd: checkout,
    // So has the build, which other tests use at the same time.
    env: { ...plainEnvironment(), PORT: String(port), npm_config_ignore_scripts: "true" },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
}

async function finished(line: string): Promise<{ readonly code: number | null; readonly out: string }> {
  const child = run(line.includes("answerable demo") ? `${line} --force` : line);
  let out = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (out += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, out };
}

/** As somebody at a terminal does: waits for what it says, opens the page, and presses Ctrl+C. */
async function startsAndStops(line: string): Promise<string> {
  const child = run(line);
  let out = "";
  const closed = new Promise<number | null>((resolve) => child.once("close", resolve));
  const ready = new Promise<boolean>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk: Buffer) => {
        out += chunk.toString();
        if (out.includes("Ctrl+C stops.")) resolve(true);
      });
    void closed.then(() => resolve(false));
  });
  if (!(await ready)) return out;
  const page = await fetch(`http://127.0.0.1:${port}/`);
  process.kill(-(child.pid ?? 0), "SIGINT");
  await closed;
  return page.status === 200 ? "good" : `${page.status}`;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const found = (server.address() as AddressInfo).port;
      server.close(() => resolve(found));
    });
  });
}
