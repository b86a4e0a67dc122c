/** A part of a log and of what it asked for. */
import { expect, test } from "@jest/globals";
import type { Storage } from "../../db/open-storage.ts";
import type { HistoryRange, MessageRange } from "../../src/engine/log.ts";
import { aBatch, aLogRow, aMessage, anInstance } from "../support/samples.ts";

export function recordContract(storage: () => Storage): void {
  test("messages come a part at a time, and by the row that asked for them", async () => {
    const places = ["0.0", "2.0", "2.1", "9.0", "10.0", "11.0"];
    const messages = [...places.map((place) => aMessage("i-1", place)), aMessage("i-2", "1.0")];
    await storage().commit(aBatch({ messages }));
    const settled = { state: "delivered", tries: 1, nextTryAt: 0, lastError: null, settledAt: 5 } as const;
    await storage().commit(aBatch({ outbox: [{ id: "i-1:2.0", ...settled }] }));
    const found = async (range?: MessageRange) =>
      (await storage().messages("i-1", range)).map(({ id }) => id.slice("i-1:".length));
    expect(await found()).toEqual(places);
    expect(await found({ limit: 2 })).toEqual(["10.0", "11.0"]);
    expect(await found({ before: "i-1:10.0", limit: 2 })).toEqual(["2.1", "9.0"]);
    expect(await found({ after: null, limit: 2 })).toEqual(["0.0", "2.0"]);
    expect(await found({ after: "i-1:2.0", limit: 2 })).toEqual(["2.1", "9.0"]);
    expect(await found({ after: "i-1:11.0" })).toEqual([]);
    expect(await found({ upTo: 9 })).toEqual(["0.0", "2.0", "2.1", "9.0"]);
    expect(await found({ upTo: 9, before: "i-1:9.0", limit: 1 })).toEqual(["2.1"]);
    expect(await found({ ids: ["i-1:10.0", "i-2:1.0"] })).toEqual(["10.0"]);
    expect(await found({ before: "i-1:9.0", isUnsettled: true, limit: 9 })).toEqual(["0.0", "2.1"]);
    expect(await found({ after: "i-1:99.0", limit: 9 })).toEqual([]);
  });

  test("rows of some kinds, and with some types of events, are found whatever stands in the others", async () => {
    const event = (type: string, more: object = {}) => ({ type, ...more });
    const log = [
      aLogRow("i-1", 0),
      aLogRow("i-1", 1, { kind: "event", event: event("NOTED", { nested: { type: "TOLD" }, text: '"type":"TOLD"' }) }),
      aLogRow("i-1", 2, { kind: "event", event: event("TOLD") }),
      aLogRow("i-1", 3, { kind: "delivered", event: event("TOLD", { message: "i-1:0.0" }) }),
      aLogRow("i-1", 4, { kind: "event", event: event("TOLD-2") }),
    ];
    await storage().commit(aBatch({ log }));
    const found = async (range: HistoryRange) => (await storage().history("i-1", range)).map(({ seq }) => seq);
    expect(await found({ types: ["TOLD"] })).toEqual([2, 3]);
    expect(await found({ types: ["TOLD"], kinds: ["event"] })).toEqual([2]);
    expect(await found({ types: ["TOLD", "TOLD-2"], after: 2 })).toEqual([3, 4]);
    expect(await found({ types: [] })).toEqual([]);
    expect(await found({ kinds: ["event", "start"], upTo: 2 })).toEqual([0, 1, 2]);
  });

  test("a commit that goes beyond a multiple of fifty keeps its state beside the log", async () => {
    const row = anInstance("i-1");
    await storage().commit(aBatch({ log: [aLogRow("i-1", 0)], inserted: [row] }));
    const at = (seq: number, previousSeq: number) => ({ ...anInstance("i-1", { seq, stepSeq: seq - 1 }), previousSeq });
    for (const [seq, before] of [
      [49, 0],
      [53, 49],
      [99, 53],
      [101, 99],
    ] as const)
      await storage().commit(aBatch({ updated: [at(seq, before)] }));
    const seqAt = async (upTo: number) => (await storage().checkpoint?.("i-1", upTo))?.seq ?? null;
    expect(await Promise.all([49, 52, 53, 100, 101, 5_000].map(seqAt))).toEqual([null, null, 53, 53, 101, 101]);
    expect(await storage().checkpoint?.("i-1", 53)).toMatchObject({
      stepSeq: 52,
      stateText: JSON.stringify(row.state),
    });
    await storage().keepCheckpoints?.("i-1", [{ seq: 53, stepSeq: 1, stateText: "{}" }]);
    expect(await storage().checkpoint?.("i-1", 53)).toEqual({ seq: 53, stepSeq: 1, stateText: "{}" });
    expect(await storage().checkpoint?.("i-2", 53)).toBeNull();
  });
}
