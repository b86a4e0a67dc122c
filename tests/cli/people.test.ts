/** People of the command line are those of the organisation's record; who is there and on duty, alone and beside a server. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readEnvironment } from "../../config/env.ts";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import { compose, configure, type Answerable } from "../../src/app/compose.ts";
import type { PeopleNow, RosterNow } from "../../src/organisation/now.ts";
import { startServer, type Running } from "../../src/app/listen.ts";
import { commandLine, type CommandLine } from "../support/command-line.ts";

const fault = ["--field", "equipment=Lift 2", "--field", "place=Library", "--field", "fault=Stuck"];
const administrator = { ANSWERABLE_SETUP_EMAIL: "kim@example.test", ANSWERABLE_SETUP_PASSWORD: "seven green herons" };

let cli: CommandLine;
let server: Running | null = null;
beforeEach(() => {
  cli = commandLine();
});
afterEach(async () => {
  await server?.close();
  server = null;
  cli.remove();
});

const environment = (more: Record<string, string> = {}) =>
  configure(readEnvironment({ ANSWERABLE_DATA: cli.folder, PORT: "0", ANSWERABLE_SIGN_IN: "off", ...more }));

async function start(more: Record<string, string> = {}): Promise<Running> {
  server = await startServer(environment(more), "0.0.0", { onProblem: () => undefined });
  return server;
}

const administering =
  ({ desk }: Answerable) =>
  async (type: string, values: object) => {
    const outcome = await desk.administer(type, values, desk.person("li")!, { commandId: `${type}-1` });
    expect(outcome).toMatchObject({ outcome: "done" });
  };

/** Lu comes, Morgan leaves, and Chen has the duty day by day; with `gap`, not for ever. */
async function changePeople(answerable: Answerable): Promise<void> {
  const done = administering(answerable);
  await done("PERSON_INVITED", { person: "lu", name: "Lu Yi", language: "en", roles: ["duty-officer"] });
  await done("PERSON_DEACTIVATED", { person: "morgan" });
  const turn = { every: "1", unit: "days", handoverTime: "08:00", startDate: "2026-01-01" };
  await done("ROTATION_SET", { layer: "officer", people: ["chen"], ...turn });
}

async function leaveBehind(change: (answerable: Answerable) => Promise<void>): Promise<void> {
  const answerable = await compose(environment());
  await change(answerable);
  await answerable.close();
}

describe("without a server", () => {
  test("whoever is in the record may act, and nobody else, whatever the settings say", async () => {
    await leaveBehind(changePeople);
    const opened = await cli.run(["open", "equipment-fault", "--as", "lu", ...fault]);
    expect([opened.code, opened.err]).toEqual([exitCodes.done, ""]);
    expect((await cli.run(["show", "1", "--as", "lu"])).code).toBe(exitCodes.done);
    for (const command of [
      ["open", "equipment-fault", "--as", "morgan", ...fault],
      ["show", "1", "--as", "morgan"],
      ["replay", "1", "--as", "morgan"],
    ]) {
      const left = await cli.run(command);
      expect([left.code, left.err]).toEqual([exitCodes.usage, expect.stringContaining('no person "morgan"')]);
      expect(left.err).toContain("People here: chen (陈晓, duty-officer)");
      expect(left.err).toContain("lu (Lu Yi, duty-officer)");
    }
    const nobody = await cli.run(["send", "1", "FAULT_ACKNOWLEDGED"]);
    expect([nobody.code, nobody.err]).toEqual([exitCodes.usage, expect.stringContaining("lu (Lu Yi, duty-officer)")]);
  });

  test("a name left out makes no database", async () => {
    const ran = await cli.run(["open", "equipment-fault", ...fault]);
    expect([ran.code, ran.err]).toEqual([exitCodes.usage, expect.stringContaining("People in the settings: chen")]);
    expect(existsSync(join(cli.folder, "answerable.db"))).toBe(false);
  });

  test("with a sign-in and no token whoever can read the data folder goes on as before", async () => {
    await leaveBehind(changePeople);
    const env = { ANSWERABLE_SIGN_IN: "on" };
    expect((await cli.run(["open", "equipment-fault", "--as", "lu", ...fault], { env })).code).toBe(exitCodes.done);
    expect((await cli.run(["people"], { env })).out).toContain("Lu Yi");
  });

  test("a desk that has not been set up has nobody, whoever stands in the shipped example", async () => {
    const env = { ANSWERABLE_SIGN_IN: "on" };
    await cli.run(["migrate"], { env });
    const listed = await cli.run(["people"], { env });
    expect([listed.code, listed.out]).toEqual([exitCodes.done, expect.stringMatching(/^No people yet/)]);
    const acting = await cli.run(["open", "equipment-fault", "--as", "chen", ...fault], { env });
    expect([acting.code, acting.err]).toEqual([exitCodes.usage, expect.stringContaining("No people yet")]);
  });

  test("people are listed with their roles, and whether they are there and on duty", async () => {
    await leaveBehind(async (answerable) => {
      await changePeople(answerable);
      const absence = { person: "sun", deputy: "wang", from: "2026-01-01T00:00:00Z" };
      await administering(answerable)("ABSENCE_RECORDED", absence);
    });
    const lines = (await cli.run(["people"])).out.split("\n");
    const line = (id: string) => lines.find((one) => one.startsWith(`${id} `));
    expect(line("chen")).toMatch(/^chen +陈晓 +duty officer +active +duty officer$/);
    expect(line("lu")).toMatch(/^lu +Lu Yi +duty officer +active$/);
    expect(line("morgan")).toMatch(/has left$/);
    expect(line("sun")).toMatch(/absent, deputy 王健$/);
    expect((await cli.run(["people", "--language", "zh"])).out).toMatch(/^chen +陈晓 +值班员/m);
    const { people } = JSON.parse((await cli.run(["people", "--json"])).out) as PeopleNow;
    expect(people.map(({ id, active }) => [id, active])).toContainEqual(["morgan", false]);
    expect(JSON.stringify(people)).not.toContain("@");
  });

  test("an absent officer is not put in charge, and the sentence says what to do first", async () => {
    await leaveBehind(async (answerable) => {
      await administering(answerable)("ABSENCE_RECORDED", { person: "chen", from: "2026-01-01T00:00:00Z" });
    });
    const incident = {
      title: "Pipe burst",
      sourceKind: "call",
      discoveredAt: "2026-11-01 08:00",
      grade: "ordinary",
    };
    const fields = Object.entries(incident).flatMap(([name, value]) => ["--field", `${name}=${value}`]);
    const open = ["open", "public-incident", "--as", "li", "--confirm", "discovered-long-ago"];
    expect((await cli.run([...open, ...fields])).code).toBe(exitCodes.done);
    const shown = async () => (await cli.run(["show", "1", "--as", "li", "--json"])).out;
    const before = JSON.parse(await shown()) as { readonly seq: number };
    const assign = ["send", "1", "OFFICER_ASSIGNED", "--as", "li", "--field", "person=chen"];
    const refused = await cli.run([...assign, "--language", "en"]);
    expect([refused.code, refused.err]).toEqual([
      exitCodes.usage,
      expect.stringContaining("陈晓 is absent: end that absence first, or choose another person."),
    ]);
    expect((await cli.run([...assign, "--language", "zh"])).err).toContain("陈晓不在岗");
    expect(JSON.parse(await shown())).toMatchObject({ seq: before.seq });
  });

  test("the roster says who has the duty and who comes, and ends with 1 when somebody will be missing", async () => {
    await leaveBehind(async () => undefined);
    const empty = await cli.run(["roster"]);
    expect([empty.code, empty.out]).toEqual([exitCodes.done, expect.stringContaining("not rostered")]);

    await leaveBehind(changePeople);
    const full = await cli.run(["roster"]);
    expect([full.code, full.out]).toEqual([
      exitCodes.done,
      expect.stringMatching(/^duty officer +陈晓 \(chen\)[^]*No gaps in the next 30 days in: duty officer\.$/),
    ]);

    await leaveBehind(async (answerable) => {
      await administering(answerable)("ABSENCE_RECORDED", { person: "chen", from: "2026-01-01T00:00:00Z" });
    });
    const gap = await cli.run(["roster"]);
    expect([gap.code, gap.out]).toEqual([
      exitCodes.refused,
      expect.stringMatching(/^duty officer +NO ONE [^]*No duty officer from .* 陈晓 is absent and has no deputy/),
    ]);
    const programs = await cli.run(["roster", "--json"]);
    const { zone, layers } = JSON.parse(programs.out) as RosterNow;
    expect([programs.code, zone, layers[0]]).toMatchObject([1, "Asia/Shanghai", { onDuty: null, gaps: [{}] }]);
  });

  test("another moment, and turn by turn, are answered for that moment", async () => {
    let day = "";
    await leaveBehind(async (answerable) => {
      await changePeople(answerable);
      day = new Date(answerable.clock.now() + 10 * 24 * 60 * 60_000).toISOString().slice(0, 10);
      const override = { layer: "officer", person: "lu", reason: "Training" };
      const extent = { from: `${day}T00:00:00Z`, until: `${day}T06:00:00Z` };
      await administering(answerable)("OVERRIDE_ADDED", { ...override, ...extent });
    });
    const ahead = await cli.run(["roster", "--at", `${day}T05:00Z`, "--json"]);
    expect((JSON.parse(ahead.out) as RosterNow).layers[0]).toMatchObject({ onDuty: { id: "lu" } });
    const words = await cli.run(["people", "--at", `${day}T05:00Z`]);
    expect(words.out).toMatch(/^lu .*duty officer$/m);
    expect(words.out).not.toMatch(/^chen .*duty officer$/m);
    const turns = await cli.run(["roster", "--from", `${day}T00:00Z`, "--until", `${day}T12:00Z`]);
    expect([turns.code, turns.err]).toEqual([exitCodes.done, ""]);
    expect(turns.out).toMatch(/^Duty position +From +Until +On duty/);
    expect(turns.out).toMatch(/^duty officer .*Lu Yi \(lu\)$/m);
    expect(turns.out).toMatch(/^duty officer .*陈晓 \(chen\)$/m);
  });

  test.each([
    [["roster", "--from", "2026-11-16T00:00Z"], "Give both --from and --until."],
    [["roster", "--from", "2026-11-16T00:00Z", "--until", "2027-11-16T00:00Z"], "At most 31 days at a time."],
    [["roster", "--at", "2026-11-16T00:00Z", "--from", "2026-11-16T00:00Z"], "cannot be used with"],
    [["roster", "--at", "2026-11-16T24:01Z"], "write date, time and offset"],
    [["people", "--at", "2026-W47-1"], "write date, time and offset"],
    [["people", "--at", "yesterday"], "write date, time and offset"],
  ])("%s is refused with what to do", async (command, words) => {
    await leaveBehind(async () => undefined);
    const ran = await cli.run(command);
    expect([ran.code, ran.err]).toEqual([exitCodes.usage, expect.stringContaining(words)]);
  });

  test("there is nothing to look at without data", async () => {
    for (const command of ["people", "roster"]) expect((await cli.run([command])).code).toBe(exitCodes.cannotOpen);
  });
});

describe("beside a server", () => {
  test("what was changed there a moment ago is seen, and whoever came may act", async () => {
    const { answerable } = await start();
    await changePeople(answerable);
    expect((await cli.run(["people"])).out).toMatch(/^lu +Lu Yi/m);
    expect((await cli.run(["roster"])).out).toContain("陈晓 (chen)");
    expect((await cli.run(["open", "equipment-fault", "--as", "lu", ...fault])).code).toBe(exitCodes.done);
  });

  test("with a token the server itself is asked, as whoever made it", async () => {
    const { answerable } = await start({ ANSWERABLE_SIGN_IN: "on", ...administrator });
    const issued = await answerable.accounts!.tokens.issue("kim", "wall display", ["read"], 1);
    const env = { ANSWERABLE_SIGN_IN: "on", ANSWERABLE_TOKEN: issued!.secret };
    const alone = await cli.run(["people", "--json"], { env: { ANSWERABLE_SIGN_IN: "on" } });
    const asked = await cli.run(["people", "--json"], { env });
    const withoutTime = ({ out }: { out: string }) => ({ ...(JSON.parse(out) as PeopleNow), now: 0 });
    expect(withoutTime(asked)).toEqual(withoutTime(alone));
    expect(withoutTime(asked).people).toMatchObject([{ id: "kim", roles: ["administrator"], active: true }]);
    expect((await cli.run(["roster"], { env })).code).toBe(exitCodes.done);
    for (const command of ["people", "roster"]) {
      const wrong = await cli.run([command, "--token", "answerable_AAAA"], { env });
      expect([wrong.code, wrong.err]).toEqual([exitCodes.refused, expect.stringContaining("ANSWERABLE_TOKEN")]);
    }
  });
});
