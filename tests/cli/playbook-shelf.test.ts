/** An office's own playbooks in a terminal: load the folder, list, export, compare, link. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import { parentFile, reportingFile } from "../playbook-files/linked-files.ts";
import { smallFile, smallFileWith } from "../playbook-files/small-file.ts";
import { commandLine, type CommandLine } from "../support/command-line.ts";

let cli: CommandLine;
const put = (name: string, text: string): string => {
  const path = `${cli.folder}/playbooks/${name}`;
  writeFileSync(path, text);
  return path;
};

beforeAll(() => {
  cli = commandLine();
  mkdirSync(`${cli.folder}/playbooks`);
});
afterAll(() => cli.remove());

test("before there is a desk nothing can be loaded, and only shipped files are known", async () => {
  const loaded = await cli.run(["playbook", "load"]);
  expect([loaded.code, loaded.err]).toEqual([exitCodes.cannotOpen, expect.stringContaining("There is no database at")]);
  expect((await cli.run(["playbook", "export", "small-slip"])).code).toBe(exitCodes.notFound);
});

test("the folder is loaded; a wrong file is refused with its place and the exit code says so", async () => {
  await cli.run(["migrate"]);
  put("slip.yaml", smallFile);
  const { code, out } = await cli.run(["playbook", "load"]);
  expect([code, out]).toEqual([exitCodes.done, "playbooks/slip.yaml (small-slip@1): loaded, and active from now on"]);
  const wrong = put("wrong.yaml", smallFileWith("initial: checking", "initial: cheking"));
  const refused = await cli.run(["playbook", "load"]);
  expect([refused.code, refused.out.split("\n").slice(0, 3)]).toEqual([
    exitCodes.refused,
    [
      "playbooks/slip.yaml (small-slip@1): known already",
      "playbooks/wrong.yaml: refused",
      expect.stringMatching(/^ {2}playbooks\/wrong\.yaml:\d+:10: there is no state "cheking"/),
    ],
  ]);
  writeFileSync(wrong, smallFile.replace("version: 1", "version: 2").replace("important: 2 h", "important: 4 h"));
  expect((await cli.run(["playbook", "load"])).code).toBe(exitCodes.done);
});

test("own versions are listed, the earlier one as such", async () => {
  const { out } = await cli.run(["playbook", "list"]);
  expect(out).toMatch(/^small-slip@1 +小单 · Small slip +own, earlier$/m);
  expect(out).toMatch(/^small-slip@2 +小单 · Small slip +own$/m);
  expect(out).toMatch(/^liaison-slip@1 .*request *$/m);
});

test("a version is exported exactly, and compared by its name", async () => {
  const path = `${cli.folder}/out.yaml`;
  expect((await cli.run(["playbook", "export", "small-slip@1", "--out", path])).code).toBe(exitCodes.done);
  expect(readFileSync(path, "utf8")).toBe(smallFile);
  const { code, out } = await cli.run(["playbook", "diff", "small-slip@1", "small-slip"]);
  expect([code, out]).toEqual([exitCodes.done, expect.stringContaining("The behaviour changes")]);
});

test("a file may link the office's own playbooks, and files that are checked together each other", async () => {
  put("reporting.yaml", reportingFile("reporting-slip"));
  expect((await cli.run(["playbook", "load"])).code).toBe(exitCodes.done);
  const path = put("parent.yaml", parentFile("reporting-slip"));
  expect((await cli.run(["playbook", "check", path, "--walks", "1"])).out).toContain("parent.yaml: nothing wrong");
  const folder = `${cli.folder}/both`;
  mkdirSync(folder);
  writeFileSync(`${folder}/a.yaml`, parentFile("other-slip"));
  const alone = await cli.run(["playbook", "check", folder, "--walks", "1"]);
  expect([alone.code, alone.out]).toEqual([exitCodes.refused, expect.stringContaining('no playbook "other-slip"')]);
  writeFileSync(`${folder}/b.yaml`, reportingFile("other-slip"));
  expect((await cli.run(["playbook", "check", folder, "--walks", "1"])).out).toContain("a.yaml: nothing wrong");
});

test("simulate prints a night as it went, and says where it goes otherwise", async () => {
  const { code, out } = await cli.run(["playbook", "simulate", "small-slip@1"]);
  expect([code, out.split("\n")]).toEqual([
    exitCodes.done,
    [
      "an answer that is not so ends it",
      "  2026-11-23 09:00  opened by chen",
      "    → checking",
      "    clock check: running, due 2026-11-26 23:59",
      "    clock daily-2026-11-27: running, due 2026-11-27 17:00",
      "    notified: slip",
      "  2026-11-23 10:00  ANSWERED by zhao",
      "    → settled",
      "    clock check: met, due 2026-11-26 23:59",
      "    clock daily-2026-11-27: cancelled, due 2026-11-27 17:00",
      "  It comes true.",
    ],
  ]);
  const other = `${cli.folder}/other.yaml`;
  writeFileSync(other, smallFileWith("expect: { state: settled", "expect: { state: agreeing"));
  const wrong = await cli.run(["playbook", "simulate", other, "--json"]);
  expect(wrong.code).toBe(exitCodes.refused);
  expect(JSON.parse(wrong.out)).toMatchObject([{ faults: [{ message: "it is in settled, not in agreeing" }] }]);
  expect((await cli.run(["playbook", "simulate", "small-slip", "--night", "no such"])).code).toBe(exitCodes.notFound);
});
