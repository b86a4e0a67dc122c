/** Whoever wrote a statement cannot approve it at the terminal either, and verify notices a missing sign-off. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import Database from "better-sqlite3";
import { join } from "node:path";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import { commandLine, type CommandLine } from "../support/command-line.ts";

let cli: CommandLine;
const fieldsOf = (fields: Readonly<Record<string, string>>) =>
  Object.entries(fields).flatMap(([name, value]) => ["--field", `${name}=${value}`]);

/** Which wording they have before them. */
let exact: readonly string[];

beforeAll(async () => {
  cli = commandLine();
  const does = async (...args: readonly string[]) => {
    expect(await cli.run(args)).toMatchObject({ code: exitCodes.done });
  };
  const send = (type: string, by: string, fields: Readonly<Record<string, string>>) =>
    does("send", "1", type, "--as", by, ...fieldsOf(fields));
  const opening = { title: "Export", sourceKind: "call", discoveredAt: "2026-11-01 08:00", grade: "ordinary" };
  const asked = ["--confirm", "discovered-long-ago"];
  await does("open", "public-incident", "--as", "chen", ...asked, ...fieldsOf(opening));
  await send("FAST_REPORT_SENT", "chen", { what: "Records were shown", where: "Export", firstMeasures: "Off" });
  await send("CONSULTATION_OPENED", "li", { participants: "Consultation group" });
  const decision = { finding: "not-so", summary: "Nothing was shown", evidence: "Logs", drafter: "spokesperson" };
  await send("DECISION_MADE", "li", decision);
  await send("STATEMENT_SAVED", "li", { title: "What happened", body: "Nothing was shown." });
  const [digest = ""] = /\b[0-9a-f]{64}\b/.exec((await cli.run(["show", "1"])).out) ?? [];
  exact = fieldsOf({ version: "1", digest });
  await does("send", "1", "STATEMENT_SUBMITTED", "--as", "li", ...exact);
}, 30_000);
afterAll(() => {
  cli.remove();
});

test.each([
  ["zh", "您是该版通稿的起草人"],
  ["en", "You drafted this version"],
])("the author's approval is refused, in %s", async (language, words) => {
  const approving = ["send", "1", "STATEMENT_APPROVED", "--as", "li", "--field", "role=lead", ...exact];
  expect(await cli.run([...approving, "--language", language])).toMatchObject({
    code: exitCodes.refused,
    err: expect.stringContaining(words),
  });
});

test("verify names a deleted sign-off and the missing triggers", async () => {
  expect(await cli.run(["verify"])).toMatchObject({ code: exitCodes.done });
  const database = new Database(join(cli.folder, "answerable.db"));
  expect(database.prepare("SELECT by FROM sign_offs").pluck().all()).toEqual(["li"]);
  database.exec("DROP TRIGGER sign_offs_keep_rows; DELETE FROM sign_offs");
  database.close();
  const verified = await cli.run(["verify", "--json"]);
  expect(verified.code).toBe(exitCodes.refused);
  expect(JSON.parse(verified.out)).toMatchObject({
    problems: [expect.stringContaining("Protective triggers are missing on table sign_offs")],
    divergences: [{ number: 1, what: "sign-offs" }],
  });
});
