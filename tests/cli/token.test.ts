/** Beside a server with a sign-in the command line comes with a token, like any other program. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { chmodSync, copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { exampleSettingsFile } from "../../config/config.ts";
import { readEnvironment } from "../../config/env.ts";
import { configure } from "../../src/app/compose.ts";
import { startServer, type Running } from "../../src/app/listen.ts";
import { commandLine, type CommandLine } from "../support/command-line.ts";

const on = { ANSWERABLE_SIGN_IN: "on" };
const fault = ["--field", "equipment=Lift 2", "--field", "place=Library", "--field", "fault=Stuck"];
let cli: CommandLine;
let server: Running | null = null;
beforeEach(() => {
  cli = commandLine();
  mkdirSync(cli.folder, { recursive: true });
  copyFileSync(exampleSettingsFile, join(cli.folder, "answerable.yaml"));
});
afterEach(async () => {
  await server?.close();
  server = null;
  cli.remove();
});

const start = async (env: Record<string, string> = {}) => {
  const environment = readEnvironment({ ANSWERABLE_DATA: cli.folder, PORT: "0", ...on, ...env });
  server = await startServer(configure(environment), "0.0.0", { onProblem: () => undefined });
  return server;
};

test("a start without accounts says the code; one from the environment sets the desk up by itself", async () => {
  const { said, answerable } = await start();
  expect(said.join("\n")).toContain(answerable.accounts!.setUp.code);
  await server?.close();
  const mail = "li@example.test";
  const unattended = { ANSWERABLE_SETUP_EMAIL: mail, ANSWERABLE_SETUP_PASSWORD: "seven green herons at dusk" };
  const second = await start(unattended);
  expect(second.said).toEqual([`Set up: ${mail} is the first administrator.`]);
  expect(second.answerable.desk.person("li")?.roles).toEqual(["lead", "administrator"]);
  await server?.close();
  expect((await start(unattended)).said).toEqual([]);
});

test("a database that others can read stops the start", async () => {
  const { close } = await start();
  await close();
  server = null;
  chmodSync(join(cli.folder, "answerable.db"), 0o644);
  await expect(start()).rejects.toThrow("chmod o-rwx");
});

test("acts as whoever made the token, and not without one", async () => {
  const { answerable } = await start();
  const issued = await answerable.accounts!.tokens.issue("chen", "night script", ["write"], 1);
  const command = ["open", "equipment-fault", "--as", "chen", ...fault];
  const without = await cli.run(command, { env: on });
  expect([without.code, without.err]).toEqual([1, expect.stringContaining("ANSWERABLE_TOKEN")]);
  expect(await cli.run([...command, "--token", issued!.secret], { env: on })).toMatchObject({ code: 0 });
  const again = [...command, "--confirm", "same-title"];
  const shown = { env: { ...on, ANSWERABLE_TOKEN: issued!.secret } };
  expect(await cli.run(again, shown)).toMatchObject({ code: 0 });
  // The token says who acts: nobody else is named beside it, and nobody need be.
  const asLi = again.map((word) => (word === "chen" ? "li" : word));
  expect(await cli.run(asLi, shown)).toMatchObject({ code: 2, err: expect.stringContaining("The token is chen's") });
  const unnamed = again.filter((word) => word !== "--as" && word !== "chen");
  expect(await cli.run(unnamed, shown)).toMatchObject({ code: 0 });
  expect(await cli.run(unnamed, { env: on })).toMatchObject({ code: 2, err: expect.stringContaining("--as <person>") });
});
