/** What one person may not do alone is refused by the storage, whatever the machine lets through. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { assign, setup } from "xstate";
import type { EngineStorage, SignOffsOf } from "../../src/engine/index.ts";
import type { SignOffRow } from "../../src/engine/ports.ts";
import { aNight, started, until, type Night } from "./night.ts";

/** A sheet that anybody may sign as often as they like; left alone, it signs itself twice. */
const sheet = setup({
  types: {
    context: {} as { signed: readonly string[] },
    events: {} as { type: "SIGN"; at: number; by: string } | { type: "NOTE" } | { type: "LEAVE" },
  },
  actions: {
    sign: assign({ signed: ({ context, event }) => [...context.signed, event.type === "SIGN" ? event.by : "timer"] }),
  },
}).createMachine({
  id: "sheet",
  context: { signed: [] },
  initial: "lying",
  on: { SIGN: { actions: "sign" }, NOTE: {} },
  states: {
    lying: { on: { NOTE: { target: "lying" }, LEAVE: "left" } },
    left: { after: { 10: { target: "once", actions: "sign" } } },
    once: { after: { 10: { target: "lying", actions: "sign" } } },
  },
});

const signOffs: SignOffsOf = (machine, before, after) =>
  machine === "sheet@1"
    ? signaturesOf(after)
        .slice(signaturesOf(before).length)
        .map((by) => ({ key: "the sheet", by }))
    : [];

function signaturesOf(state: Parameters<SignOffsOf>[1]): readonly string[] {
  return (state?.context["signed"] ?? []) as readonly string[];
}

let night: Night;
let id: string;
beforeEach(async () => {
  night = await aNight({ machines: { "sheet@1": sheet }, signOffs });
  id = await started(night.engine, "sheet@1");
});
afterEach(() => night.close());

let commands = 0;
const send = (type: string, by: string) => night.engine.send(id, { type }, { by, commandId: `h-${(commands += 1)}` });
const signed = async () => (await night.engine.read(id)).context["signed"];
const samePerson = {
  outcome: "refused",
  reason: { code: "same-person", sentence: expect.stringContaining("a different person") },
};

test("given a person who signed, when they sign again, then they are refused, nothing is written, and others go on", async () => {
  expect(await send("SIGN", "chen")).toMatchObject({ outcome: "accepted", seq: 1 });
  const again = { by: "chen", commandId: "again" };
  for (let tries = 0; tries < 2; tries += 1)
    expect(await night.engine.send(id, { type: "SIGN" }, again)).toMatchObject({ ...samePerson, id });
  expect([await signed(), (await night.engine.history(id)).length]).toEqual([["chen"], 2]);
  expect(await send("SIGN", "li")).toMatchObject({ outcome: "accepted", seq: 2 });
  expect((await night.storage.signOffs(id)).rows).toEqual([
    { instance: id, key: "the sheet", by: "chen", seq: 1 },
    { instance: id, key: "the sheet", by: "li", seq: 2 },
  ]);
  expect(await night.engine.replay(id)).toMatchObject({ divergence: null });
});

test("given several commands in one batch, then only the one by the same person is refused", async () => {
  const sent = [send("SIGN", "chen"), send("NOTE", "chen"), send("SIGN", "chen"), send("SIGN", "li")];
  expect(await Promise.all(sent)).toMatchObject([
    { outcome: "accepted", seq: 1 },
    { outcome: "accepted", seq: 2 },
    samePerson,
    { outcome: "accepted", seq: 3 },
  ]);
  expect(await signed()).toEqual(["chen", "li"]);
});

test("given a timer that would sign twice, then that is a problem of ours and not an answer", async () => {
  await send("LEAVE", "chen");
  night.clock.wind(10);
  await night.engine.runDue();
  night.clock.wind(10);
  await night.engine.runDue();
  await until(() => night.problems.length === 1);
  expect(night.problems).toMatchObject([{ name: "TimerFailedError", cause: { name: "SamePersonError" } }]);
  expect([await signed(), (await night.engine.read(id)).value]).toEqual([["timer"], "once"]);
});

type StoredSignOffs = Awaited<ReturnType<EngineStorage["signOffs"]>>;

/** The same night, seen through a storage that lies about sign-offs. */
async function replayed(lie: (kept: StoredSignOffs) => StoredSignOffs, withSignOffs = true) {
  const through = (storage: EngineStorage): EngineStorage => ({
    ...storage,
    signOffs: async (instance) => lie(await storage.signOffs(instance)),
  });
  const machines = { "sheet@1": sheet };
  const liar = await aNight({ storage: night.storage, through, machines, ...(withSignOffs ? { signOffs } : {}) });
  return (await liar.engine.replay(id)).divergence;
}

test("given sign-offs that are not those of the log, then replay says so", async () => {
  await send("SIGN", "chen");
  await send("SIGN", "li");
  const change = (rows: (rows: SignOffRow[]) => SignOffRow[]) => (kept: StoredSignOffs) => ({
    ...kept,
    rows: rows(kept.rows),
  });
  const missing = { seq: 2, what: "sign-offs", sentence: expect.stringMatching(/"chen",1\], which is missing/) };
  expect(await replayed(change((rows) => rows.slice(1)))).toEqual(missing);
  expect(await replayed(change((rows) => rows.map((row) => ({ ...row, by: "wang" }))))).toEqual(missing);
  expect(await replayed(change((rows) => rows.map((row) => ({ ...row, seq: 2 }))))).toEqual(missing);
  expect(await replayed(change((rows) => [...rows, { ...rows[0]!, key: "another" }]))).toMatchObject({
    what: "sign-offs",
    sentence: expect.stringContaining('"another"'),
  });
  // A host that passes no sign-offs cannot check them.
  expect(
    await replayed(
      change(() => []),
      false,
    ),
  ).toBeNull();
});

test("given rows from before sign-offs were stored, then none is missed for them", async () => {
  await send("SIGN", "chen");
  await send("SIGN", "li");
  const since = (seq: number) => (kept: StoredSignOffs) => ({
    since: seq,
    rows: kept.rows.filter((row) => row.seq >= seq),
  });
  expect(await replayed(since(2))).toBeNull();
  expect(await replayed(since(3))).toBeNull();
  expect(await replayed(({ rows }) => ({ since: 2, rows }))).toMatchObject({ what: "sign-offs" });
});
