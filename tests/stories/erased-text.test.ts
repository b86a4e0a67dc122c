/** A night in which a text is erased by two administrators, and a backup from before it is restored. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { readEnvironment } from "../../config/env.ts";
import { backupSqlite } from "../../db/backup.ts";
import { exampleSettingsFile } from "../../config/config.ts";
import { compose, configure, type Answerable } from "../../src/app/compose.ts";
import { makeOperator } from "../../src/app/tasks/operator.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

const began = Date.parse("2026-11-22T21:02:00+08:00");
const title = "Gas smell in the choir room";
const note = "Zhang Wei of flat 3 called again";
let folder: TemporaryFolder;
let clock: WindingClock;
let open: Answerable | null = null;
let commands = 0;
beforeEach(() => {
  folder = aTemporaryFolder();
  clock = new WindingClock(began);
});
afterEach(async () => {
  await open?.close();
  open = null;
  folder.remove();
});

/** The shipped example with a second administrator, a folder outside, and backups that are kept for thirty days. */
function configuration() {
  const more = "  - { id: min, name: Zheng Min, email: min@example.test, roles: [administrator], language: en }\n";
  const settings = readFileSync(exampleSettingsFile, "utf8").replace(/(  - \{ id: sun,[^\n]*\n)/, `$1${more}`);
  const file = folder.file("answerable.yaml");
  writeFileSync(file, `${settings}\nrecord:\n  backupDays: 30\n`);
  return configure(
    readEnvironment({
      ANSWERABLE_DATA: folder.file("data"),
      ANSWERABLE_SETTINGS: file,
      ANSWERABLE_RECORD_OUTSIDE: folder.file("outside/checkpoints.txt"),
      ANSWERABLE_SIGN_IN: "off",
      LOG_LEVEL: "silent",
    }),
  );
}

async function start(): Promise<Answerable> {
  open = await compose(configuration(), { clock });
  return open;
}

async function stop(): Promise<void> {
  await open?.close();
  open = null;
}

const next = () => ({ commandId: `c-${(commands += 1)}` });
const personOf = ({ desk }: Answerable, id: string) => {
  const person = desk.person(id);
  if (!person) throw new Error(`${id} is not there`);
  return person;
};
const administratorOf = (answerable: Answerable) =>
  personOf(
    answerable,
    answerable.desk.people.find(({ id, roles }) => id !== "min" && roles.includes("administrator"))!.id,
  );

async function anIncident(answerable: Answerable): Promise<void> {
  const { desk, engine } = answerable;
  const chen = personOf(answerable, "chen");
  const values = { title, sourceKind: "page", discoveredAt: "2026-11-22T20:56:00+08:00", grade: "major" };
  expect(await desk.open("public-incident", values, chen, next())).toMatchObject({ outcome: "done" });
  await desk.act("1", "NOTE_ADDED", { wording: note }, chen, next());
  await engine.runDue();
}

async function proposed(answerable: Answerable, refs: readonly string[], reason = "request"): Promise<string> {
  const values = { incident: "1", texts: refs, reason };
  const outcome = await answerable.desk.administer("ERASURE_PROPOSED", values, administratorOf(answerable), next());
  expect(outcome).toMatchObject({ outcome: "done" });
  const [first] = await answerable.desk.erasures(administratorOf(answerable));
  return first!.proposal.id;
}

const everything = async ({ desk, engine, storage }: Answerable) => {
  const row = await desk.find("1");
  const messages = await engine.messages(row!.id);
  const viewer = desk.person("chen")!;
  return JSON.stringify([
    await desk.incident("1", viewer),
    await desk.history("1"),
    await desk.replay("1", 1, viewer),
    await desk.list({ pageSize: 50, sort: "newest" }),
    await storage.notifications.ofMessages(messages.map(({ id }) => id)),
    await storage.deliveries.ofMessages(messages.map(({ id }) => id)),
  ]);
};
const files = () =>
  ["answerable.db", "answerable.db-wal"].map((name) => folder.file(`data/${name}`)).filter((file) => existsSync(file));
const isInFiles = (words: string) => files().some((file) => readFileSync(file).includes(words));

test("two administrators erase texts: they are gone from every page and every byte, and the replay agrees", async () => {
  const answerable = await start();
  const { desk, engine } = answerable;
  await anIncident(answerable);
  expect([(await everything(answerable)).includes(title), isInFiles(note)]).toEqual([true, true]);
  const { id } = (await desk.find("1"))!;
  const before = await engine.replay(id);
  const texts = (await desk.erasableTexts("1", personOf(answerable, "chen")))!.texts;
  expect(texts.map(({ text }) => text)).toEqual([title, note]);
  const erasure = await proposed(
    answerable,
    texts.map(({ ref }) => ref),
  );
  const first = administratorOf(answerable);
  expect(await desk.administer("ERASURE_APPROVED", { erasure }, first, next())).toMatchObject({ outcome: "refused" });
  expect(await everything(answerable)).toContain(note);
  clock.wind(60_000);
  const done = await desk.administer("ERASURE_APPROVED", { erasure }, personOf(answerable, "min"), next());
  expect(done).toMatchObject({ outcome: "done" });
  const after = await everything(answerable);
  expect([after.includes(title), after.includes(note), isInFiles(title), isInFiles(note)]).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect(after).toContain("Text erased (2026-11-22T13:03:00.000Z, min, request)");
  const replay = await engine.replay(id);
  expect([replay.divergence, replay.context, replay.value]).toEqual([null, before.context, before.value]);
  expect((await desk.history("1"))!.at(-1)).toMatchObject({ kind: "erased", by: "Zheng Min" });
  expect((await desk.list({ text: "choir", pageSize: 5, sort: "newest" })).total).toBe(0);
  const [view] = await desk.erasures(first);
  expect([view?.isDone, desk.backupDays, desk.isKeptOutside]).toEqual([true, 30, true]);
});

test("the same text is not erased twice, a text of nobody is unknown, and a name of the record can be erased", async () => {
  const answerable = await start();
  const { desk } = answerable;
  await anIncident(answerable);
  const [first, min] = [administratorOf(answerable), personOf(answerable, "min")];
  const [text] = (await desk.erasableTexts("1", first))!.texts;
  await desk.administer("ERASURE_APPROVED", { erasure: await proposed(answerable, [text!.ref]) }, min, next());
  const ask = (incident: string, ref: string) =>
    desk.administer("ERASURE_PROPOSED", { incident, texts: [ref], reason: "order" }, first, next());
  expect(await ask("1", text!.ref)).toMatchObject({ outcome: "refused", code: "already-erased" });
  expect(await ask("1", `t1:${"A".repeat(43)}`)).toMatchObject({ outcome: "refused", code: "unknown-text" });
  expect(await ask("2", text!.ref)).toMatchObject({ outcome: "refused", code: "unknown-instance" });
  const names = (await desk.erasableTexts("organisation", first))!.texts;
  const name = names.find((one) => one.text === "Alex Morgan");
  expect(await ask("organisation", name!.ref)).toMatchObject({ outcome: "done" });
  const [asked] = await desk.erasures(first);
  await desk.administer("ERASURE_APPROVED", { erasure: asked!.proposal.id }, min, next());
  expect(desk.directory().people.find(({ id }) => id === "morgan")?.name).toContain("Text erased");
  expect(isInFiles("Alex Morgan")).toBe(false);
});

test("somebody who may not read incidents sees where texts stand, and not what they say", async () => {
  const answerable = await start();
  await anIncident(answerable);
  const found = await answerable.desk.erasableTexts("1", personOf(answerable, "min"));
  expect([found?.title, found?.texts.map(({ text }) => text)]).toEqual([null, [null, null]]);
});

test("a declined request erases nothing", async () => {
  const answerable = await start();
  await anIncident(answerable);
  const [text] = (await answerable.desk.erasableTexts("1", personOf(answerable, "chen")))!.texts;
  const erasure = await proposed(answerable, [text!.ref]);
  await answerable.desk.administer("ERASURE_DECLINED", { erasure }, personOf(answerable, "min"), next());
  expect(await everything(answerable)).toContain(title);
  expect(await answerable.desk.erasures(personOf(answerable, "chen"))).toEqual([]);
});

test("a backup from before an erasure does not bring the text back, restored or put in place by hand", async () => {
  const answerable = await start();
  await anIncident(answerable);
  const backup = folder.file("monday.db");
  await backupSqlite(folder.file("data/answerable.db"), backup, clock.now());
  const texts = (await answerable.desk.erasableTexts("1", personOf(answerable, "chen")))!.texts;
  const erasure = await proposed(
    answerable,
    texts.map(({ ref }) => ref),
  );
  await answerable.desk.administer("ERASURE_APPROVED", { erasure }, personOf(answerable, "min"), next());
  await stop();
  const lines = readFileSync(folder.file("outside/erasures.txt"), "utf8").trimEnd().split("\n");
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^[0-9a-f-]{36} t1:[\w-]{43} \d+ request$/);
  expect(readFileSync(backup).includes(note)).toBe(true);

  const restored = await makeOperator(configuration()).restore(backup, { dataFolder: null, force: true });
  expect([restored.problems, restored.divergences]).toEqual([[], []]);
  expect(isInFiles(note)).toBe(false);

  const byHand = folder.file("data/answerable.db");
  writeFileSync(byHand, readFileSync(backup));
  // As on a machine that has never had this desk.
  rmSync(`${byHand}.mark`, { force: true });
  expect(isInFiles(note)).toBe(true);
  // An older database is not written to before two people have decided to go on with it.
  await expect(start()).rejects.toThrow("are lost");
  await makeOperator(configuration()).record.continue({ by: ["sun", "min"], reason: "The disk was lost." });
  const again = await start();
  const shown = await everything(again);
  expect([shown.includes(note), shown.includes(title), isInFiles(note)]).toEqual([false, false, false]);
  const row = await again.desk.find("1");
  expect((await again.engine.replay(row!.id)).divergence).toBeNull();
});
