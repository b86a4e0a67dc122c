/** What every storage must do, whichever database is behind it. Run it with a factory that opens an empty storage. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Storage } from "../../db/open-storage.ts";
import { StaleInstanceError } from "../../src/engine/failures.ts";
import { accountContract } from "./account-contract.ts";
import { inCanonicalOrder } from "../../src/kernel/canonical-json.ts";
import { changeContract } from "./change-contract.ts";
import { incidentContract } from "./incident-contract.ts";
import { leaseContract } from "./lease-contract.ts";
import { decidedClockContract } from "./decided-clock-contract.ts";
import { signOffContract } from "./sign-off-contract.ts";
import { erasureContract } from "./erasure-contract.ts";
import { textContract } from "./text-contract.ts";
import { recordTreeContract } from "./record-tree-contract.ts";
import { deliveryContract } from "./delivery-contract.ts";
import { reportContract } from "./report-contract.ts";
import { playbookTextContract } from "./playbook-text-contract.ts";
import { calendarContract } from "./calendar-contract.ts";
import { recordContract } from "./record-contract.ts";
import { notificationContract } from "./notification-contract.ts";
import { aBatch, aLogRow, aMessage, anInstance, aTimer } from "../support/samples.ts";

export function storageContract(database: string, openEmpty: () => Promise<Storage>): void {
  describe(`storage on ${database}`, () => {
    let storage: Storage;
    beforeEach(async () => {
      storage = await openEmpty();
    });
    afterEach(async () => {
      await storage.close();
    });
    instances(() => storage);
    conflicts(() => storage);
    timers(() => storage);
    outbox(() => storage);
    signOffContract(() => storage);
    decidedClockContract(() => storage);
    textContract(() => storage);
    erasureContract(() => storage);
    recordTreeContract(() => storage);
    recordContract(() => storage);
    incidentContract(() => storage);
    changeContract(() => storage);
    notificationContract(() => storage);
    calendarContract(() => storage);
    playbookTextContract(() => storage);
    reportContract(() => storage);
    deliveryContract(() => storage);
    leaseContract(() => storage);
    accountContract(() => storage);
  });
}

function instances(storage: () => Storage): void {
  test("what was committed is read back, to the letter, a state in the order of its keys and a row in that of its canonical text", async () => {
    const context = { z: 1, a: [0.1, 1e21, -0.5, true, null], 10: "ten", 2: "two", 北京: "\u0000\ud800 \\u0000 ‮" };
    const state = { ...anInstance("i-1").state, context };
    const row = anInstance("i-1", { state });
    const log = aLogRow("i-1", 0, { event: { type: "start", input: context }, detail: context, commandId: "c-1" });
    await storage().commit(aBatch({ log: [log], inserted: [row] }));

    const loaded = await storage().load(["i-1", "i-2"], ["c-1", "c-2"]);
    expect(loaded).toEqual({ instances: [row], commands: [log], messages: [] });
    expect(JSON.stringify(loaded.instances[0]?.state)).toBe(JSON.stringify(state));
    const canonical = { ...log, event: inCanonicalOrder(log.event), detail: inCanonicalOrder(log.detail) };
    expect(JSON.stringify((await storage().history("i-1"))[0])).toBe(JSON.stringify(canonical));
  });

  test("an instance that has not moved since it was last seen is not read again", async () => {
    const rows = ["i-1", "i-2"].map((id) => anInstance(id));
    await storage().commit(aBatch({ log: rows.map(({ id }) => aLogRow(id, 0)), inserted: rows }));
    const seen = new Map([["i-1", 0]]);
    expect((await storage().load(["i-1", "i-2"], [], [], seen)).instances.map(({ id }) => id)).toEqual(["i-2"]);
    seen.set("i-1", 1).set("i-2", -1);
    expect((await storage().load(["i-1", "i-2"], [], [], seen)).instances).toHaveLength(2);
  });

  test("an empty batch and an empty question are answered", async () => {
    await storage().commit(aBatch({}));
    expect(await storage().load([], [])).toEqual({ instances: [], commands: [], messages: [] });
    expect(await storage().history("nobody")).toEqual([]);
  });

  test("several rows of one history in one batch, read in parts", async () => {
    const log = [0, 1, 2, 3, 4].map((seq) => aLogRow("i-1", seq));
    await storage().commit(aBatch({ log, inserted: [anInstance("i-1", { seq: 4, stepSeq: 4 })] }));
    const seqs = async (range?: Parameters<Storage["history"]>[1]) =>
      (await storage().history("i-1", range)).map(({ seq }) => seq);
    expect(await seqs()).toEqual([0, 1, 2, 3, 4]);
    expect(await seqs({ after: 1 })).toEqual([2, 3, 4]);
    expect(await seqs({ upTo: 1 })).toEqual([0, 1]);
    expect(await seqs({ after: 0, limit: 2 })).toEqual([1, 2]);
  });

  test("instances are walked in the order of their start", async () => {
    const ids = ["b", "a", "c", "e", "d"];
    for (const id of ids.slice(0, 2)) await storage().commit(aBatch({ inserted: [anInstance(id)] }));
    await storage().commit(aBatch({ inserted: ids.slice(2).map((id) => anInstance(id)) }));
    expect(await storage().instanceIds(null, 10)).toEqual(ids);
    expect(await storage().instanceIds(null, 2)).toEqual(["b", "a"]);
    expect(await storage().instanceIds("a", 2)).toEqual(["c", "e"]);
    expect(await storage().instanceIds("d", 2)).toEqual([]);
  });
}

function conflicts(storage: () => Storage): void {
  const started = async () => {
    const log = [aLogRow("i-1", 0, { commandId: "c-1" }), aLogRow("i-2", 0)];
    await storage().commit(aBatch({ log, inserted: [anInstance("i-1"), anInstance("i-2")] }));
  };
  /** A batch that would change both instances, were it not for what the test breaks. */
  const advance = (change: Parameters<typeof aBatch>[0]) =>
    aBatch({
      log: [aLogRow("i-1", 1), aLogRow("i-2", 1)],
      updated: ["i-1", "i-2"].map((id) => ({ ...anInstance(id, { seq: 1, updatedAt: 99 }), previousSeq: 0 })),
      timersArmed: [aTimer("i-1", "1.0")],
      messages: [aMessage("i-1", "1.1")],
      ...change,
    });
  const nothingWasWritten = async () => {
    const { instances } = await storage().load(["i-1", "i-2"], []);
    expect(instances.map(({ seq, updatedAt }) => [seq, updatedAt])).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(await storage().history("i-1")).toHaveLength(1);
    expect(await storage().timers("i-1")).toEqual([]);
    expect(await storage().messages("i-1")).toEqual([]);
  };

  test("a changed instance is replaced when it is still what was loaded", async () => {
    await started();
    await storage().commit(advance({}));
    const { instances } = await storage().load(["i-1"], []);
    expect(instances[0]).toEqual(anInstance("i-1", { seq: 1, updatedAt: 99 }));
  });

  test("an instance that keeps its summary keeps the one that is stored, and is refused as any other when it has moved on", async () => {
    const before = anInstance("i-1", { summary: { title: "first" } });
    await storage().commit(aBatch({ inserted: [before] }));
    const changed = { ...anInstance("i-1", { seq: 1, updatedAt: 99 }), previousSeq: 0, keepsSummary: true };
    await storage().commit(aBatch({ updated: [changed] }));
    const { instances } = await storage().load(["i-1"], []);
    expect(instances[0]).toMatchObject({ seq: 1, updatedAt: 99, summary: { title: "first" } });
    await expect(storage().commit(aBatch({ updated: [changed] }))).rejects.toThrow(StaleInstanceError);
  });

  test.each([
    ["an instance that has moved on", { updated: [{ ...anInstance("i-1", { seq: 2 }), previousSeq: 1 }] }],
    ["an instance that does not exist", { updated: [{ ...anInstance("i-9", { seq: 1 }), previousSeq: 0 }] }],
    ["an instance that exists already", { inserted: [anInstance("i-1")] }],
    ["a place in the history that is taken", { log: [aLogRow("i-1", 0)] }],
    ["a command that was already written", { log: [aLogRow("i-2", 1, { commandId: "c-1" })] }],
  ])("%s undoes the whole batch", async (_name, change) => {
    await started();
    await expect(storage().commit(advance(change))).rejects.toThrow(StaleInstanceError);
    await nothingWasWritten();
    await storage().commit(advance({}));
  });

  test.each([
    ["a message whose id is taken", { messages: [aMessage("i-1", "1.1"), aMessage("i-1", "1.1")] }],
    ["a timer whose key is pending", { timersArmed: [aTimer("i-1", "1.0"), aTimer("i-1", "1.1", { key: "1.0" })] }],
    ["a log row of no known kind", { log: [aLogRow("i-1", 1, { kind: "odd" as "event" })] }],
    ["a time that is no integer", { log: [aLogRow("i-1", 1, { at: "soon" as unknown as number })] }],
  ])("a poison row, %s, undoes the whole batch and is no conflict", async (_name, change) => {
    await started();
    const failure = await storage()
      .commit(advance(change))
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(StaleInstanceError);
    await nothingWasWritten();
  });

  test("two commits at once are one after the other", async () => {
    await started();
    const outcomes = await Promise.allSettled([storage().commit(advance({})), storage().commit(advance({}))]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await storage().history("i-1")).toHaveLength(2);
  });
}

function timers(storage: () => Storage): void {
  test("due timers come oldest first, and equal ones in the order of their arming", async () => {
    const armed = [
      aTimer("i-1", "2.10", { dueAt: 5 }),
      aTimer("i-1", "2.9", { dueAt: 5 }),
      aTimer("i-1", "1.0", { dueAt: 7 }),
    ];
    await storage().commit(
      aBatch({ timersArmed: [...armed, aTimer("i-2", "0.0", { dueAt: 6 }), aTimer("i-2", "0.1", { dueAt: 9 })] }),
    );
    const due = await storage().dueTimers(7, 10);
    expect(due.map(({ instance, id }) => `${instance} ${id}`)).toEqual(["i-1 2.9", "i-1 2.10", "i-2 0.0", "i-1 1.0"]);
    expect(await storage().dueTimers(7, 1)).toEqual([armed[1]]);
    expect(await storage().nextDueAt()).toBe(5);
    expect((await storage().timers("i-1")).map(({ id }) => id)).toEqual(["1.0", "2.9", "2.10"]);
  });

  test("a timer that has failed waits for its next try, and one that is quarantined for somebody or a step", async () => {
    const failure = { tries: 1, triedAt: 10, triedSeq: 0, nextTryAt: 20, lastError: "no", quarantinedAt: null };
    const [waiting, held, well] = [aTimer("i-1", "0.0"), aTimer("i-1", "0.1"), aTimer("i-1", "0.2", { dueAt: 9 })];
    await storage().commit(
      aBatch({ log: [aLogRow("i-1", 0)], inserted: [anInstance("i-1")], timersArmed: [waiting, held, well] }),
    );
    const quarantined = { ...failure, tries: 12, nextTryAt: null, quarantinedAt: 10 };
    const timersFailed = [
      { ...waiting, failure },
      { ...held, failure: quarantined },
      { ...aTimer("i-1", "7.7"), failure },
    ];
    await storage().commit(aBatch({ timersFailed }));
    const due = async (now: number) => (await storage().dueTimers(now, 9)).map(({ id }) => id);
    expect([await due(10), await due(19), await due(20)]).toEqual([["0.2"], ["0.2"], ["0.0", "0.2"]]);
    // The clock was put back since it was tried.
    expect(await due(9)).toEqual(["0.0", "0.2"]);
    expect(await storage().nextDueAt()).toBe(9);
    expect(await storage().quarantinedTimers(9)).toEqual([{ ...held, failure: quarantined }]);
    expect(await storage().quarantinedTimers(9, { stepped: true })).toEqual([]);
    expect((await storage().timers("i-1")).map(({ failure }) => failure?.tries)).toEqual([1, 12, undefined]);
    await storage().commit(
      aBatch({ timersRemoved: [well], updated: [{ ...anInstance("i-1", { seq: 1, stepSeq: 1 }), previousSeq: 0 }] }),
    );
    expect(await storage().nextDueAt()).toBe(20);
    expect((await storage().quarantinedTimers(9, { stepped: true })).map(({ id }) => id)).toEqual(["0.1"]);
  });

  test.each([Number.NaN, -1, 1.5, Infinity, "3"])("a limit of %p is none, to either database", async (given) => {
    const limit = given as number;
    for (const asked of [
      storage().dueTimers(0, limit),
      storage().quarantinedTimers(limit),
      storage().dueMessages(0, limit),
      storage().instanceIds(null, limit),
      storage().history("i-1", { limit }),
      storage().history("i-1", { upTo: limit }),
    ])
      await expect(asked).rejects.toThrow(/whole number from 0/);
    expect(await storage().history("i-1", { limit: 0 })).toEqual([]);
    expect(await storage().history("i-1", { upTo: Number.MAX_SAFE_INTEGER })).toEqual([]);
  });

  test("a timer that is removed and armed again in one batch is replaced", async () => {
    expect(await storage().nextDueAt()).toBeNull();
    await storage().commit(aBatch({ timersArmed: [aTimer("i-1", "0.0", { key: "k" }), aTimer("i-1", "0.1")] }));
    const again = aTimer("i-1", "3.0", { key: "k", dueAt: 8 });
    await storage().commit(aBatch({ timersRemoved: [{ instance: "i-1", key: "k", id: "0.0" }], timersArmed: [again] }));
    expect((await storage().timers("i-1")).map(({ id }) => id)).toEqual(["0.1", "3.0"]);
    await storage().commit(
      aBatch({
        timersRemoved: [
          { instance: "i-1", key: "k", id: "3.0" },
          { instance: "i-2", key: "0.1", id: "0.1" },
        ],
      }),
    );
    expect((await storage().timers("i-1")).map(({ id }) => id)).toEqual(["0.1"]);
  });
}

function outbox(storage: () => Storage): void {
  test("messages wait, are tried again, and are settled", async () => {
    const written = ["1.0", "1.1", "1.2"].map((place) => aMessage("i-1", place, { at: 10 }));
    await storage().commit(aBatch({ messages: [...written, aMessage("i-2", "0.0", { at: 11 })] }));
    const ids = async (now: number) => (await storage().dueMessages(now, 10)).map(({ id }) => id);
    const all = ["i-1:1.0", "i-1:1.1", "i-1:1.2", "i-2:0.0"];
    // Also when the clock was put back after they were written.
    for (const now of [9, 11]) expect(await ids(now)).toEqual(all);
    expect(await storage().nextMessageAt()).toBe(10);

    const change = { tries: 1, lastError: null, settledAt: 12, nextTryAt: 10 };
    await storage().commit(
      aBatch({
        outbox: [
          { ...change, id: "i-1:1.0", state: "delivered" },
          { ...change, id: "i-1:1.1", state: "dead-lettered", lastError: "no such mailbox" },
          { ...change, id: "i-1:1.2", state: "waiting", settledAt: null, nextTryAt: 50, lastError: "try later" },
        ],
      }),
    );
    expect(await ids(49)).toEqual(["i-2:0.0"]);
    expect(await ids(50)).toEqual(["i-2:0.0", "i-1:1.2"]);
    const { messages } = await storage().load([], [], ["i-1:1.0", "nobody:1.0"]);
    expect(messages).toEqual([{ ...written[0], ...change, state: "delivered" }]);
    // Somebody who tried the same message and comes too late changes nothing.
    await storage().commit(
      aBatch({ outbox: [{ ...change, id: "i-1:1.0", state: "dead-lettered", lastError: "too late" }] }),
    );
    expect(await storage().messages("i-1")).toEqual([
      { ...written[0], ...change, state: "delivered" },
      { ...written[1], ...change, state: "dead-lettered", lastError: "no such mailbox" },
      { ...written[2], ...change, state: "waiting", settledAt: null, nextTryAt: 50, lastError: "try later" },
    ]);
  });
}
