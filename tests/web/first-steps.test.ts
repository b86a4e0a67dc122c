/** What is missing so that somebody wakes up is said until it is there, and again when it breaks. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { firstSteps } from "../../src/web/first-steps.ts";
import { aNightDesk, type NightDesk } from "../support/night-desk.ts";
import { Visitor } from "../support/visitor.ts";

let desk: NightDesk;
beforeAll(async () => {
  desk = await aNightDesk();
});
afterAll(() => desk.shut());

const directory = async () => (await desk.desk.organisationView(desk.desk.person("li")!)).directory;
const undone = async (parts: Partial<Parameters<typeof firstSteps>[0]> = {}) => {
  const looked = { directory: await directory(), now: desk.desk.now(), proven: [], lastBackupAt: null };
  return firstSteps({ ...looked, ...parts })
    .filter(({ isDone }) => !isDone)
    .map(({ step }) => step);
};

test("each step is done by what it names, and by nothing else", async () => {
  expect(await undone()).toEqual(["second-administrator", "roster", "channel", "backup"]);
  expect(await undone({ lastBackupAt: 1 })).not.toContain("backup");
  const officers = (await directory()).people.filter(({ roles }) => roles.includes("duty-officer"));
  const proven = officers.map(({ id }) => ({ person: id, channel: "mail", wakes: "writes" }) as const);
  expect(await undone({ proven })).not.toContain("channel");
  expect(await undone({ proven: proven.slice(1) })).toContain("channel");
  expect(await undone({ proven: null })).not.toContain("channel");
  const nobody = { ...(await directory()), people: [] };
  expect(await undone({ directory: nobody, proven: null })).toEqual([
    "duty-officer",
    "approvers",
    "second-administrator",
    "roster",
    "channel",
    "backup",
  ]);
});

test("one person in all three roles cannot approve alone", async () => {
  const one = { ...(await directory()) };
  const people = one.people.filter(({ id }) => id === "li");
  const roles = ["lead", "spokesperson", "superior", "duty-officer", "administrator"] as const;
  expect(await undone({ directory: { ...one, people: people.map((person) => ({ ...person, roles })) } })).toContain(
    "approvers",
  );
});

test("the administration says how many are done, and leads to the next", async () => {
  const page = await new Visitor(desk, "li").get("/administration");
  expect(page.text).toMatch(/2 of 6 done|3 of 6 done/);
  expect(page.text).toMatch(/class="button primary" href="\/administration\/people"/);
  expect((await new Visitor(desk, "li", "zh").get("/administration")).text).toContain("第一个夜班准备好了吗？");
});
