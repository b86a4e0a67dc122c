/** Each number of the statistics leads to just its incidents, and tables for spreadsheets hold no formula. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { csv } from "../../src/kernel/csv.ts";
import { aNightDesk, type NightDesk } from "../support/night-desk.ts";
import { Visitor } from "../support/visitor.ts";

let desk: NightDesk;
let officer: Visitor;

beforeAll(async () => {
  desk = await aNightDesk();
  officer = new Visitor(desk, "chen");
  const chen = desk.desk.person("chen")!;
  const discoveredAt = new Date(desk.desk.now()).toISOString();
  const opening = { sourceKind: "call", discoveredAt };
  for (const [title, grade] of [
    ['=cmd|"/c calc"!A1', "critical"],
    ["Kept", "ordinary"],
    ["Missed", "ordinary"],
  ]) {
    const outcome = await desk.desk.open("public-incident", { ...opening, title, grade }, chen, {
      commandId: `open ${title}`,
    });
    expect(outcome.outcome).toBe("done");
  }
  const report = { what: "A", where: "B", firstMeasures: "C" };
  await desk.desk.act("2", "FAST_REPORT_SENT", report, chen, { commandId: "kept" });
  await desk.wind(45);
  await desk.desk.act("1", "FAST_REPORT_SENT", report, chen, { commandId: "late" });
}, 60_000);
afterAll(() => desk.shut());

const numbersIn = (html: string) =>
  [...html.matchAll(/<span class="number">#(\d+)<\/span>/g)].map(([, number]) => Number(number));

test("says how many were on time, by month and by grade, and each number leads to its incidents", async () => {
  const page = await officer.get("/statistics?from=2026-11&until=2026-11");
  expect(page.text).toContain("33\u00a0% on time (1 of 3)");
  const links = [...page.text.matchAll(/href="(\/\?show=all&amp;[^"]*clock=[^"]+)">(\d+)</g)].map(
    ([, href = "", count]) => ({
      href: href.replaceAll("&amp;", "&"),
      count: Number(count),
    }),
  );
  expect(links.length).toBeGreaterThan(10);
  for (const { href, count } of links)
    expect([href, numbersIn((await officer.get(href)).text).length]).toEqual([href, count]);
  const late = links.find(({ href }) => href.includes("outcome=late"))!;
  const list = await officer.get(late.href);
  expect(numbersIn(list.text)).toEqual([1]);
  expect(list.text).toContain("Only incidents with: Fast report, met late, due in Nov 2026");
});

test("the report has every table open, says what was chosen, and asks nothing", async () => {
  const report = await officer.get("/statistics?from=2026-11&until=2026-11&playbook=public-incident&report=on");
  expect(report.text).toContain("Nov 2026 · Public incident");
  expect(report.text).not.toContain("<select");
  expect(report.text).not.toContain("<details><summary>Fast report");
  expect(report.text).toContain("<details open><summary>Fast report, by month");
});

test("a month without a decided deadline, months the wrong way round, and what is no month at all", async () => {
  expect((await officer.get("/statistics?from=2025-01&until=2025-02")).text).toContain("No deadline was decided");
  expect((await officer.get("/statistics?from=2026-12&until=2026-10")).text).toContain('value="2026-10"');
  for (const query of [
    "from=x&until=2026-13",
    "from=0000-01",
    "until=9999-12",
    "from=1970-01",
    "playbook=../..",
    "grade=%00",
  ])
    expect([query, (await officer.get(`/statistics?${query}`)).status]).toEqual([query, 200]);
  for (const query of [
    "clock=x/y&outcome=late&due=..",
    "clock=public-incident/fastReport&outcome=constructor&due=2026-11..2026-11",
  ])
    expect(numbersIn((await officer.get(`/?show=all&${query}`)).text)).toEqual([3, 2, 1]);
});

test("both tables open in a spreadsheet, and no cell is worked out", async () => {
  const list = await officer.get("/incidents.csv?show=all");
  expect(list.headers.get("content-type")).toContain("text/csv");
  expect(list.headers.get("content-disposition")).toContain("incidents.csv");
  expect(list.text.split("\r\n").filter(Boolean)).toHaveLength(4);
  expect(list.text).toContain(`"'=cmd|""/c calc""!A1"`);
  expect((await officer.get("/incidents.csv?show=all&text=missed")).text.split("\r\n").filter(Boolean)).toHaveLength(2);
  const counted = await officer.get("/statistics.csv?from=2026-11&until=2026-11");
  expect(counted.text).toContain("Public incident,Fast report,2026-11,all,1,1,1,0,0.333");
  const inChinese = await new Visitor(desk, "chen", "zh").get("/statistics.csv?from=2026-11&until=2026-11");
  expect(inChinese.text).toContain("公共事件回应,快报,2026-11,全部,1,1,1,0,0.333");
});

test.each([
  ["plain", "plain"],
  ["+1", "'+1"],
  ["-1", "'-1"],
  ["@x", "'@x"],
  ["＝1", "'＝1"],
  ["\t=1", "'\t=1"],
  ["a,b", '"a,b"'],
  ['a"b', '"a""b"'],
  ["a\nb", '"a\nb"'],
])("the cell %j stands as %j", (value, cell) => {
  expect(csv([[value, -1, null]])).toBe(`\ufeff${cell},-1,\r\n`);
});
