/** The same command twice is one event and the same answer; what was not seen is answered with what happened. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { UnknownInstanceError } from "../../src/engine/index.ts";
import { anyCommand, aNight, machineOf, notebook, started, type Night } from "./night.ts";

let night: Night;
let id: string;
beforeEach(async () => {
  night = await aNight();
  id = await started(night.engine, "notebook@1");
});
afterEach(() => night.close());

const note = (text: string) => ({ type: "NOTE", text });
const command = { by: "officer-1", commandId: "the-same" };
const notes = async () => (await night.engine.read(id)).context["notes"];

describe("given a command that was accepted", () => {
  test("when it comes again, then it is one event and the same answer", async () => {
    expect(await night.engine.send(id, note("once"), command)).toEqual({ outcome: "accepted", id, seq: 1 });
    await night.engine.send(id, note("other"), anyCommand());
    expect(await night.engine.send(id, note("once"), command)).toEqual({ outcome: "duplicate", id, seq: 1 });
    expect(await notes()).toEqual(["once", "other"]);
  });

  test("when it comes again with an expectation that has passed, then it is still the same answer", async () => {
    await night.engine.send(id, note("once"), { ...command, expectedSeq: 0 });
    expect(await night.engine.send(id, note("once"), { ...command, expectedSeq: 0 })).toMatchObject({
      outcome: "duplicate",
      seq: 1,
    });
  });

  test("when it comes again at the same moment, in one batch, then it is one event", async () => {
    const outcomes = await Promise.all([1, 2, 3].map(() => night.engine.send(id, note("once"), command)));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["accepted", "duplicate", "duplicate"]);
    expect(new Set(outcomes.map((outcome) => "seq" in outcome && outcome.seq))).toEqual(new Set([1]));
    expect(await notes()).toEqual(["once"]);
  });

  test.each([
    ["another text", () => night.engine.send(id, note("changed"), command)],
    ["another event", () => night.engine.send(id, { type: "CLOSE" }, command)],
    ["a start", () => night.engine.start("notebook@1", null, command)],
    [
      "another instance",
      async () => night.engine.send(await started(night.engine, "notebook@1"), note("once"), command),
    ],
  ])("when its id is used for %s, then that is refused and nothing happens", async (_, again) => {
    await night.engine.send(id, note("once"), command);
    expect(await again()).toMatchObject({ outcome: "refused", reason: { code: "command-id-reused" } });
    expect(await notes()).toEqual(["once"]);
  });
});

describe("given a start that was accepted", () => {
  test("when it comes again, also in one batch, then there is one instance", async () => {
    const [first, second] = await Promise.all(
      [1, 2].map(() => night.engine.start("notebook@1", { of: "me" }, command)),
    );
    const third = await night.engine.start("notebook@1", { of: "me" }, command);
    expect([first?.outcome, second?.outcome, third.outcome]).toEqual(["accepted", "duplicate", "duplicate"]);
    expect([second?.id, third.id]).toEqual([first?.id, first?.id]);
    expect(await night.storage.instanceIds(null, 10)).toEqual([id, first?.id]);
  });

  test("when its id comes with another input, then that is refused, under an id that does not exist", async () => {
    await night.engine.start("notebook@1", { of: "me" }, command);
    const refused = await night.engine.start("notebook@1", { of: "you" }, command);
    expect(refused).toMatchObject({ outcome: "refused", reason: { code: "command-id-reused" } });
    await expect(night.engine.read(refused.id)).rejects.toThrow(UnknownInstanceError);
  });
});

test("given a command that was refused, when it comes again and is acceptable, then it is accepted", async () => {
  expect(await night.engine.send(id, { type: "NOBODY" }, command)).toMatchObject({ outcome: "refused" });
  expect(await night.engine.send(id, note("now"), command)).toMatchObject({ outcome: "accepted" });
});

describe("given an expected row", () => {
  test("when the machine has stepped since, then the answer is what happened, and nothing changes", async () => {
    await night.engine.send(id, note("theirs"), { by: "officer-2", commandId: "c-theirs" });
    const outcome = await night.engine.send(id, note("mine"), { ...command, expectedSeq: 0 });
    expect(outcome).toMatchObject({
      outcome: "conflict",
      id,
      seq: 1,
      since: [{ seq: 1, by: "officer-2", event: note("theirs") }],
    });
    expect(await notes()).toEqual(["theirs"]);
    expect(await night.engine.send(id, note("mine"), { ...command, expectedSeq: 1 })).toMatchObject({
      outcome: "accepted",
    });
  });

  test("when two expect the same at the same moment, then the first is accepted and the second is told", async () => {
    const [first, second] = await Promise.all(
      ["first", "second"].map((text) => night.engine.send(id, note(text), { ...anyCommand(), expectedSeq: 0 })),
    );
    expect(first).toMatchObject({ outcome: "accepted", seq: 1 });
    expect(second).toMatchObject({ outcome: "conflict", seq: 1, since: [{ event: note("first") }] });
  });

  test("when only a delivery was recorded since, then that is no conflict", async () => {
    await night.engine.send(id, note("said"), anyCommand());
    await night.engine.runDue();
    expect(await night.engine.read(id)).toMatchObject({ seq: 2, stepSeq: 1 });
    for (const expectedSeq of [1, 2]) {
      expect(await night.engine.send(id, { type: "NOBODY" }, { ...anyCommand(), expectedSeq })).toMatchObject({
        outcome: "refused",
      });
    }
    expect(await night.engine.send(id, note("more"), { ...anyCommand(), expectedSeq: 1 })).toMatchObject({
      outcome: "accepted",
      seq: 3,
    });
  });

  test("when it is 7, which never was, then it is a conflict", async () => {
    expect(await night.engine.send(id, note("x"), { ...command, expectedSeq: 7 })).toMatchObject({
      outcome: "conflict",
      seq: 0,
    });
  });

  test.each([-1, 0.5, Number.NaN, Infinity, "3", null])(
    "when it is %p, then it is refused with what it must be",
    async (given) => {
      expect(await night.engine.send(id, note("x"), { ...command, expectedSeq: given as never })).toMatchObject({
        outcome: "refused",
        reason: { code: "invalid-event", sentence: expect.stringContaining("whole number from 0") },
      });
    },
  );
});

describe("refused, and nothing recorded", () => {
  test.each<[string, string, () => Promise<object>]>([
    ["an unknown instance", "unknown-instance", () => night.engine.send("nobody", note("x"), command)],
    ["an unknown machine", "unknown-machine", () => night.engine.start("nobody@1", null, command)],
    ["a reserved type", "reserved-type", () => night.engine.send(id, { type: "xstate.stop" }, command)],
    ["something that is no event", "invalid-event", () => night.engine.send(id, null as never, command)],
    ["an empty command id", "invalid-event", () => night.engine.send(id, note("x"), { ...command, commandId: "" })],
    [
      "a command id with NUL",
      "invalid-event",
      () => night.engine.send(id, note("x"), { ...command, commandId: "a\0" }),
    ],
    [
      "a command id with half a sign",
      "invalid-event",
      () => night.engine.send(id, note("x"), { ...command, commandId: "\ud83d" }),
    ],
    [
      "an endless command id",
      "invalid-event",
      () => night.engine.start("notebook@1", null, { ...command, commandId: "x".repeat(501) }),
    ],
    ["a sender with NUL", "invalid-event", () => night.engine.send(id, note("x"), { ...command, by: "a\0" })],
  ])("%s", async (_, code, refused) => {
    expect(await refused()).toMatchObject({ outcome: "refused", reason: { code } });
    expect(await night.engine.history(id)).toHaveLength(1);
  });

  test("anything for an instance that has ended", async () => {
    await night.engine.send(id, { type: "CLOSE" }, anyCommand());
    expect(await night.engine.read(id)).toMatchObject({ status: "done", can: [] });
    expect(await night.engine.send(id, note("late"), command)).toMatchObject({
      outcome: "refused",
      reason: { code: "finished" },
    });
  });
});

test("given texts with every sign there is, when they are sent, then the log and the state keep them", async () => {
  const text = "\0 😀 \u2028 \\u0000 '\"; DROP TABLE log";
  await night.engine.send(id, note(text), command);
  expect(await notes()).toEqual([text]);
  expect(await night.engine.send(id, note(text), command)).toMatchObject({ outcome: "duplicate" });
  expect(await night.engine.replay(id)).toMatchObject({ divergence: null });
});

test.each([
  ["a text", { type: "NOTE", text: "half of \ud83d" }],
  ["a key", { type: "NOTE", text: "x", "\udc00": 1 }],
])(
  "given half a surrogate pair in %s, when it is sent, then it is refused, for no row could be read again",
  async (_, event) => {
    expect(await night.engine.send(id, event, command)).toMatchObject({
      outcome: "refused",
      reason: { code: "invalid-event", sentence: expect.stringMatching(/half a surrogate pair/) as unknown },
    });
  },
);

test("given a machine that was changed under its name, when its instance is touched, then nobody touches it", async () => {
  const changed = machineOf({ ...notebook.config, description: "changed" }, notebook.implementations);
  const { engine } = await aNight({ storage: night.storage, machines: { "notebook@1": changed } });
  expect(await engine.send(id, note("x"), command)).toMatchObject({
    outcome: "refused",
    reason: { code: "definition-changed" },
  });
  expect(await engine.read(id)).toMatchObject({ value: "open", can: [] });
  expect(await engine.replay(id)).toMatchObject({ divergence: { what: "definition" } });
});

test("is read again only when its log has grown", async () => {
  const { seq } = await night.engine.read(id);
  expect(await night.engine.readSince(id, seq)).toBeNull();
  expect(await night.engine.readSince(id, -1)).toEqual(await night.engine.read(id));
  await night.engine.send(id, note("more"), anyCommand());
  expect(await night.engine.readSince(id, seq)).toEqual(await night.engine.read(id));
  expect(await night.engine.readSince(id, seq + 1)).toBeNull();
});
