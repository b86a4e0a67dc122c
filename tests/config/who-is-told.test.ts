/** The settings file names nobody to be told who cannot see incidents: refused at the start, with the key. */
import { afterAll, expect, test } from "@jest/globals";
import { readFileSync, writeFileSync } from "node:fs";
import { exampleSettingsFile } from "../../config/config.ts";
import { readEnvironment } from "../../config/env.ts";
import { compose, configure } from "../../src/app/compose.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import { aTemporaryFolder } from "../support/temporary-folder.ts";

const folder = aTemporaryFolder();
afterAll(() => folder.remove());
const example = readFileSync(exampleSettingsFile, "utf8");
const people = example.slice(0, example.indexOf("\nplaybooks:"));
const clerk =
  "\n  - id: clerk\n    name: Clerk\n    email: clerk@example.test\n    roles: [administrator]\n    language: en\n";

const keeper = "posts: [{ id: keeper, name: { zh: 档案员, en: keeper }, role: administrator }]\n";

function configured(playbooks: string) {
  const file = folder.file("settings.yaml");
  writeFileSync(file, `${people.trimEnd()}${clerk}\n${keeper}playbooks:\n${playbooks}\n`);
  const data = { ANSWERABLE_DATA: folder.file("data"), DATABASE_URL: "sqlite::memory:", ANSWERABLE_SIGN_IN: "off" };
  return configure(readEnvironment({ ...data, ANSWERABLE_SETTINGS: file }));
}

const clerkMayNot = "Clerk cannot see incidents: give them a role that may first, or choose another recipient.";
const administrators =
  "“administrator” cannot see incidents, so they cannot be notified of them: choose another recipient.";

test.each([
  [
    "public-incident: { ladder: { levels: [{ recipients: [{ role: lead }] }, { recipients: [{ role: lead }, { person: clerk }] }] } }",
    `playbooks.public-incident.ladder.levels[1].recipients[1]: ${clerkMayNot}`,
  ],
  [
    "public-incident: { leadGroup: [{ role: administrator }] }",
    `playbooks.public-incident.leadGroup[0]: ${administrators}`,
  ],
  [
    "public-incident: { leadGroup: [{ role: lead }, { post: keeper, unit: it-services }] }",
    "playbooks.public-incident.leadGroup[1]: “keeper of IT services” cannot see incidents, so they cannot be notified of them: choose another recipient.",
  ],
  ["equipment-fault: { escalateTo: [{ person: clerk }] }", `playbooks.equipment-fault.escalateTo[0]: ${clerkMayNot}`],
])("%s", (section, sentence) => {
  expect(() => configured(`  ${section}`)).toThrow(`settings.yaml: ${sentence}`);
});

test("whoever may read is taken, and a person whom nobody knows yet", () => {
  const ladder =
    "{ levels: [{ recipients: [{ layer: officer }, { role: superior }, { person: to-come }, { post: contact, unit: to-come }] }] }";
  expect(configured(`  public-incident: { ladder: ${ladder} }`).settings.policies).toBeDefined();
});

test("somebody who lost the role while the desk ran stops no start, and is named", async () => {
  const config = configured("  public-incident: { leadGroup: [{ person: li }] }");
  const file = { ...config, databaseUrl: `sqlite:${folder.file("kept.db")}` };
  const problems: unknown[] = [];
  const open = () =>
    compose(file, { clock: new WindingClock(1_800_000_000_000), onProblem: (problem) => problems.push(problem) });
  const first = await open();
  const { desk } = first;
  const roles = { person: "li", roles: ["administrator"] };
  await desk.administer("ROLES_CHANGED", roles, desk.person("li")!, { commandId: "roles" });
  await first.close();
  expect(problems).toEqual([]);
  await (await open()).close();
  expect(problems.map(String)).toEqual([expect.stringContaining("playbooks.public-incident.leadGroup[0]: ")]);
});
