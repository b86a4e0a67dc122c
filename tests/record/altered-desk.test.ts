/** A desk whose database was changed by other hands: exported before, refused at the start, and gone on with when two decide. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import Database from "better-sqlite3";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readEnvironment } from "../../config/env.ts";
import { configure } from "../../src/app/compose.ts";
import { startServer } from "../../src/app/listen.ts";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import { commandLine, type CommandLine } from "../support/command-line.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";
import { hasPython, runNode, runPython } from "./verifiers.ts";

let cli: CommandLine;
let elsewhere: TemporaryFolder;
let env: Record<string, string>;
beforeEach(async () => {
  cli = commandLine();
  elsewhere = aTemporaryFolder();
  const demo = join(cli.folder, "demo");
  env = { ANSWERABLE_DATA: demo, ANSWERABLE_RECORD_OUTSIDE: elsewhere.file("checkpoints.txt"), PORT: "0" };
  expect((await cli.run(["demo", "--data", demo])).code).toBe(exitCodes.done);
});
afterEach(() => {
  cli.remove();
  elsewhere.remove();
});

const run = (...args: readonly string[]) => cli.run(args, { env });

function alter(): void {
  const database = new Database(join(env["ANSWERABLE_DATA"] ?? "", "answerable.db"));
  for (const name of ["log_keeps_rows", "log_keeps_words"]) database.exec(`DROP TRIGGER ${name}`);
  database.exec("UPDATE log SET by = 'li' WHERE position = 30");
  for (const table of ["record_tiles", "record_head", "record_checkpoints"]) database.exec(`DELETE FROM ${table}`);
  database.close();
}

function exportsIn(data: string): readonly unknown[] {
  const database = new Database(join(data, "answerable.db"), { readonly: true });
  const rows = database.prepare("SELECT by, auth FROM log WHERE event LIKE '%RECORD_EXPORTED%'").raw().all();
  database.close();
  return rows;
}

test("the demo night exports as sound, and its notifications carry the checkpoint", async () => {
  const vkey = (await run("record", "vkey")).out;
  expect(await run("export", "INC-1", "--to", elsewhere.file("inc-1"), "--as", "chen")).toMatchObject({
    code: exitCodes.done,
  });
  expect(readdirSync(elsewhere.file("inc-1")).sort()).toEqual([
    "README.txt",
    "checkpoint.txt",
    "definition.json",
    "events.jsonl",
    "report.html",
    "state.json",
    "texts.jsonl",
    "tree.txt",
    "vkey.txt",
  ]);
  const args = [elsewhere.file("inc-1"), "--vkey", vkey];
  expect(runNode(args)).toMatchObject({ code: 0, out: expect.stringContaining("none is there twice") });
  if (hasPython) expect(runPython(args).code).toBe(0);
  // Who has exported it stands in the organisation's record, and nobody exports without a name.
  expect(exportsIn(env["ANSWERABLE_DATA"] ?? "")).toEqual([["chen", "terminal"]]);
  expect((await run("export", "1", "--to", elsewhere.file("nameless"))).code).toBe(exitCodes.usage);
  // Not over what is there, and not of what is not.
  expect((await run("export", "1", "--to", elsewhere.file("inc-1"), "--as", "chen")).code).toBe(exitCodes.refused);
  expect((await run("export", "99", "--to", elsewhere.file("inc-99"), "--as", "chen")).code).toBe(exitCodes.notFound);
  const checkpoint = readFileSync(elsewhere.file("inc-1/checkpoint.txt"), "utf8");
  expect((await run("record", "checkpoint")).out).toBe(checkpoint.trimEnd());
  expect(readFileSync(elsewhere.file("checkpoints.txt"), "utf8")).toBe(`${checkpoint}\n`);
  expect(await run("doctor")).toMatchObject({ out: expect.stringMatching(/warn +record .*same device/) });
}, 60_000);

test("an altered log is shown and not written, until two people decide to go on under another name", async () => {
  await run("record", "checkpoint");
  alter();
  expect(await run("record", "status")).toMatchObject({
    code: exitCodes.refused,
    out: expect.stringContaining("DIFFERS     The first 75 rows of this log are not those that were signed"),
  });
  expect(await run("export", "1", "--to", elsewhere.file("altered"), "--as", "chen")).toMatchObject({
    code: exitCodes.cannotOpen,
    err: expect.stringContaining("are not those that were signed"),
  });
  const config = configure(readEnvironment({ ...env, ANSWERABLE_SIGN_IN: "off" }));
  const server = await startServer(config, "0.0.0", { onProblem: () => undefined });
  try {
    expect((await fetch(`${server.address}/readyz`)).status).toBe(503);
    expect(await (await fetch(`${server.address}/healthz`)).text()).toContain("are not those that were signed");
    const page = async (language: string) =>
      (
        await fetch(server.address, { headers: { Cookie: `answerable_language=${language}; answerable_person=chen` } })
      ).text();
    expect(await page("en")).toContain("The log differs from its signed checkpoints");
    expect(await page("zh")).toContain("记录与已签名的校验点不一致");
  } finally {
    await server.close();
  }
  const go = (...by: readonly string[]) =>
    run("record", "continue", ...by.flatMap((one) => ["--by", one]), "--reason", "The row was corrected by hand.");
  expect([(await go("chen")).code, (await go("chen", "chen")).code]).toEqual([exitCodes.usage, exitCodes.usage]);
  expect(await go("chen", "li")).toMatchObject({ code: exitCodes.done, out: expect.stringContaining("/record/2.") });
  expect(await run("record", "status")).toMatchObject({ code: exitCodes.done });
  expect((await go("chen", "li")).code).toBe(exitCodes.refused);
  expect(readFileSync(join(env["ANSWERABLE_DATA"] ?? "", "record.continued.jsonl"), "utf8")).toContain(
    '"by":["chen","li"]',
  );
}, 60_000);
