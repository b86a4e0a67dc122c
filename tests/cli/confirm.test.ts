/** What is unusual: at a terminal it is asked, elsewhere `--confirm` says it; without that nothing is recorded. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import { commandLine, type CommandLine } from "../support/command-line.ts";

let cli: CommandLine;
beforeAll(async () => {
  cli = commandLine();
  await cli.run([...opening("The first", "2026-11-01 22:00"), ...confirmed("discovered-long-ago")]);
});
afterAll(() => {
  cli.remove();
});

const opening = (title: string, discoveredAt: string): string[] => [
  ...["open", "public-incident", "--as", "chen"],
  ...[`title=${title}`, "sourceKind=call", "grade=ordinary", `discoveredAt=${discoveredAt}`].flatMap((one) => [
    "--field",
    one,
  ]),
];
const confirmed = (...codes: string[]) => codes.flatMap((code) => ["--confirm", code]);
const total = async () =>
  (JSON.parse((await cli.run(["list", "--state", "all", "--json"])).out) as { total: number }).total;

test.each([
  ["en", "Is the year right?"],
  ["zh", "年份是否正确？"],
])("each is asked in %s, and named for a program", async (language, question) => {
  const args = [...opening(`Old ${language}`, "1999-11-22 22:00"), "--language", language];
  const codes = ["discovered-long-ago", "year-before-2000"];
  const before = await total();
  const plain = await cli.run(args);
  expect([plain.code, plain.err + plain.out]).toEqual([exitCodes.refused, expect.stringContaining(question)]);
  expect(plain.err + plain.out).toContain(codes.map((code) => `--confirm ${code}`).join(" "));
  for (const left of codes) {
    const rest = codes.filter((code) => code !== left);
    const json = await cli.run([...args, ...confirmed(...rest), "--json"]);
    expect([json.code, JSON.parse(json.out)]).toMatchObject([
      exitCodes.refused,
      { outcome: "doubtful", doubts: [{ code: left }] },
    ]);
  }
  expect(await total()).toBe(before);
  // One yes is not enough for two questions.
  const [yes, no] = language === "zh" ? ["是", "否"] : ["yes", "no"];
  expect(await cli.run(args, { answers: [yes, no] })).toMatchObject({ code: exitCodes.refused });
  expect(await total()).toBe(before);
  const asked = await cli.run(args, { answers: [yes, yes] });
  expect([asked.code, await total()]).toEqual([exitCodes.done, before + 1]);
  const again = await cli.run([...args, ...confirmed(...codes)]);
  expect([again.code, again.err]).toEqual([exitCodes.refused, expect.stringContaining("--confirm same-title")]);
  expect(await cli.run([...args, ...confirmed(...codes, "same-title")])).toMatchObject({ code: exitCodes.done });
});

test("a correction to a day long ago is asked about too", async () => {
  await cli.run([...opening("To be corrected", "2026-11-01 22:00"), ...confirmed("discovered-long-ago")]);
  const number = String(await total());
  const fields = ["fact=discoveredAt", "instant=2026-10-01 22:00", "reason=CCTV"];
  const args = ["send", number, "FACT_CORRECTED", "--as", "chen", ...fields.flatMap((one) => ["--field", one])];
  const refused = await cli.run(args);
  expect([refused.code, refused.err]).toEqual([
    exitCodes.refused,
    expect.stringContaining("--confirm discovered-long-ago"),
  ]);
  expect(await cli.run([...args, ...confirmed("discovered-long-ago")])).toMatchObject({ code: exitCodes.done });
});
