import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import { commandLine, type CommandLine } from "../support/command-line.ts";

let cli: CommandLine;
const fault = ["--field", "equipment=Lift 2", "--field", "place=Library", "--field", "fault=Stuck between floors"];

beforeAll(async () => {
  cli = commandLine();
  const { code, out } = await cli.run(["open", "equipment-fault", "--as", "chen", "--language", "en", ...fault]);
  expect([code, out]).toEqual([
    exitCodes.done,
    expect.stringMatching(/^Fault reported: incident 1 \(.+\), log row 0\.$/),
  ]);
});
afterAll(() => {
  cli.remove();
});

describe("looking", () => {
  test("list shows what is open, the next deadline first", async () => {
    const { code, out } = await cli.run(["list"]);
    expect(code).toBe(exitCodes.done);
    expect(out).toMatch(/^No\. +Due +Remaining/);
    expect(out).toMatch(/\n1 +\d+ \w+ \d{4}, \d\d:\d\d \(GMT\+8\) +00:1\d:\d\d .*Reported, not acknowledged.*Lift 2/);
    expect(out).toMatch(/1 of 1\.$/);
  });

  test("list takes filters", async () => {
    expect((await cli.run(["list", "--overdue"])).out).toBe(
      "No incident matches. Leave out a condition, or look among all with --state all.",
    );
    expect((await cli.run(["list", "--text", "lift"])).out).toMatch(/1 of 1/);
    expect((await cli.run(["list", "--state", "closed"])).out).toBe(
      "No incident is closed: 1 open, 0 closed. See all with --state all.",
    );
    const { out } = await cli.run(["list", "--json"]);
    expect(JSON.parse(out)).toMatchObject({ total: 1, rows: [{ number: 1, machine: "equipment-fault@1" }] });
  });

  test("show says what must be done now, by whom and until when", async () => {
    const { code, out } = await cli.run(["show", "1"]);
    expect(code).toBe(exitCodes.done);
    expect(out).toMatch(/Now\n {2}Acknowledge the fault \(unit contact\), by .+ \(GMT\+8\), 00:1/);
    expect(out).toMatch(/Possible now\n {2}FAULT_ACKNOWLEDGED +Take the repair on +only 李文 \(li\), 赵敏 \(zhao\)/);
    expect((await cli.run(["show", "1", "--language", "zh"])).out).toContain("确认收到故障");
    const json = JSON.parse((await cli.run(["show", "1", "--json"])).out) as {
      messages: { notifications: unknown[] }[];
    };
    expect(json).toMatchObject({ number: 1, playbook: "equipment-fault@1", value: { repair: "reported" }, stepSeq: 0 });
    expect(json.messages[0]!.notifications).toMatchObject([{ recipient: "zhao", channel: "file", state: "sent" }]);
  });

  test("show has a notification's address for its reader and for administrators, and for nobody who says no name", async () => {
    const addressFor = async (...as: string[]) => (await cli.run(["show", "1", "--json", ...as])).out;
    expect(await addressFor("--as", "zhao")).toContain("zhao@example.test");
    expect(await addressFor("--as", "li")).toContain("zhao@example.test");
    for (const as of [[], ["--as", "sun"], ["--as", "chen"]]) {
      const out = await addressFor(...as);
      expect(out).toContain('"recipient": "zhao"');
      expect([out.includes("zhao@"), out.includes(cli.folder)]).toEqual([false, false]);
    }
  });

  test("history is the log", async () => {
    const { out } = await cli.run(["history", "1", "--fields"]);
    expect(out).toMatch(/^0 .+ 陈晓 +Fault reported\n {6}Equipment: Lift 2/);
    expect(out).toMatch(/1 .+ system +Notification sent/);
    expect(JSON.parse((await cli.run(["history", "1", "--json"])).out)).toMatchObject([
      { seq: 0, kind: "start" },
      { seq: 1 },
    ]);
  });

  test("replay compares the fold with the store", async () => {
    const { code, out } = await cli.run(["replay", "--all"]);
    expect(out).toMatch(/matches the stored state: 2 log rows of equipment-fault@1\n1 replayed, 0 differ\.$/);
    expect(code).toBe(exitCodes.done);
    expect((await cli.run(["replay", "1", "--at", "0"])).out).toMatch(/row 0 of 1, .+: Fault reported/);
    expect(JSON.parse((await cli.run(["replay", "1", "--json"])).out)).toMatchObject([
      { number: 1, seq: 1, divergence: null },
    ]);
  });

  test("what could steer the terminal is refused, and not said again", async () => {
    for (const odd of ["Pump \u001b[2J", "Pump \u202e"]) {
      const { code, out, err } = await cli.run([
        ...["open", "equipment-fault", "--as", "chen", "--language", "en", "--field", `equipment=${odd}`],
        ...fault.slice(2),
      ]);
      expect([code, err]).toEqual([exitCodes.usage, expect.stringContaining("an invisible character (U+")]);
      expect(out + err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    }
  });
});

describe("acting", () => {
  test("fields come from a file, from standard input, and from the command line over both", async () => {
    const file = join(cli.folder, "fault.json");
    writeFileSync(file, JSON.stringify({ equipment: "Boiler", place: "Hall", fault: "Cold" }));
    const opened = await cli.run([
      "open",
      "equipment-fault",
      "--as",
      "chen",
      "--fields",
      file,
      "--field",
      "place=Gym",
      "--json",
    ]);
    const { number } = JSON.parse(opened.out) as { number: number };
    expect((await cli.run(["show", String(number)])).out).toContain("Gym");
    const read = await cli.run(["open", "equipment-fault", "--as", "chen", "--fields", "-"], {
      input: readFileSync(file, "utf8"),
    });
    expect(read.code).toBe(exitCodes.done);
  });

  test("what is missing is asked for at a terminal, with its label", async () => {
    const { code, err } = await cli.run(["open", "equipment-fault", "--as", "morgan-not-here", ...fault]);
    expect([code, err]).toEqual([exitCodes.usage, expect.stringContaining("chen (陈晓, duty-officer)")]);
    const asked = await cli.run(["open", "equipment-fault", "--as", "li", "--language", "en"], {
      answers: ["Door", "Gate", "Ajar"],
    });
    expect(asked.err).toMatch(/Equipment: \n?.*Place: /s);
    expect(asked.code).toBe(exitCodes.done);
  });

  test("what is unusual is asked at a terminal, and a yes is enough", async () => {
    const args = ["open", "equipment-fault", "--as", "chen", "--language", "en", ...fault];
    const refused = await cli.run(args, { answers: ["no"] });
    expect([refused.code, refused.err]).toEqual([
      exitCodes.refused,
      expect.stringContaining("Nothing has been recorded yet"),
    ]);
    expect(await cli.run(args, { answers: ["yes"] })).toMatchObject({ code: exitCodes.done });
  });

  test("the same command id happens once", async () => {
    const fields = ["title=A", "sourceKind=page", "discoveredAt=2026-01-01 08:00", "grade=ordinary"];
    const given = fields.flatMap((field) => ["--field", field]);
    const args = ["open", "public-incident", "--as", "chen", "--command-id", "once-only-1", ...given, "--json"];
    const asked = await cli.run(args);
    expect([asked.code, JSON.parse(asked.out)]).toMatchObject([
      exitCodes.refused,
      { outcome: "doubtful", doubts: [{ code: "discovered-long-ago" }] },
    ]);
    args.push("--confirm", "discovered-long-ago");
    const first = JSON.parse((await cli.run(args)).out) as { id: string };
    const second: unknown = JSON.parse((await cli.run(args)).out);
    expect(second).toMatchObject({ outcome: "done", id: first.id, again: true });
  });

  test.each([
    [["open", "equipment-fault", ...fault], exitCodes.usage, "--as <person>"],
    [["open", "nothing", "--as", "chen", ...fault], exitCodes.notFound, "Known: public-incident@1, equipment-fault@1"],
    [["open", "equipment-fault", "--as", "chen"], exitCodes.usage, "equipment:"],
    [["open", "equipment-fault", "--as", "chen", ...fault, "--field", "colour=red"], exitCodes.usage, "colour:"],
    [["open", "equipment-fault", "--as", "chen", "--field", "equipment"], exitCodes.usage, "name=value"],
    [["open", "equipment-fault", "--as", "chen", "--fields", "none.json"], exitCodes.usage, "none.json"],
    [["open", "equipment-fault", "--as", "sun", ...fault], exitCodes.refused, "仅以下角色"],
    [["send", "1", "FAULT_ACKNOWLEDGED", "--as", "chen"], exitCodes.refused, "赵敏"],
    [["send", "1", "REPAIR_CONFIRMED", "--as", "chen"], exitCodes.refused, ""],
    [["send", "1", "NOTHING", "--as", "chen"], exitCodes.usage, "FAULT_ACKNOWLEDGED"],
    [["send", "999", "NOTHING", "--as", "chen"], exitCodes.notFound, "There is no incident 999"],
    [["show", "999"], exitCodes.notFound, "999"],
    [["history", "999"], exitCodes.notFound, "999"],
    [["replay", "999"], exitCodes.notFound, "999"],
    [["replay", "1", "--at", "77"], exitCodes.notFound, "its last is"],
    [["replay"], exitCodes.usage, "--all"],
    [["list", "--page-size", "1e1"], exitCodes.usage, "whole number"],
    [["list", "--after", "x"], exitCodes.usage, "no page of this list ends there"],
    [
      ["open", "equipment-fault", "--as", "chen", "--language", "en", ...fault],
      exitCodes.refused,
      "--confirm same-title",
    ],
    [["lst"], exitCodes.usage, "Did you mean list?"],
    [["list", "--colour"], exitCodes.usage, "unknown option"],
  ])("%j ends with %i", async (args, code, sentence) => {
    const ran = await cli.run(args);
    expect(ran.err + ran.out).toContain(sentence);
    expect(ran.code).toBe(code);
  });

  test("a step from an old look is a conflict that says what happened since", async () => {
    const again = ["--confirm", "same-title", "--json"];
    const opened = await cli.run(["open", "equipment-fault", "--as", "chen", ...fault, ...again]);
    const number = String((JSON.parse(opened.out) as { number: number }).number);
    expect((await cli.run(["send", number, "FAULT_ACKNOWLEDGED", "--as", "zhao"])).code).toBe(exitCodes.done);
    expect((await cli.run(["send", number, "FAULT_REPAIRED", "--as", "zhao", "--field", "done=Oil"])).code).toBe(
      exitCodes.done,
    );
    expect((await cli.run(["send", number, "REPAIR_REJECTED", "--as", "chen", "--field", "reason=Stuck"])).code).toBe(
      exitCodes.done,
    );
    const stale = await cli.run([
      "send",
      number,
      "FAULT_REPAIRED",
      "--as",
      "zhao",
      "--language",
      "en",
      "--field",
      "done=Oil",
      "--expected-seq",
      "0",
    ]);
    expect(stale.code).toBe(exitCodes.conflict);
    expect(stale.err).toMatch(/--expected-seq \d+:[^]*Fault acknowledged[^]*Repair rejected/);
  });
});

describe("what cannot work", () => {
  test("no data: cannot open", async () => {
    const ran = await cli.run(["list"], { env: { ANSWERABLE_DATA: join(cli.folder, "none") } });
    expect([ran.code, ran.err]).toEqual([exitCodes.cannotOpen, expect.stringContaining("There is no database at")]);
  });

  test("a wrong setting: configuration, every problem named", async () => {
    const ran = await cli.run(["list"], { env: { PORT: "x", NODE_ENV: "prod" } });
    expect([ran.code, ran.err]).toEqual([exitCodes.configuration, expect.stringMatching(/PORT.*\nNODE_ENV/)]);
  });

  test("help works all the same, with examples", async () => {
    const ran = await cli.run(["send", "--help"], { env: { PORT: "x" } });
    expect([ran.code, ran.out]).toEqual([
      exitCodes.done,
      expect.stringContaining("answerable send 7 FAST_REPORT_SENT"),
    ]);
  });

  test("something that is no database: cannot open", async () => {
    const file = join(cli.folder, "text.db");
    writeFileSync(file, "this is a notification and not a database".repeat(100));
    const ran = await cli.run(["list"], { env: { DATABASE_URL: `sqlite:${file}` } });
    expect(ran.code).toBe(exitCodes.cannotOpen);
  });
});

test("migrate says what is there now", async () => {
  expect((await cli.run(["migrate"])).out).toMatch(/schema/);
});

test("docs/cli.md lists every exit code", () => {
  const text = readFileSync("docs/cli.md", "utf8");
  for (const code of Object.values(exitCodes)) expect(text).toMatch(new RegExp(`^\\| ${code} +\\|`, "m"));
});

describe("playbooks", () => {
  test("are listed, checked and drawn", async () => {
    expect((await cli.run(["playbook", "list"])).out).toMatch(/^public-incident@1 +公共事件回应/);
    const checked = await cli.run(["playbook", "check", "equipment-fault", "--walks", "20"]);
    expect([checked.code, checked.out]).toEqual([exitCodes.done, expect.stringMatching(/^equipment-fault@1\n {2}ok/)]);
    const drawn = await cli.run(["playbook", "draw", "equipment-fault", "--incident", "1", "--language", "zh"]);
    expect([drawn.code, drawn.out]).toEqual([exitCodes.done, expect.stringMatching(/^<svg [^]*修理中[^]*<\/svg>/)]);
    expect((await cli.run(["playbook", "draw", "nothing"])).code).toBe(exitCodes.notFound);
  });

  test("are checked against the people of the settings where nobody has been recorded yet", async () => {
    const file = join(cli.folder, "alone.yaml");
    const alone = "people: [{ id: a, name: A, email: a@example.test, roles: [duty-officer] }]";
    writeFileSync(
      file,
      `organisation: { name: { zh: 甲, en: A }, zone: UTC, zoneLabel: { zh: UTC, en: UTC } }\n${alone}\n`,
    );
    const recorded = { ANSWERABLE_SETTINGS: file };
    const before = await cli.run(["playbook", "check", "equipment-fault", "--walks", "5"], { env: recorded });
    expect(before.code).toBe(exitCodes.done);
    const env = { ...recorded, ANSWERABLE_DATA: join(cli.folder, "none") };
    const checked = await cli.run(["playbook", "check", "equipment-fault", "--walks", "5", "--json"], { env });
    expect(checked.code).toBe(exitCodes.refused);
    expect(checked.out).toContain("FAULT_REPAIRED is for post:contact, unit-contact, and no one here has that role.");
  });
});
