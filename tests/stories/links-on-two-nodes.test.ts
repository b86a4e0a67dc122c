/** Two nodes on one PostgreSQL: whichever has the lease carries out what incidents ask of each other, and each thing once. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { readEnvironment } from "../../config/env.ts";
import { checkRows } from "../../db/check-database.ts";
import { compose, configure, type Answerable } from "../../src/app/compose.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import { systemNewId } from "../../src/kernel/ids.ts";
import { aPostgresServer, type PostgresServer } from "../support/postgres.ts";
import { aTemporaryFolder } from "../support/temporary-folder.ts";

let server: PostgresServer;
let nodes: readonly Answerable[] = [];
const folder = aTemporaryFolder();
beforeAll(async () => {
  server = await aPostgresServer();
}, 60_000);
afterAll(async () => {
  for (const node of nodes) await node.close();
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
