/** docs/operating.md, followed step by step: the commands of its blocks are run as they stand. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";
import { commandLine, type CommandLine } from "../support/command-line.ts";

let cli: CommandLine;
let elsewhere: TemporaryFolder;
beforeEach(() => {
  cli = commandLine();
  elsewhere = aTemporaryFolder();
  mkdirSync(elsewhere.file("backups"));
});
afterEach(() => {
  cli.remove();
  elsewhere.remove();
});

/** The lines of the document's `sh` blocks, its folders put where a test may write. */
function steps(): readonly (readonly string[])[] {
  const document = readFileSync(new URL("../../docs/operating.md", import.meta.url), "utf8");
  const blocks = [...document.matchAll(/```sh\n([^`]*)```/g)].map(([, block]) => block ?? "");
  const lines = blocks
    .join("\n")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  return lines.map((line) => {
    const [program, ...args] = line.split(" ");
    expect(program).toBe("answerable");
    return args.map((arg) =>
      arg.replace(/^\/backups/, elsewhere.file("backups")).replace(/^rehearsal$/, elsewhere.file("rehearsal")),
    );
  });
}

const open = (equipment: string) => {
  const fields = [`equipment=${equipment}`, "place=Hall", "fault=Stuck"].flatMap((field) => ["--field", field]);
  return ["open", "equipment-fault", "--as", "chen", ...fields];
};

test("every step ends with 0, and the desk has what the backup had", async () => {
  expect(await cli.run(open("Lift"))).toMatchObject({ code: exitCodes.done });
  const followed = steps();
  expect(followed.map(([command]) => command)).toEqual([
    "doctor",
    "verify",
    "backup",
    "restore",
    "verify",
    "restore",
    "verify",
  ]);
  for (const args of followed) {
    const { code, out, err } = await cli.run(args);
    expect({ args, code, said: code === exitCodes.done ? "" : out + err }).toEqual({
      args,
      code: exitCodes.done,
      said: "",
    });
    // What is lost with a restore is there until then.
    if (args[0] === "backup") await cli.run(open("Door"));
  }
  expect(existsSync(elsewhere.file("rehearsal/answerable.db"))).toBe(true);
  expect(readdirSync(cli.folder).filter((name) => /^answerable\.db\.replaced-\d+T\d+Z$/.test(name))).toHaveLength(1);
  // Numbers come again.
  const again = await cli.run([...open("Window"), "--json"]);
  expect(again).toMatchObject({ code: exitCodes.done });
  expect(JSON.parse((await cli.run(["list", "--json"])).out)).toMatchObject({ total: 2 });
});

test("two backups into a folder within one second are two files", async () => {
  await cli.run(open("Lift"));
  for (let n = 0; n < 2; n += 1)
    expect(await cli.run(["backup", elsewhere.file("backups"), "--quick"])).toMatchObject({ code: exitCodes.done });
  expect(readdirSync(elsewhere.file("backups"))).toHaveLength(2);
});
