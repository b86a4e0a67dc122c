/** What an author does in a terminal with a playbook file. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import { smallFile, smallFileWith } from "../playbook-files/small-file.ts";
import { commandLine, type CommandLine } from "../support/command-line.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

let cli: CommandLine;
let folder: TemporaryFolder;
const at = (name: string) => folder.file(name);
const put = (name: string, text: string): string => {
  writeFileSync(at(name), text);
  return at(name);
};

beforeAll(() => {
  cli = commandLine();
  folder = aTemporaryFolder();
});
afterAll(() => {
  cli.remove();
  folder.remove();
});

test("a file that is right is checked, its night run, and walked through", async () => {
  const path = put("right.yaml", smallFile);
  const { code, out } = await cli.run(["playbook", "check", path, "--walks", "20"]);
  expect(out).toContain(`${path}: nothing wrong; its night comes true.`);
  expect(out).toMatch(/small-slip@1\n {2}ok {4} The engine accepts the machine\./);
  expect(code).toBe(exitCodes.done);
});

test("what is wrong is said with its place, and the exit code says so", async () => {
  const path = put("wrong.yaml", smallFileWith("initial: checking", "initial: cheking"));
  const { code, out } = await cli.run(["playbook", "check", path]);
  expect([code, out.split("\n")[0]]).toEqual([
    exitCodes.refused,
    expect.stringMatching(/wrong\.yaml:\d+:10: there is no state "cheking"; did you mean checking\?$/),
  ]);
  const night = put("night.yaml", smallFileWith("expect: { state: settled", "expect: { state: agreeing"));
  expect((await cli.run(["playbook", "check", night])).out).toMatch(
    /night\.yaml:\d+:\d+: it is in settled, not in agreeing$/,
  );
});

test("a folder is checked file by file", async () => {
  mkdirSync(at("several/inside"), { recursive: true });
  put("several/one.yaml", smallFile);
  put("several/inside/two.yml", "format: 2\n");
  put("several/notes.txt", "no playbook");
  const { code, out } = await cli.run(["playbook", "check", at("several"), "--json", "--walks", "1"]);
  const reports = JSON.parse(out) as { path?: string; faults?: unknown[] }[];
  expect(code).toBe(exitCodes.refused);
  expect(reports.map(({ path, faults }) => [path?.split("/").at(-1), faults?.length === 0])).toEqual([
    ["two.yml", false],
    ["one.yaml", true],
    [undefined, false],
  ]);
  expect((await cli.run(["playbook", "check", at("nothing.yaml")])).code).toBe(exitCodes.notFound);
});

test("a file is drawn before anybody uses it", async () => {
  const { code, out } = await cli.run(["playbook", "draw", put("drawn.yaml", smallFile), "--language", "zh"]);
  expect([code, out.startsWith("<svg"), out.includes("核实中")]).toEqual([exitCodes.done, true, true]);
});

test("a new file begins as a copy under its own name", async () => {
  const { code } = await cli.run([
    "playbook",
    "new",
    "--from",
    "liaison-slip",
    "--id",
    "my-slip",
    "--out",
    at("my.yaml"),
  ]);
  expect([code, readFileSync(at("my.yaml"), "utf8")]).toEqual([
    exitCodes.done,
    expect.stringMatching(/^id: my-slip$/m),
  ]);
  expect((await cli.run(["playbook", "check", at("my.yaml"), "--walks", "5"])).code).toBe(exitCodes.done);
  expect((await cli.run(["playbook", "new", "--from", "liaison-slip", "--id", "My Slip"])).code).toBe(exitCodes.usage);
  const { code: unknown, err } = await cli.run(["playbook", "new", "--from", "nothing", "--id", "x"]);
  expect([unknown, err]).toEqual([exitCodes.notFound, expect.stringContaining("Shipped as files: ")]);
});

test("fmt puts quotes where YAML would misread, and --check only says so", async () => {
  const cut = smallFile.replace("label: 事由 | Subject }", "label: 事由 | Subject, in short }");
  const path = put("cut.yaml", cut);
  const checked = await cli.run(["playbook", "fmt", path, "--check"]);
  expect([checked.code, readFileSync(path, "utf8")]).toEqual([exitCodes.refused, cut]);
  expect((await cli.run(["playbook", "fmt", path])).out).toBe(`${path}: changed`);
  expect((await cli.run(["playbook", "check", path, "--walks", "1"])).code).toBe(exitCodes.done);
  expect((await cli.run(["playbook", "fmt", path])).out).toBe("Nothing has to be changed.");
});

test("diff says what changes, and that behaviour needs a new version", async () => {
  const before = put("before.yaml", smallFile);
  const words = put("words.yaml", smallFileWith("核实中 | Being checked", "核对中 | Checking"));
  const limit = smallFileWith("important: 2 h", "important: 4 h");
  const same = await cli.run(["playbook", "diff", before, words]);
  expect([same.code, same.out.split("\n").at(-1)]).toEqual([
    exitCodes.done,
    "Only words change: the same version may carry them.",
  ]);
  const other = await cli.run(["playbook", "diff", before, put("limit.yaml", limit)]);
  expect([other.code, other.out]).toEqual([exitCodes.refused, expect.stringContaining("Set `version: 2`.")]);
  const newer = put("newer.yaml", limit.replace("version: 1\n", "version: 2\n"));
  expect((await cli.run(["playbook", "diff", before, newer])).code).toBe(exitCodes.done);
});

test("the schema is printed for editors", async () => {
  const { out } = await cli.run(["playbook", "schema"]);
  expect(JSON.parse(out)).toMatchObject({ $schema: "https://json-schema.org/draft/2020-12/schema" });
  await cli.run(["playbook", "schema", "--out", at("schema.json")]);
  expect(existsSync(at("schema.json"))).toBe(true);
});
