/** Replay folds the log through the code that ran live, and says where fold and store first differ. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { assign } from "xstate";
import type { EngineStorage, InstanceRow } from "../../src/engine/index.ts";
import type { LogRow } from "../../src/engine/log.ts";
import { anyCommand, aNight, door, machineOf, minute, notebook, started, type Night } from "./night.ts";

let night: Night;
let id: string;

/** A door that was left open, rang, was shut and opened again: rows 0 start, 1 OPEN, 2 timer, 3 delivered, 4 SHUT, 5 OPEN. */
beforeEach(async () => {
  night = await aNight();
  id = await started(night.engine, "door@1");
  const send = (type: string) => night.engine.send(id, { type }, anyCommand());
  await send("OPEN");
  night.clock.wind(15 * minute);
  await night.engine.runDue();
  await send("SHUT");
  await send("OPEN");
});
afterEach(() => night.close());

/** The same night, seen through a storage that lies. */
async function replayed(lie: (storage: EngineStorage) => Partial<EngineStorage>, range?: { upTo?: number }) {
  const liar = await aNight({ storage: night.storage, through: (storage) => ({ ...storage, ...lie(storage) }) });
  return liar.engine.replay(id, range);
}

const logLies =
  (change: (rows: readonly LogRow[]) => LogRow[]) =>
  (storage: EngineStorage): Partial<EngineStorage> => ({
    history: async (instance, range) => change(await storage.history(instance, range)),
  });
const rowLies = (seq: number, change: Partial<LogRow>) =>
  logLies((rows) => rows.map((row) => (row.seq === seq ? { ...row, ...change } : row)));
const instanceLies =
  (change: (row: InstanceRow) => InstanceRow) =>
  (storage: EngineStorage): Partial<EngineStorage> => ({
    load: async (...asked) => {
      const loaded = await storage.load(...asked);
      return { ...loaded, instances: loaded.instances.map(change) };
    },
  });

test("given an honest store, then nothing differs, at any row, and the past is as it was", async () => {
  expect(await night.engine.replay(id)).toMatchObject({ ...(await night.engine.read(id)), rows: 6, divergence: null });
  const past = await Promise.all([0, 1, 2, 3, 4, 5, 99].map((upTo) => night.engine.replay(id, { upTo })));
  expect(past.map(({ value, seq, stepSeq, can }) => [value, seq, stepSeq, can.join()])).toEqual([
    ["shut", 0, 0, "OPEN"],
    ["open", 1, 1, "SHUT"],
    ["forgotten", 2, 2, "SHUT"],
    ["forgotten", 3, 2, "SHUT"],
    ["shut", 4, 4, "OPEN"],
    ["open", 5, 5, "SHUT"],
    ["open", 5, 5, "SHUT"],
  ]);
  expect(past.map(({ divergence }) => divergence)).toEqual(past.map(() => null));
});

describe("given tampering, then the first difference is named", () => {
  type Lie = Parameters<typeof replayed>[0];
  const lies: [string, Lie, { seq: number; what: string; sentence: RegExp }][] = [
    ["an event changed", rowLies(1, { event: { type: "SHUT" } }), { seq: 1, what: "log", sentence: /not acceptable/ }],
    [
      "an event's time changed",
      rowLies(5, { at: 7 }),
      { seq: 5, what: "state", sentence: /row 5 \(OPEN\) leads to another state/ },
    ],
    ["a digest changed", rowLies(4, { stateHash: "0" }), { seq: 4, what: "state", sentence: /row 4/ }],
    [
      "a timer's due time changed",
      rowLies(2, { dueAt: 1 }),
      { seq: 2, what: "log", sentence: /was due at 1, the log leads to 900000/ },
    ],
    [
      "a person's event that says when it was due",
      rowLies(1, { dueAt: 0 }),
      { seq: 1, what: "log", sentence: /the kind event, and speaks of a timer/ },
    ],
    [
      "a timer's event changed",
      rowLies(2, { event: { type: "RING" } }),
      { seq: 2, what: "log", sentence: /another event than its timer/ },
    ],
    [
      "a timer that was never armed",
      rowLies(2, { timer: "1.7" }),
      { seq: 2, what: "log", sentence: /1\.7, which is not pending/ },
    ],
    [
      "a timer made stale",
      rowLies(2, { kind: "stale" }),
      { seq: 2, what: "log", sentence: /recorded as stale, and now is not/ },
    ],
    [
      "a delivery of something else",
      rowLies(3, { event: { type: "ringBell", message: "x:9.9" } }),
      { seq: 3, what: "log", sentence: /nothing has asked for/ },
    ],
    [
      "a delivery made a failure",
      rowLies(3, { kind: "dead-lettered" }),
      { seq: 5, what: "messages", sentence: /delivered in the outbox and dead-lettered by the log/ },
    ],
    ["a second start", rowLies(4, { kind: "start" }), { seq: 4, what: "log", sentence: /started before/ }],
    [
      "a start called otherwise",
      rowLies(0, { event: { type: "stark", machine: "door@1", input: null } }),
      { seq: 0, what: "log", sentence: /is a start, and its event is "stark"/ },
    ],
    [
      "no start",
      logLies((rows) => rows.filter(({ seq }) => seq > 0)),
      { seq: 1, what: "log", sentence: /row 0 is missing/ },
    ],
    [
      "a row missing within",
      logLies((rows) => rows.filter(({ seq }) => seq !== 3)),
      { seq: 4, what: "log", sentence: /row 3 is missing: row 4 follows row 2/ },
    ],
    [
      "two rows exchanged",
      logLies((rows) =>
        rows
          .map((row) => (row.seq === 4 ? { ...row, seq: 5 } : row.seq === 5 ? { ...row, seq: 4 } : row))
          .sort((a, b) => a.seq - b.seq),
      ),
      { seq: 4, what: "log", sentence: /not acceptable/ },
    ],
    [
      "the last row missing",
      logLies((rows) => rows.filter(({ seq }) => seq < 5)),
      { seq: 4, what: "log", sentence: /log ends at row 4, the stored state is of row 5/ },
    ],
    ["the whole log missing", logLies(() => []), { seq: -1, what: "log", sentence: /log ends at row -1/ }],
    [
      "the state changed",
      instanceLies((row) => ({ ...row, state: { ...row.state, context: { opened: 9 } } })),
      { seq: 5, what: "state", sentence: /stored state is not the one/ },
    ],
    [
      "the last step changed",
      instanceLies((row) => ({ ...row, stepSeq: 4 })),
      { seq: 5, what: "state", sentence: /last step was row 5/ },
    ],
    [
      "an older state put back",
      instanceLies((row) => ({ ...row, seq: 4 })),
      { seq: 5, what: "log", sentence: /stored state is of row 4/ },
    ],
    [
      "a timer row removed",
      () => ({ timers: () => Promise.resolve([]) }),
      { seq: 5, what: "timers", sentence: /pending timers/ },
    ],
    [
      "a timer row moved",
      (storage) => ({ timers: async (of) => (await storage.timers(of)).map((row) => ({ ...row, dueAt: 1 })) }),
      { seq: 5, what: "timers", sentence: /pending timers/ },
    ],
    [
      "a timer row's event changed",
      (storage) => ({
        timers: async (of) => (await storage.timers(of)).map((row) => ({ ...row, event: { type: "SHUT" } })),
      }),
      { seq: 5, what: "timers", sentence: /pending timers/ },
    ],
    [
      "a timer row added",
      (storage) => ({
        timers: async (of) => (await storage.timers(of)).flatMap((row) => [row, { ...row, id: "9.9" }]),
      }),
      { seq: 5, what: "timers", sentence: /pending timers/ },
    ],
    [
      "a message removed",
      () => ({ messages: () => Promise.resolve([]) }),
      { seq: 5, what: "messages", sentence: /2\.0 \(ringBell\) is missing/ },
    ],
    [
      "a message changed",
      (storage) => ({ messages: async (of) => (await storage.messages(of)).map((row) => ({ ...row, params: {} })) }),
      { seq: 5, what: "messages", sentence: /is not the one/ },
    ],
    [
      "a message for another time",
      (storage) => ({ messages: async (of) => (await storage.messages(of)).map((row) => ({ ...row, at: 1 })) }),
      { seq: 5, what: "messages", sentence: /is not the one/ },
    ],
    [
      "a message waiting again",
      (storage) => ({
        messages: async (of) => (await storage.messages(of)).map((row) => ({ ...row, state: "waiting" as const })),
      }),
      { seq: 5, what: "messages", sentence: /waiting in the outbox and delivered by the log/ },
    ],
    [
      "a message added",
      (storage) => ({
        messages: async (of) => (await storage.messages(of)).flatMap((row) => [row, { ...row, id: "x:9.9" }]),
      }),
      { seq: 5, what: "messages", sentence: /has 2 messages, the log leads to 1/ },
    ],
  ];
  test.each(lies)("%s", async (_, lie, { seq, what, sentence }) => {
    expect((await replayed(lie)).divergence).toEqual({ seq, what, sentence: expect.stringMatching(sentence) });
  });

  test("and what was before it is shown as it was", async () => {
    expect(await replayed(rowLies(4, { event: { type: "OPEN" } }))).toMatchObject({
      value: "forgotten",
      seq: 3,
      rows: 4,
    });
  });

  test("and a past before it is not concerned", async () => {
    expect(await replayed(rowLies(4, { stateHash: "0" }), { upTo: 3 })).toMatchObject({ seq: 3, divergence: null });
  });
});

test("given a message that a person has had sent again after it was dead-lettered, then that is no divergence", async () => {
  const parks = (storage: EngineStorage): Partial<EngineStorage> => ({
    ...rowLies(3, { kind: "dead-lettered" })(storage),
    messages: async (of) => (await storage.messages(of)).map((row) => ({ ...row, state: "waiting" as const })),
  });
  expect(await replayed(parks)).toMatchObject({ divergence: null });
});

test("given an event that comes in while the log is read, then that is no divergence", async () => {
  let between = true;
  const replay = await replayed((storage) => ({
    history: async (instance, range) => {
      if (between) {
        between = false;
        await night.engine.send(id, { type: "SHUT" }, anyCommand());
      }
      return storage.history(instance, range);
    },
  }));
  expect(replay).toMatchObject({ seq: 6, value: "shut", divergence: null });
});

test("given a log longer than one page, then all of it is folded", async () => {
  const book = await started(night.engine, "notebook@1");
  await Promise.all(
    Array.from({ length: 1_100 }, (_, n) => night.engine.send(book, { type: "NOTE", text: String(n) }, anyCommand())),
  );
  const replay = await night.engine.replay(book);
  expect([replay.rows, replay.divergence]).toEqual([1_101, null]);
});

test("given a machine whose code was changed under its name, then replay says where it would have gone otherwise", async () => {
  const twice = assign({ opened: ({ context }: { context: { opened: number } }) => context.opened + 2 });
  const otherwise = machineOf(door.config, {
    ...door.implementations,
    actions: { ...door.implementations.actions, count: twice },
  });
  const changed = await aNight({ storage: night.storage, machines: { "door@1": otherwise, "notebook@1": notebook } });
  expect((await changed.engine.replay(id)).divergence).toMatchObject({ seq: 1, what: "state" });
});
