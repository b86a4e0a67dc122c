/** The engine behind a thread, as the server has it. The thread runs the compiled program: `npm test` builds it first. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { readEnvironment } from "../../config/env.ts";
import { connectSqlite } from "../../db/connect.ts";
import { openStorage } from "../../db/open-storage.ts";
import { equipmentFault } from "../../machines/equipment-fault/index.ts";
import { playbookKey } from "../../machines/playbook.ts";
import { configure } from "../../src/compose.ts";
import { openEngine, type Engine } from "../../src/engine/index.ts";
import { StorageUnavailableError, type Observation } from "../../src/engine/ports.ts";
import { openHostedEngine } from "../../src/engine-host/hosted-engine.ts";
import { WhenAlone } from "../../src/engine-host/when-alone.ts";
import { pause, until } from "../faults/support/waiting.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

const entry = new URL("../../dist/src/engine-thread.js", import.meta.url);
const machine = playbookKey(equipmentFault);
const lead = { recipients: [{ role: "lead" }] };
const ladder = { levels: [lead, lead], interval: 0, realert: 1_800_000, repeatMax: 0, top: {} };
const input = { equipment: "Lift", place: "Hall 3", fault: "Stuck", limitMs: 900_000, warnFraction: 0.5, ladder };

let folder: TemporaryFolder;
let problems: unknown[];
let observed: Observation[];
/** What the engine on this side did. */
let here: Observation[];
/** What a commit on this side fails with, if it does. */
let failure: Error | null;
let engine: Engine;
beforeEach(async () => {
  folder = aTemporaryFolder();
  problems = [];
  observed = [];
  here = [];
  failure = null;
  engine = await openBehindThread();
});
afterEach(async () => {
  await engine.close();
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

test("what falls due is done in the thread, and letters leave from there", async () => {
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
  await until("the letter is told of", () => observed.some(({ what }) => what === "tried"));
  await engine.send(id, acknowledge, { by: "li", commandId: "c-5" });
  await engine.close();
  expect([sum("conflict"), sum("refused")]).toEqual([1, 2]);
  expect(observed.filter(({ what }) => what === "tried")).toMatchObject([
    { outcome: "delivered" },
    { outcome: "delivered" },
  ]);
});

describe("commands that come one after the other", () => {
  const repaired = { type: "FAULT_REPAIRED", done: "Reset" };
  const rejected = { type: "REPAIR_REJECTED", reason: "Again" };
  const begin = async () => {
    const { id } = await engine.start(machine, input, { by: "chen", commandId: "start" });
    await engine.send(id, { type: "FAULT_ACKNOWLEDGED" }, { by: "zhao", commandId: "acknowledge" });
    return id;
  };
  /** The n-th round of a repair that is never right. */
  const again = async (id: string, n: number) => [
    await engine.send(id, repaired, { by: "zhao", commandId: `${n} repaired` }),
    await engine.send(id, rejected, { by: "chen", commandId: `${n} rejected` }),
  ];

  test("are decided on this side after a while; their letters leave from the thread, at once", async () => {
    engine.run();
    const id = await begin();
    const areOut = async () => (await engine.messages(id)).every(({ state }) => state === "delivered");
    for (let n = 1; n <= 5; n += 1)
      expect(await again(id, n)).toMatchObject([{ outcome: "accepted" }, { outcome: "accepted" }]);
    await until("the thread has nothing more to do", areOut);
    const before = here.length;
    expect(await again(id, 6)).toMatchObject([{ outcome: "accepted" }, { outcome: "accepted" }]);
    expect(here.slice(before)).toMatchObject([{ what: "answered", outcomes: { accepted: 1 } }, {}]);
    // Without being told the thread would look again after ten seconds.
    await until("the letter has left", areOut, 5_000);
    // The fault reported, taken, and six times repaired.
    expect(await engine.messages(id)).toHaveLength(8);
    expect(await engine.replay(id)).toMatchObject({ divergence: null });
    expect(problems).toEqual([]);
  });

  test("and others that come together are each recorded once, on whichever side", async () => {
    const id = await begin();
    for (let round = 0; round < 5; round += 1) {
      for (let n = 0; n < 8; n += 1) await again(id, 100 * round + n);
      const before = here.length;
      await again(id, 100 * round + 8);
      expect(here.length).toBe(before + 2);
      const together = Array.from({ length: 20 }, (_, n) => again(id, 100 * round + 20 + n));
      const outcomes = (await Promise.all(together)).flat().map(({ outcome }) => outcome);
      expect(outcomes).toContain("accepted");
      // Where it stands now hangs on who came last.
      await engine.send(id, rejected, { by: "chen", commandId: `${round} back` });
    }
    const history = await engine.history(id);
    expect(history.map(({ seq }) => seq)).toEqual(history.map((_, index) => index));
    expect(new Set(history.map(({ commandId }) => commandId)).size).toBe(history.length);
    expect(await engine.replay(id)).toMatchObject({ divergence: null, rows: history.length });
  });

  test("give way while somebody else is writing, and what was asked twice is answered once", async () => {
    const id = await begin();
    for (let n = 0; n < 8; n += 1) await again(id, n);
    const other = await connectSqlite(folder.file("data/answerable.db"));
    other.database.exec("BEGIN IMMEDIATE");
    const answer = engine.send(id, repaired, { by: "zhao", commandId: "in the middle" });
    await pause(50);
    other.database.exec("ROLLBACK");
    await other.close();
    const { seq } = (await answer) as { seq: number };
    expect(await answer).toMatchObject({ outcome: "accepted" });
    expect(here.filter(({ what }) => what === "commit-failed")).toMatchObject([{ reason: "held" }]);
    const twice = await engine.send(id, repaired, { by: "zhao", commandId: "in the middle" });
    expect(twice).toMatchObject({ outcome: "duplicate", seq });
  });

  test("stop on both sides when the disk fails under one, although it works again", async () => {
    const id = await begin();
    for (let n = 0; n < 8; n += 1) await again(id, n);
    const broken = new StorageUnavailableError("broken", "The disk has failed.");
    failure = broken;
    const send = (commandId: string) => engine.send(id, repaired, { by: "zhao", commandId });
    await expect(send("fails")).rejects.toBe(broken);
    failure = null;
    for (let n = 0; n < 10; n += 1) await expect(send(`later ${n}`)).rejects.toMatchObject({ reason: "broken" });
    await expect(engine.runDue()).rejects.toMatchObject({ reason: "broken" });
    const history = await engine.history(id);
    expect(history.filter(({ commandId }) => commandId === "fails" || commandId?.startsWith("later"))).toEqual([]);
  });

  test("are refused once the engine is closing", async () => {
    const id = await begin();
    for (let n = 0; n < 8; n += 1) await again(id, n);
    await engine.close();
    await expect(engine.send(id, repaired, { by: "zhao", commandId: "late" })).rejects.toThrow(StorageUnavailableError);
  });
});

test("a thread that cannot open says why", async () => {
  const data = { config: null, servedAt: null };
  const opened = openHostedEngine({ entry, data, own: engine, onProblem: () => undefined });
  await expect(opened).rejects.toThrow("databaseUrl");
});

async function openBehindThread(): Promise<Engine> {
  const config = configure(readEnvironment({ ANSWERABLE_DATA: folder.file("data"), ANSWERABLE_SIGN_IN: "off" }));
  const storage = await openStorage({ url: config.databaseUrl, side: "front" });
  const machines = { [machine]: equipmentFault.machine };
  let hear: Engine["hear"] = () => undefined;
  const commit: typeof storage.commit = async (...batch) => {
    if (failure !== null) throw failure;
    await storage.commit(...batch);
  };
  const own = await openEngine({
    storage: { ...storage, commit },
    machines,
    deliver: () => Promise.reject(new Error("not here")),
    observe: (observation) => here.push(observation),
    onCommitted: (committed) => hear(committed),
  });
  const data = { config, servedAt: null };
  const hosted = await openHostedEngine({
    entry,
    data,
    own,
    onProblem: (problem) => problems.push(problem),
    observe: (observation) => observed.push(observation),
    // For a clock that stands still every disk is quick.
    whenAlone: new WhenAlone({ now: () => 0 }),
  });
  storage.writeThrough(hosted.carryOut);
  hear = hosted.engine.hear;
  return hosted.engine;
}
