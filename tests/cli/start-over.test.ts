/** The last administrator has lost their telephone: whoever keeps the server lets them in again. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { readEnvironment } from "../../config/env.ts";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import { compose, configure, type Answerable } from "../../src/app/compose.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { startServer } from "../../src/app/listen.ts";
import { commandLine, type CommandLine } from "../support/command-line.ts";

const env = { ANSWERABLE_SIGN_IN: "on", ANSWERABLE_BASE_URL: "https://desk.example.test" };
const mail = "kim@example.test";
const password = "seven green herons at dusk";
const setUp = { ANSWERABLE_SETUP_EMAIL: mail, ANSWERABLE_SETUP_PASSWORD: password };

let cli: CommandLine;
beforeEach(() => {
  cli = commandLine();
});
afterEach(() => {
  cli.remove();
});

const config = () => configure(readEnvironment({ ANSWERABLE_DATA: cli.folder, PORT: "0", ...env, ...setUp }));
const serveOnce = async <Result>(during: (answerable: Answerable) => Promise<Result>): Promise<Result> => {
  const server = await startServer(config(), "0.0.0", { onProblem: () => undefined });
  try {
    return await during(server.answerable);
  } finally {
    await server.close();
  }
};
const lookInside = async <Result>(look: (answerable: Answerable) => Promise<Result>): Promise<Result> => {
  const answerable = await compose(config());
  try {
    return await look(answerable);
  } finally {
    await answerable.close();
  }
};
const caller = { device: null, agent: "Firefox", address: "192.0.2.1" };
const signsIn = ({ accounts }: Answerable, word: string) => accounts!.signIn(mail, word, caller);

test("every way in ends, and the link that is printed makes a new one", async () => {
  await serveOnce(async (answerable) => {
    expect(await signsIn(answerable, password)).toMatchObject({ outcome: "in" });
  });
  const ran = await cli.run(["start-over", "kim", "--json"], { env });
  expect([ran.code, ran.err]).toEqual([exitCodes.done, ""]);
  const { link, name, expiresAt } = JSON.parse(ran.out) as { link: string; name: string; expiresAt: string };
  expect(name).toBe(mail);
  expect(link).toMatch(/^https:\/\/desk\.example\.test\/invitation\/[\w-]{40,}$/);
  expect(Date.parse(expiresAt)).toBeGreaterThan(systemClock.now());

  const anew = "nine blue lanterns by the pond";
  await lookInside(async (answerable) => {
    expect(await signsIn(answerable, password)).toMatchObject({ outcome: "wrong" });
    const secret = link.replace(/^.*\//, "");
    expect(await answerable.accounts!.accept(secret, anew)).toMatchObject({ outcome: "done" });
    expect(await signsIn(answerable, anew)).toMatchObject({ outcome: "in" });
    const onRecord = await answerable.desk.organisationHistory();
    expect(JSON.stringify(onRecord)).toContain("SIGN_IN_CHANGED");
  });
});

test("says what to do when it cannot be", async () => {
  const nothing = await cli.run(["start-over", "kim"], { env });
  expect([nothing.code, nothing.err]).toEqual([exitCodes.cannotOpen, expect.stringContaining("There is no database")]);
  await serveOnce(async () => {
    const held = await cli.run(["start-over", "kim"], { env });
    expect(held.code).toBe(exitCodes.cannotOpen);
    expect(held.err).toMatch(/stop/i);
  });
  const nobody = await cli.run(["start-over", "kin"], { env });
  expect([nobody.code, nobody.err]).toEqual([exitCodes.notFound, expect.stringContaining('the ID "kin"')]);
  const off = await cli.run(["start-over", "kim"], { env: { ANSWERABLE_SIGN_IN: "off" } });
  expect([off.code, off.err]).toEqual([exitCodes.refused, expect.stringContaining("Sign-in is off")]);
  const inWords = await cli.run(["start-over", "kim"], { env });
  expect(inWords.out).toMatch(/^kim@example\.test can no longer sign in[^]*\/invitation\/[^]*give it only to them/);
});
