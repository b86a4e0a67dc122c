/** Commands beside a running server: what changes something goes through its API and ends as it would without one. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { readEnvironment } from "../../config/env.ts";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import { configure } from "../../src/app/compose.ts";
import { startServer, type Running } from "../../src/app/listen.ts";
import { commandLine, type CommandLine } from "../support/command-line.ts";

let cli: CommandLine;
let server: Running;
beforeAll(async () => {
  cli = commandLine();
  server = await startServer(
    configure(readEnvironment({ ANSWERABLE_DATA: cli.folder, PORT: "0", ANSWERABLE_SIGN_IN: "off" })),
    "0.0.0",
  );
});
afterAll(async () => {
  await server.close();
  cli.remove();
});

const fault = ["--field", "equipment=Lift 2", "--field", "place=Library", "--field", "fault=Stuck between floors"];
const english = ["--language", "en"];

test("an incident is registered in the server, and read beside it", async () => {
  const opened = await cli.run(["open", "equipment-fault", "--as", "chen", ...english, ...fault]);
  expect([opened.code, opened.out]).toEqual([exitCodes.done, expect.stringMatching(/^Fault reported: incident 1 /)]);
  expect((await server.answerable.desk.find("1"))?.summary.title).toContain("Lift 2");
  expect((await cli.run(["list"])).out).toMatch(/Lift 2/);
  expect((await cli.run(["replay", "--all"])).code).toBe(exitCodes.done);
});

test.each([
  [["open", "equipment-fault", "--as", "chen"], exitCodes.usage, "equipment:"],
  [["open", "equipment-fault", "--as", "sun", ...fault], exitCodes.refused, "陈晓"],
  [["send", "1", "REPAIR_CONFIRMED", "--as", "chen"], exitCodes.refused, ""],
  [["send", "1", "NOTHING", "--as", "chen"], exitCodes.usage, "FAULT_ACKNOWLEDGED"],
  [["send", "999", "NOTHING", "--as", "chen"], exitCodes.notFound, "999"],
  [["send", "1", "FAULT_ACKNOWLEDGED", "--as", "zhao", "--command-id", "short"], exitCodes.refused, "Idempotency-Key"],
])("%j ends with %i", async (args, code, sentence) => {
  const ran = await cli.run(args);
  expect(ran.err + ran.out).toContain(sentence);
  expect(ran.code).toBe(code);
});

test("sent twice under one id it happens once; sent from an old look it is a conflict", async () => {
  const acknowledge = ["send", "1", "FAULT_ACKNOWLEDGED", "--as", "zhao", "--command-id", "acknowledge-1", "--json"];
  expect(JSON.parse((await cli.run(acknowledge)).out)).toMatchObject({ outcome: "done", again: false });
  expect(JSON.parse((await cli.run(acknowledge)).out)).toMatchObject({ outcome: "done", again: true });
  const repair = ["send", "1", "FAULT_REPAIRED", "--as", "zhao", ...english, "--field", "done=Oil"];
  expect((await cli.run(repair)).code).toBe(exitCodes.done);
  const reject = ["send", "1", "REPAIR_REJECTED", "--as", "chen", ...english, "--field", "reason=Stuck"];
  expect((await cli.run(reject)).code).toBe(exitCodes.done);
  const stale = await cli.run([...repair, "--expected-seq", "0"]);
  expect([stale.code, stale.err]).toEqual([
    exitCodes.conflict,
    expect.stringMatching(/Fault acknowledged[^]*Repair rejected/),
  ]);
});

test("a second server on the same data is told who holds it, and one on the same port is told to take another", async () => {
  const config = configure(readEnvironment({ ANSWERABLE_DATA: cli.folder, PORT: "0", ANSWERABLE_SIGN_IN: "off" }));
  await expect(startServer(config, "0.0.0")).rejects.toThrow(`serves ${server.address}`);
  const port = Number(new URL(server.address).port);
  await expect(startServer({ ...config, port }, "0.0.0")).rejects.toThrow(`Port ${port} is taken`);
  expect((await cli.run(["migrate"])).code).toBe(exitCodes.cannotOpen);
});

test("the server listens on this machine only, and its page is there", async () => {
  expect(server.address).toMatch(/^http:\/\/127\.0\.0\.1:/);
  const page = await fetch(server.address, { headers: { Cookie: "" } });
  expect(page.status).toBe(200);
  expect(await page.text()).toContain("Answerable");
});

test("whoever sends too much is told how long to wait, and nothing of it was recorded", async () => {
  const crowded = commandLine();
  const env = { ANSWERABLE_ENTRIES_PER_MINUTE: "2" };
  const settings = { ANSWERABLE_DATA: crowded.folder, PORT: "0", ANSWERABLE_SIGN_IN: "off", ...env };
  const busy = await startServer(configure(readEnvironment(settings)), "0.0.0");
  try {
    const register = (number: number) => {
      const fields = [
        "--field",
        `equipment=Lift ${String(number)}`,
        "--field",
        "place=Library",
        "--field",
        "fault=Stuck",
      ];
      return crowded.run(["open", "equipment-fault", "--as", "chen", ...english, ...fields], { env });
    };
    let taken = 0;
    let last = await register(0);
    while (last.code === exitCodes.done && taken < 50) last = await register((taken += 1));
    expect(last).toMatchObject({
      code: exitCodes.refused,
      out: "",
      err: expect.stringMatching(/^Too many entries in a short time: nothing was recorded\. Try again in \d+ s\.$/),
    });
    expect((await busy.answerable.desk.list({ pageSize: 1, sort: "newest" })).total).toBe(taken);
  } finally {
    await busy.close();
    crowded.remove();
  }
});
