/** The engine behind a thread, as the server has it. The thread runs the compiled program: `npm test` builds it first. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { readEnvironment } from "../../config/env.ts";
import { openStorage, type Storage } from "../../db/open-storage.ts";
import { equipmentFault } from "../../machines/equipment-fault/index.ts";
import { playbookKey } from "../../machines/playbook.ts";
import { configure } from "../../src/app/compose.ts";
import { openQueries, type Engine } from "../../src/engine/index.ts";
import type { Observation } from "../../src/engine/observations.ts";
import { StorageUnavailableError } from "../../src/engine/failures.ts";
import { openHostedEngine } from "../../src/engine-host/hosted-engine.ts";
import { until } from "../support/waiting.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

const entry = new URL("../../dist/src/app/engine-thread.js", import.meta.url);
const machine = playbookKey(equipmentFault);
const lead = { recipients: [{ role: "lead" }] };
const ladder = { levels: [lead, lead], interval: 0, realert: 1_800_000, repeatMax: 0, top: {} };
const input = { equipment: "Lift", place: "Hall 3", fault: "Stuck", limitMs: 900_000, warnFraction: 0.5, ladder };

let folder: TemporaryFolder;
let problems: unknown[];
let observed: Observation[];
let storage: Storage;
let engine: Engine;
beforeEach(async () => {
  folder = aTemporaryFolder();
  problems = [];
  observed = [];
  engine = await openBehindThread();
});
afterEach(async () => {
  await engine.close();
  await storage.close();
  folder.remove();
});

test("what the thread has acknowledged is read on this side at once", async () => {
  const started = await engine.start(machine, input, { by: "chen", commandId: "c-1" });
  expect(started).toMatchObject({ outcome: "accepted", seq: 0 });
  expect(await engine.read(started.id)).toMatchObject({
    value: { repair: "reported", acknowledgementClock: "running" },
    seq: 0,
    can: ["FAULT_ACKNOWLEDGED"],
  });

  const sent = await engine.send(started.id, { type: "FAULT_ACKNOWLEDGED" }, { by: "zhao", commandId: "c-2" });
  expect(sent).toMatchObject({ outcome: "accepted", seq: 1 });
  expect((await engine.history(started.id)).map(({ event }) => event.type)).toEqual(["start", "FAULT_ACKNOWLEDGED"]);
  expect(await engine.replay(started.id)).toMatchObject({ rows: 2, divergence: null });
});

test("outcomes come over as they are: duplicates, conflicts with what happened since, refusals", async () => {
  const { id } = await engine.start(machine, input, { by: "chen", commandId: "c-1" });
  const acknowledge = { type: "FAULT_ACKNOWLEDGED" };
  const all = await Promise.all([
    engine.send(id, acknowledge, { by: "zhao", commandId: "c-2", expectedSeq: 0 }),
    engine.send(id, acknowledge, { by: "zhao", commandId: "c-2", expectedSeq: 0 }),
    engine.send(id, acknowledge, { by: "li", commandId: "c-3", expectedSeq: 0 }),
    engine.send(id, acknowledge, { by: "li", commandId: "c-4" }),
  ]);
  expect(all).toMatchObject([
    { outcome: "accepted", seq: 1 },
    { outcome: "duplicate", seq: 1 },
    { outcome: "conflict", seq: 1, since: [{ seq: 1, by: "zhao" }] },
    { outcome: "refused", reason: { code: "not-acceptable" } },
  ]);
});

test("what falls due is done in the thread, and notifications leave from there", async () => {
  const { id } = await engine.start(machine, { ...input, limitMs: 0 }, { by: "chen", commandId: "c-1" });
  expect(await engine.runDue()).toEqual({ fired: 1, sent: 3 });
  expect((await engine.messages(id)).map(({ type, state }) => `${type} ${state}`)).toEqual([
    "faultReported delivered",
    "clockEscalation delivered",
    "clockEscalation delivered",
  ]);
  expect(problems).toEqual([]);
});

test("what the engine did is counted on this side: every answer once, and what was still to be told when it closed", async () => {
  const sum = (outcome: "conflict" | "refused") => {
    const counts = observed.map((one) => (one.what === "answered" ? (one.outcomes[outcome] ?? 0) : 0));
    return counts.reduce((total, count) => total + count, 0);
  };
  const { id } = await engine.start(machine, input, { by: "chen", commandId: "c-1" });
  const acknowledge = { type: "FAULT_ACKNOWLEDGED" };
  await engine.send(id, acknowledge, { by: "zhao", commandId: "c-2" });
  await engine.send(id, acknowledge, { by: "li", commandId: "c-3", expectedSeq: 0 });
  await engine.send(id, acknowledge, { by: "li", commandId: "c-4" });
  await engine.runDue();
  await until("the notification is told of", () => observed.some(({ what }) => what === "tried"));
  await engine.send(id, acknowledge, { by: "li", commandId: "c-5" });
  await engine.close();
  expect([sum("conflict"), sum("refused")]).toEqual([1, 2]);
  expect(observed.filter(({ what }) => what === "tried")).toMatchObject([
    { outcome: "delivered" },
    { outcome: "delivered" },
  ]);
});

test("commands that come one after the other, and others together, are each recorded once; notifications leave from the thread, at once", async () => {
  engine.run();
  const { id } = await engine.start(machine, input, { by: "chen", commandId: "start" });
  await engine.send(id, { type: "FAULT_ACKNOWLEDGED" }, { by: "zhao", commandId: "acknowledge" });
  const again = async (n: number) => [
    await engine.send(id, { type: "FAULT_REPAIRED", done: "Reset" }, { by: "zhao", commandId: `${n} repaired` }),
    await engine.send(id, { type: "REPAIR_REJECTED", reason: "Again" }, { by: "chen", commandId: `${n} rejected` }),
  ];
  for (let n = 1; n <= 6; n += 1)
    expect(await again(n)).toMatchObject([{ outcome: "accepted" }, { outcome: "accepted" }]);
  const together = await Promise.all(Array.from({ length: 20 }, (_, n) => again(100 + n)));
  expect(together.flat().map(({ outcome }) => outcome)).toContain("accepted");
  const history = await engine.history(id);
  expect(history.map(({ seq }) => seq)).toEqual(history.map((_, index) => index));
  const commands = history.flatMap(({ commandId }) => commandId ?? []);
  expect(new Set(commands).size).toBe(commands.length);
  const areOut = async () => (await engine.messages(id)).every(({ state }) => state === "delivered");
  await until("the notifications have left", areOut, 5_000);
  expect(await engine.replay(id)).toMatchObject({ divergence: null });
  expect(problems).toEqual([]);
});

test("what is sent once the engine is closing is refused", async () => {
  const { id } = await engine.start(machine, input, { by: "chen", commandId: "c-1" });
  await engine.close();
  const late = engine.send(id, { type: "FAULT_ACKNOWLEDGED" }, { by: "zhao", commandId: "late" });
  await expect(late).rejects.toThrow(StorageUnavailableError);
});

test("a thread that cannot open says why", async () => {
  const data = { config: null, servedAt: null };
  const opened = openHostedEngine({ entry, data, queries: engine, onProblem: () => undefined });
  await expect(opened).rejects.toThrow("databaseUrl");
});

async function openBehindThread(): Promise<Engine> {
  const config = configure(readEnvironment({ ANSWERABLE_DATA: folder.file("data"), ANSWERABLE_SIGN_IN: "off" }));
  storage = await openStorage({ url: config.databaseUrl, role: "web" });
  const hosted = await openHostedEngine({
    entry,
    data: { config, servedAt: null },
    queries: openQueries({ storage, machines: { [machine]: equipmentFault.machine } }),
    onProblem: (problem) => problems.push(problem),
    observe: (observation) => observed.push(observation),
  });
  storage.forwardWrites(hosted.execute);
  return hosted.engine;
}
