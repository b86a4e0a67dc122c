/** Files that whoever holds the machine puts into the data folder: read at the start, and never the end of one. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { playbookKey } from "../../machines/playbook.ts";
import { verifyDatabase } from "../../src/app/tasks/verify-database.ts";
import { parentFile, reportingFile } from "../playbook-files/linked-files.ts";
import { smallFile, smallFileWith } from "../playbook-files/small-file.ts";
import { shippedFiles } from "../../src/playbook-files/shipped-files.ts";
import { anOffice, opening, personOf, reworded, second, type Office } from "./office.ts";

let office: Office;
beforeEach(() => {
  office = anOffice();
});
afterEach(() => office.close());

const keysIn = ({ desk }: { desk: { playbooks: readonly { id: string; version: number }[] } }) =>
  desk.playbooks.filter(({ id }) => id === "small-slip").map(playbookKey);

test("a file that was dropped runs after a start, and goes on when it has vanished", async () => {
  office.put("slip.yaml", smallFile);
  const first = await office.start();
  expect(first.shelfDesk.folder()?.files).toMatchObject([{ became: "loaded", key: "small-slip@1" }]);
  const { desk } = first;
  expect(await desk.open("small-slip", opening, personOf(first, "chen"), office.next())).toMatchObject({
    outcome: "done",
    number: 1,
  });
  office.take("slip.yaml");
  const again = await office.start();
  office.clock.wind(60_000);
  const answered = { finding: "so", facts: "it is so", sure: true };
  expect(await again.desk.act("1", "ANSWERED", answered, personOf(again, "zhao"), office.next())).toMatchObject({
    outcome: "done",
  });
  expect((await again.desk.replay("1", 1, personOf(again, "li")))?.divergence).toBeNull();
  expect(JSON.stringify(await again.desk.organisationHistory())).toContain("Playbook file loaded");
  await again.close();
  const verdict = await verifyDatabase(office.config(), office.config().databaseUrl, {
    replay: true,
    progress: () => undefined,
  });
  expect(verdict).toMatchObject({ problems: [], rows: [], divergences: [], replayed: 2 });
});

test("a file is taken in once: a start with the same folder records nothing more", async () => {
  office.put("slip.yaml", smallFile);
  const first = await office.start();
  const rows = (await first.desk.organisationHistory()).length;
  const again = await office.start();
  expect(again.shelfDesk.folder()?.files).toMatchObject([{ became: "known", key: "small-slip@1" }]);
  expect((await again.desk.organisationHistory()).length).toBe(rows);
});

test("words are corrected under the same version; anything else needs a new one, and the predecessor stays", async () => {
  office.put("slip.yaml", smallFile);
  await office.start();
  office.put("slip.yaml", reworded);
  const worded = await office.start();
  expect(worded.desk.playbook("small-slip@1")?.title.en).toBe("Small slip of paper");
  office.put("slip.yaml", smallFileWith("ordinary: 3 wd", "ordinary: 1 wd"));
  const refused = await office.start();
  expect(refused.shelfDesk.folder()?.files).toMatchObject([
    { became: "refused", key: "small-slip@1", faults: [{ path: "playbooks/slip.yaml", line: 3 }] },
  ]);
  expect(refused.shelfDesk.folder()?.files[0]?.faults[0]?.message).toContain("write version: 2");
  expect(refused.desk.playbook("small-slip")?.title.en).toBe("Small slip of paper");
  office.put("slip.yaml", second);
  const next = await office.start();
  expect(keysIn(next)).toEqual(["small-slip@1", "small-slip@2"]);
  expect(next.desk.playbook("small-slip")?.version).toBe(2);
  // The old words come back by nobody's hand.
  office.put("slip.yaml", smallFile);
  const back = await office.start();
  expect(back.shelfDesk.folder()?.files).toMatchObject([{ became: "known" }]);
  expect(back.desk.playbook("small-slip")?.version).toBe(2);
});

const slip = shippedFiles().find(({ path }) => path.includes("liaison-slip"))!.text;
const wrong: readonly (readonly [what: string, files: Readonly<Record<string, string | Uint8Array>>, says: string])[] =
  [
    ["broken text", { "a.yaml": "format: 1\nid: [\n" }, "a.yaml:"],
    ["a name that leads nowhere", { "a.yaml": smallFileWith("initial: checking", "initial: cheking") }, "did you mean"],
    [
      "a night that does not come true",
      { "a.yaml": smallFileWith("state: settled, done", "state: agreeing, done") },
      "59:115",
    ],
    ["no UTF-8", { "a.yaml": new Uint8Array([0xff, 0xfe, 0x00]) }, "the text is not UTF-8"],
    ["too large", { "a.yaml": `# ${"x".repeat(300 * 1024)}` }, "256 KB at the most"],
    [
      "the program's own stream",
      { "a.yaml": smallFileWith("id: small-slip", "id: organisation") },
      "choose another id",
    ],
    [
      "a playbook written in code",
      { "a.yaml": smallFileWith("id: small-slip", "id: public-incident") },
      "choose another id",
    ],
    [
      "a shipped version changed",
      { "a.yaml": smallFileWith("id: small-slip", "id: liaison-slip") },
      "comes with the program",
    ],
    ["two files of one version", { "a.yaml": smallFile, "b.yaml": reworded }, "b.yaml is small-slip@1 too"],
  ];

test.each(wrong)("%s is refused with its place, and everything else starts", async (_, files, says) => {
  for (const [name, text] of Object.entries(files)) office.put(name, text);
  office.put("good.yaml", smallFileWith("id: small-slip", "id: good-slip"));
  const { shelfDesk, desk } = await office.start();
  const read = shelfDesk.folder()?.files ?? [];
  const refused = read.filter(({ became }) => became === "refused");
  const said = refused.flatMap(({ faults }) =>
    faults.map(({ path, line, column, message }) => `${path}:${String(line)}:${String(column)}: ${message}`),
  );
  expect(said.join("\n")).toContain(says);
  expect(refused.map(({ path }) => path)).toEqual(Object.keys(files).map((name) => `playbooks/${name}`));
  expect(desk.playbook("good-slip@1")).not.toBeNull();
  expect(desk.playbook("small-slip")).toBeNull();
  expect(desk.playbook("public-incident")?.isOwn).toBeUndefined();
  expect(office.problems.length).toBe(refused.length);
});

test("a shipped procedure is changed by a later version of the same id; the folder does not go back", async () => {
  const third = slip.replace("version: 1", "version: 3");
  office.put("slip.yaml", third);
  const { desk } = await office.start();
  expect(desk.playbook("liaison-slip")).toMatchObject({ version: 3, isOwn: true });
  office.put("slip.yaml", slip.replace("version: 1", "version: 2"));
  const again = await office.start();
  expect(again.shelfDesk.folder()?.files[0]?.faults[0]?.message).toContain("liaison-slip@3 is active");
  expect(again.desk.playbook("liaison-slip")?.version).toBe(3);
  expect(again.desk.playbooks.filter(({ id }) => id === "liaison-slip").length).toBe(2);
});

test("files that are put there together may open each other's incidents; one that opens a refused file is refused", async () => {
  office.put("a-parent.yaml", parentFile("reporting-slip"));
  office.put("b-slip.yaml", reportingFile("reporting-slip"));
  office.put("c-parent.yaml", parentFile("wrong-slip").replace("id: parent-slip", "id: other-parent"));
  office.put("d-wrong.yaml", reportingFile("wrong-slip").replace("initial: checking", "initial: cheking"));
  const { shelfDesk, desk } = await office.start();
  const files = shelfDesk.folder()?.files ?? [];
  expect(files.map(({ became }) => became)).toEqual(["loaded", "loaded", "refused", "refused"]);
  expect(files[2]?.faults[0]?.message).toContain('there is no playbook "wrong-slip"');
  expect(desk.playbook("parent-slip@1")).not.toBeNull();
});

test("a file that links itself in a circle through the office's own files is refused", async () => {
  office.put("slip.yaml", reportingFile("reporting-slip"));
  await office.start();
  office.put("parent.yaml", parentFile("reporting-slip"));
  const circle = parentFile("parent-slip")
    .replace("id: parent-slip", "id: reporting-slip")
    .replace("version: 1", "version: 2");
  office.put(
    "circle.yaml",
    circle.replace(
      "ended: { label: 已办结 | Ended, type: final }",
      "ended: { label: 已办结 | Ended, type: final, report: true }",
    ),
  );
  const { shelfDesk } = await office.start();
  const said = (shelfDesk.folder()?.files ?? []).flatMap(({ faults }) => faults.map(({ message }) => message));
  expect(said.join("\n")).toContain("files open each other in a circle");
});
