/**
 * Two nodes on one PostgreSQL: whichever has the lease carries out what incidents ask of each other, and each thing once; a
 * playbook of the office's own runs on both, whichever of them it was activated on.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { readEnvironment } from "../../config/env.ts";
import { checkRows } from "../../db/check-database.ts";
import { compose, configure, type Answerable } from "../../src/app/compose.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import { systemNewId } from "../../src/kernel/ids.ts";
import { smallFile } from "../playbook-files/small-file.ts";
import { aPostgresServer, type PostgresServer } from "../support/postgres.ts";
import { aTemporaryFolder } from "../support/temporary-folder.ts";

let server: PostgresServer;
let nodes: readonly Answerable[] = [];
const folder = aTemporaryFolder();
beforeAll(async () => {
  server = await aPostgresServer();
}, 60_000);
afterEach(async () => {
  for (const node of nodes) await node.close();
  nodes = [];
});
afterAll(async () => {
  await server.remove();
  folder.remove();
});

test("a slip is opened once, whichever node asks and whichever carries it out, and its answer moves one item", async () => {
  const url = await server.createDatabase("links");
  const clock = new WindingClock(Date.UTC(2026, 10, 23, 1));
  const node = async () => {
    const own = { ANSWERABLE_DATA: folder.file("data"), DATABASE_URL: url, ANSWERABLE_SIGN_IN: "off" };
    return compose(configure(readEnvironment(own)), { clock });
  };
  nodes = [await node(), await node()];
  const [one, two] = nodes as [Answerable, Answerable];
  const act = async (on: Answerable, id: string, type: string, values: object, by: string) => {
    const outcome = await on.desk.act(id, type, values, on.desk.person(by)!, { commandId: systemNewId() });
    expect(outcome).toMatchObject({ outcome: "done" });
  };
  const carryOut = async () => {
    for (let rounds = 0; rounds < 3; rounds += 1) {
      await Promise.all(nodes.map(async ({ engine }) => engine.runDue()));
      clock.wind(1_000);
    }
  };
  const values = { subject: "停水", received: "2026-11-23T00:30:00Z", through: "phone", words: "两天没水" };
  const opened = await one.desk.open("complaint", values, one.desk.person("chen")!, { commandId: systemNewId() });
  if (opened.outcome !== "done") throw new Error(JSON.stringify(opened));
  const complaint = opened.id;
  await act(two, complaint, "SORTED", { kind: "complaint", owner: "水务" }, "chen");
  await act(two, complaint, "SLIP_SENT", { unit: "一村", request: "请核实" }, "chen");
  await carryOut();
  const [child, ...others] = await two.storage.links.ofParent(complaint);
  expect(others).toEqual([]);
  expect(child).toMatchObject({ link: "slip", item: 1, summary: { title: "一村：停水" } });

  const found = { finding: "not-so", facts: "供水正常", evidence: "水表记录" };
  await act(two, child!.id, "FINDINGS_RETURNED", found, "zhao");
  await act(one, child!.id, "PLAN_APPROVED", {}, "li");
  await carryOut();
  const back = await one.engine.history(complaint, { types: ["SLIP_CAME_BACK"] });
  expect(back.map(({ kind, by }) => [kind, by])).toEqual([["event", "link"]]);
  for (const id of [complaint, child!.id])
    for (const { engine } of nodes) expect((await engine.replay(id)).divergence).toBeNull();
  expect(await checkRows(url)).toEqual([]);
}, 120_000);

test("a version that one node activates runs on the other at once, and its file may vanish", async () => {
  const url = await server.createDatabase("shelf");
  const clock = new WindingClock(Date.UTC(2026, 10, 23, 1));
  const node = async (name: string) => {
    const own = { ANSWERABLE_DATA: folder.file(name), DATABASE_URL: url, ANSWERABLE_SIGN_IN: "off" };
    return compose(configure(readEnvironment(own)), { clock });
  };
  nodes = [await node("one"), await node("two")];
  const [one, two] = nodes as [Answerable, Answerable];
  mkdirSync(folder.file("one/playbooks"), { recursive: true });
  const file = folder.file("one/playbooks/slip.yaml");
  const done = async (outcome: Promise<unknown>) => expect(await outcome).toMatchObject({ outcome: "done" });
  const opening = { weight: "ordinary", neededBy: "2026-11-25T09:00:00+08:00" };
  const register = (on: Answerable, subject: string) =>
    done(on.desk.open("small-slip", { ...opening, subject }, on.desk.person("chen")!, { commandId: systemNewId() }));

  writeFileSync(file, smallFile);
  expect((await one.shelfDesk!.readFolder()).files).toMatchObject([{ became: "loaded", key: "small-slip@1" }]);
  rmSync(file);
  // What the other follows within a second, it looks up here: nobody waits in this test.
  await two.shelf.look();
  await register(two, "停水");
  const answered = { finding: "so", facts: "属实", sure: true };
  await done(one.desk.act("1", "ANSWERED", answered, one.desk.person("zhao")!, { commandId: systemNewId() }));

  writeFileSync(file, smallFile.replace("version: 1", "version: 2").replace("ordinary: 3 wd", "ordinary: 1 wd"));
  expect((await one.shelfDesk!.readFolder()).files).toMatchObject([{ became: "loaded", key: "small-slip@2" }]);
  await register(one, "停电");
  // The other node has not looked: it meets the version when it is asked about the incident.
  await done(two.desk.act("2", "ANSWERED", answered, two.desk.person("zhao")!, { commandId: systemNewId() }));
  const versions = await Promise.all(["1", "2"].map(async (id) => (await two.desk.find(id))?.machine));
  expect(versions).toEqual(["small-slip@1", "small-slip@2"]);
  for (const number of ["1", "2"])
    for (const { desk, engine } of nodes)
      expect((await engine.replay((await desk.find(number))!.id)).divergence).toBeNull();
  expect((await two.shelfDesk!.source("small-slip@1"))?.text).toBe(smallFile);
  expect(await checkRows(url)).toEqual([]);
}, 120_000);
