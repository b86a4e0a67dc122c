/** What the command line says about a command, and the examples that its help gives. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { commandLine, type CommandLine } from "../support/command-line.ts";

let cli: CommandLine;

beforeAll(() => {
  cli = commandLine();
});
afterAll(() => {
  cli.remove();
});

test("everything that is said about a command is in the language that was asked for", async () => {
  const chinese = async (args: readonly string[]) => {
    const { out, err } = await cli.run([...args, "--as", "chen", "--language", "zh"]);
    expect(out + err).not.toMatch(/[A-Za-z]{2,} [a-z]{2,} /);
    return out + err;
  };
  const old = ["title=旧事", "sourceKind=call", "discoveredAt=2026-01-01 08:00", "grade=ordinary"];
  const given = old.flatMap((field) => ["--field", field]);
  expect(await chinese(["open", "public-incident", ...given])).toContain("--confirm discovered-long-ago");
  const opened = await chinese(["open", "public-incident", ...given, "--confirm", "discovered-long-ago"]);
  const [, number = ""] = /事件 (\d+)/.exec(opened) ?? [];
  expect(await chinese(["send", number, "NOTE_ADDED"])).toContain("wording:");
  expect(await chinese(["send", number, "NOTE_ADDED", "--field", "wording=已核实", "--expected-seq", "99"])).toContain(
    "--expected-seq",
  );
});

test.each(["open", "send"])("every field in the examples of `%s --help` is a field", async (command) => {
  const { out } = await cli.run([command, "--help"]);
  const named = [...out.matchAll(/--field "?(\w+)=/g)].map(([, name]) => name);
  expect(named.length).toBeGreaterThan(0);
  const own = command === "open" ? ["open", "public-incident"] : ["send", "1", "NOTE_ADDED"];
  const { err } = await cli.run([...own, "--as", "chen", ...named.flatMap((name) => ["--field", `${String(name)}=`])]);
  expect(err).not.toMatch(/Unknown field|没有该字段/);
});
