/**
 * R13: a row that somebody edited by hand is passed over and named, on the desk and by `verify`; all others go on, and nothing
 * ends as if we had erred.
 */
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import Database from "better-sqlite3";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { readEnvironment } from "../../config/env.ts";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import { configure } from "../../src/app/compose.ts";
import { startServer, type Running } from "../../src/app/listen.ts";
import { commandLine, type CommandLine } from "../support/command-line.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";
import { figures, howMany } from "../support/extent.ts";
import { aNightIn, look, plain, register } from "./support/edited-night.ts";
import { edits } from "./support/row-edits.ts";
import { until } from "../support/waiting.ts";

let cli: CommandLine;
let folder: TemporaryFolder;
let server: Running | null = null;

beforeAll(async () => {
  cli = commandLine();
  folder = aTemporaryFolder();
  await aNightIn(folder.file("night"), cli);
}, 120_000);
afterEach(async () => {
  await server?.close();
  server = null;
});
afterAll(() => {
  cli.remove();
  folder.remove();
});

/** Every fourth one with the other tests. */
const tried = edits.filter((_, index) => index % howMany(4, 1) === 0);

test.each(tried)(
  "$sql",
  async ({ sql, named: said, onDesk }) => {
    const data = folder.file("edited");
    rmSync(data, { recursive: true, force: true });
    mkdirSync(data);
    cpSync(folder.file("night"), data, { recursive: true });
    edit(join(data, "answerable.db"), sql);
    const env = { env: { ANSWERABLE_DATA: data } };
    const verified = await cli.run(["verify"], env);
    expect(verified).toMatchObject({ code: exitCodes.refused, out: expect.stringMatching(said) });

    server = await startServer(
      configure(readEnvironment({ ANSWERABLE_DATA: data, PORT: "0", ANSWERABLE_SIGN_IN: "off" })),
      "0.0.0",
      {
        onProblem: () => undefined,
        lookAfterMs: 1_000,
      },
    );
    // Others go on: the desk opens, a new incident is registered, and its own page is there.
    expect((await register(server.address)).status).toBe(201);
    const page = await look(server.address, "/");
    expect(page.status).toBe(200);
    expect((await look(server.address, "/incidents/3")).status).toBe(200);
    // Of the incident itself the page is there, or says in words what is wrong.
    const own = await look(server.address, "/incidents/1");
    expect([200, 404, 500]).toContain(own.status);
    if (own.status === 500) expect(own.text).toContain("A stored entry cannot be read");
    const { address } = server;
    const named = async () => onDesk.test(plain((await look(address, "/")).text));
    await until("the desk names the row", named, 15_000);
    await server.close();
    server = null;
    for (const args of [["list"], ["show", "1"], ["history", "1"], ["show", "2"]]) {
      const { code } = await cli.run(args, env);
      expect({ args, ours: code === exitCodes.ours }).toEqual({ args, ours: false });
    }
  },
  120_000,
);

test("there are at least 26 edits", () => {
  expect(edits.length).toBeGreaterThanOrEqual(26);
  figures("R13", `${tried.length} rows edited by hand: each named by verify, all others went on`);
});

/** As somebody would who takes the protections off first. */
function edit(file: string, sql: string): void {
  const database = new Database(file);
  for (const trigger of ["log_keeps_rows", "log_keeps_words", "sign_offs_keep_rows", "sign_offs_keep_words"])
    database.exec(`DROP TRIGGER ${trigger}`);
  const { changes } = database.prepare(sql).run();
  database.close();
  expect(changes).toBeGreaterThan(0);
}
