/** An uploaded file: one administrator proposes it, another activates it, and open incidents stay on what they have. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { backupSqlite } from "../../db/backup.ts";
import { compose, configure } from "../../src/app/compose.ts";
import { readEnvironment } from "../../config/env.ts";
import { checkRows } from "../../db/check-database.ts";
import { smallFile, smallFileWith } from "../playbook-files/small-file.ts";
import { anOffice, opening, personOf, second, type Office } from "./office.ts";

let office: Office;
beforeEach(() => {
  office = anOffice();
});
afterEach(() => office.close());

async function activated(text: string) {
  const open = await office.start();
  const { shelfDesk } = open;
  const { digest, faults } = await shelfDesk.keep("mine.yaml", text);
  expect(faults).toEqual([]);
  expect(await shelfDesk.propose(digest, "li", office.next())).toMatchObject({ outcome: "done" });
  const [waiting] = shelfDesk.waiting();
  expect(await shelfDesk.activate(waiting!.id, "min", office.next())).toMatchObject({ outcome: "done" });
  return open;
}

test("nobody activates what they have proposed; somebody else does, and it runs at once", async () => {
  const { shelfDesk, desk } = await office.start();
  const { digest } = await shelfDesk.keep("mine.yaml", smallFile);
  expect(await shelfDesk.propose(digest, "chen", office.next())).toMatchObject({ outcome: "forbidden" });
  expect(await shelfDesk.propose(digest, "li", office.next())).toMatchObject({ outcome: "done" });
  expect(await shelfDesk.propose(digest, "min", office.next())).toMatchObject({ outcome: "refused" });
  expect(desk.playbook("small-slip")).toBeNull();
  const [waiting] = shelfDesk.waiting();
  const own = await shelfDesk.activate(waiting!.id, "li", office.next());
  expect(own).toMatchObject({ outcome: "refused", sentence: { en: expect.stringContaining("second administrator") } });
  expect(desk.playbook("small-slip")).toBeNull();
  expect(await shelfDesk.activate(waiting!.id, "min", office.next())).toMatchObject({ outcome: "done" });
  expect(desk.playbook("small-slip")).toMatchObject({ version: 1, isOwn: true });
  expect(shelfDesk.waiting()).toEqual([]);
  expect(await shelfDesk.review(digest)).toMatchObject({ isActive: true, proposal: null });
});

test("an open incident stays on its version beside the new one, also after a start and in a replay", async () => {
  const before = await activated(smallFile);
  const chen = personOf(before, "chen");
  const command = office.next();
  expect(await before.desk.open("small-slip", opening, chen, command)).toMatchObject({ number: 1 });
  const after = await activated(second);
  const other = { ...opening, subject: "No light" };
  expect(await after.desk.open("small-slip", other, personOf(after, "chen"), office.next())).toMatchObject({
    number: 2,
  });
  const keys = await Promise.all(["1", "2"].map(async (id) => (await after.desk.find(id))?.machine));
  expect(keys).toEqual(["small-slip@1", "small-slip@2"]);
  const pinned = await after.desk.open("small-slip@1", opening, personOf(after, "chen"), office.next());
  expect(pinned).toMatchObject({ outcome: "refused", sentence: { en: expect.stringContaining("small-slip@2") } });
  // What was recorded before is answered as it was then.
  expect(await after.desk.open("small-slip@1", opening, personOf(after, "chen"), command)).toMatchObject({
    outcome: "done",
    again: true,
  });
  const due = async (id: string) => (await after.desk.incident(id, personOf(after, "li")))?.clocks[0]?.dueAt ?? 0;
  expect(await due("1")).toBeGreaterThan(await due("2"));
  const answered = { finding: "not-so", facts: "all is well", sure: true };
  expect(await after.desk.act("1", "ANSWERED", answered, personOf(after, "zhao"), office.next())).toMatchObject({
    outcome: "done",
  });
  expect((await after.desk.replay("1", 1, personOf(after, "li")))?.divergence).toBeNull();
});

test("what was sound when it was proposed is looked at again when it is activated", async () => {
  const { shelfDesk } = await office.start();
  const { digest } = await shelfDesk.keep("mine.yaml", smallFile);
  await shelfDesk.propose(digest, "li", office.next());
  office.put("other.yaml", smallFileWith("ordinary: 3 wd", "ordinary: 1 wd"));
  expect((await shelfDesk.readFolder()).files).toMatchObject([{ became: "loaded" }]);
  const [waiting] = shelfDesk.waiting();
  expect(await shelfDesk.activate(waiting!.id, "min", office.next())).toMatchObject({
    outcome: "refused",
    sentence: { en: expect.stringContaining("write version: 2") },
  });
  expect(await shelfDesk.decline(waiting!.id, "min", office.next())).toMatchObject({ outcome: "done" });
  expect(shelfDesk.waiting()).toEqual([]);
});

test("an earlier version can be made active again, by two people", async () => {
  await activated(smallFile);
  await activated(second);
  const { desk } = await activated(smallFile);
  expect(desk.playbook("small-slip")?.version).toBe(1);
});

test("a backup carries the texts, and a text that was altered is found", async () => {
  const before = await activated(smallFile);
  await before.desk.open("small-slip", opening, personOf(before, "chen"), office.next());
  const copy = office.file("copy/answerable.db");
  await before.close();
  await backupSqlite(office.file("data/answerable.db"), copy);
  expect(await checkRows(`sqlite:${copy}`)).toEqual([]);
  const restored = await compose(
    configure(
      readEnvironment({ ANSWERABLE_DATA: office.file("copy"), ANSWERABLE_SIGN_IN: "off", LOG_LEVEL: "silent" }),
    ),
    { mode: "read" },
  );
  expect((await restored.engine.replay((await restored.desk.find("1"))!.id)).divergence).toBeNull();
  expect((await restored.shelfDesk?.source("small-slip@1"))?.text).toBe(smallFile);
  await restored.close();
});
