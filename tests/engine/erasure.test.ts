/** A text is erased by a row of the log: its words are gone wherever they stood, and everything that was hashed stays as it was. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { UndeliverableError, type Apart } from "../../src/engine/index.ts";
import type { Json } from "../../src/kernel/json.ts";
import { erasedWords, refsIn, shownText, textRef, withErasures } from "../../src/kernel/text-refs.ts";
import { anyCommand, aNight, machineOf, minute, type Night } from "./night.ts";

const asText = (value: Json | undefined): string => (typeof value === "string" ? value : "");
const apart: Apart = (_machine, event, put) => {
  if (event.type === "delivered" || event.type === "dead-lettered")
    return { ...event, detail: put(asText(event["detail"])) };
  return typeof event["text"] === "string" ? { ...event, text: put(event["text"]) } : event;
};
const crier = machineOf(
  {
    id: "crier",
    context: {},
    initial: "on",
    states: {
      on: {
        on: {
          NOTE: {
            actions: {
              type: "cry",
              params: ({ event }: { event: { text?: Json } }) => ({ what: `Hear: ${asText(event.text)}` }),
            },
          },
        },
      },
    },
  },
  { actions: { cry: () => undefined } },
);
const secret = "212 students of the choir";
const li = (commandId: string) => ({ by: "li", commandId });
let night: Night;
let id: string;
let answer: () => Promise<Json | void> = async () => "heard";
beforeEach(async () => {
  answer = async () => "heard";
  night = await aNight({ apart, machines: { "crier@1": crier }, deliver: async () => answer() });
  id = (await night.engine.start("crier@1", null, anyCommand())).id;
});
afterEach(() => night.close());

const noted = async (text: string, commandId: string): Promise<string> => {
  const before = new Set(refsIn(await night.engine.history(id)));
  await night.engine.send(id, { type: "NOTE", text }, { by: "officer-1", commandId });
  return [...refsIn(await night.engine.history(id))].find((ref) => !before.has(ref)) ?? "";
};
const shown = async () => JSON.stringify(await night.engine.opened(id, await night.engine.history(id)));

test("the words are gone, the row says who, when and why, and the replay agrees", async () => {
  const ref = await noted(secret, "n-1");
  const before = await night.engine.replay(id);
  night.clock.wind(minute);
  expect(await night.engine.erase(id, [ref], "request", li("e-1"))).toMatchObject({ outcome: "accepted", seq: 2 });
  expect((await night.engine.history(id)).at(-1)).toMatchObject({
    kind: "erased",
    by: "li",
    event: { type: "erased", refs: [ref], reason: "request" },
  });
  expect(await shown()).not.toContain("212");
  expect(await night.engine.opened(id, `“${ref}”`)).toBe(
    `“${erasedWords({ at: minute, by: "li", reason: "request" })}”`,
  );
  const after = await night.engine.replay(id);
  expect(after).toMatchObject({
    divergence: null,
    context: before.context,
    stepSeq: before.stepSeq,
    timers: before.timers,
  });
  const [stored] = await night.storage.texts([{ instance: id, ref }]);
  expect(stored).toMatchObject({ salt: null, text: null, erasedSeq: 2 });
});

test("a text of another instance, one that nobody wrote, and one that was erased are refused", async () => {
  const ref = await noted(secret, "n-1");
  const other = await night.engine.start("crier@1", null, anyCommand());
  const nobodys = textRef(Buffer.alloc(16), "nobody's");
  const outcomes = [
    await night.engine.erase(other.id, [ref], "order", li("e-1")),
    await night.engine.erase(id, [ref, nobodys], "order", li("e-2")),
    await night.engine.erase("nowhere", [ref], "order", li("e-3")),
    await night.engine.erase(id, [], "order", li("e-4")),
    await night.engine.erase(id, ["t1:short"], "order", li("e-5")),
    await night.engine.erase(id, [ref], "Because of X", li("e-6")),
  ];
  expect(outcomes.map((one) => one.outcome === "refused" && one.reason.code)).toEqual([
    "unknown-text",
    "unknown-text",
    "unknown-instance",
    "invalid-event",
    "invalid-event",
    "invalid-event",
  ]);
  expect(await shown()).toContain(secret);
  await night.engine.erase(id, [ref], "order", li("e-7"));
  const again = await night.engine.erase(id, [ref], "order", li("e-8"));
  expect(again).toMatchObject({ outcome: "refused", reason: { code: "already-erased" } });
  expect(again.outcome === "refused" && again.reason.sentence).toContain("by li (order)");
});

test("the same command again is one erasure; with other texts or another reason its id is taken", async () => {
  const [one, two] = [await noted(secret, "n-1"), await noted("other", "n-2")];
  const both = await Promise.all([1, 2].map(() => night.engine.erase(id, [one], "order", li("e-1"))));
  expect(both.map(({ outcome }) => outcome)).toEqual(["accepted", "duplicate"]);
  expect(await night.engine.erase(id, [one], "order", li("e-1"))).toMatchObject({ outcome: "duplicate" });
  for (const [refs, reason] of [
    [[two], "order"],
    [[one], "mistake"],
  ] as const)
    expect(await night.engine.erase(id, refs, reason, li("e-1"))).toMatchObject({
      reason: { code: "command-id-reused" },
    });
});

test("two erasures of one text in one batch are one", async () => {
  const ref = await noted(secret, "n-1");
  const both = await Promise.all(["e-1", "e-2"].map((command) => night.engine.erase(id, [ref], "order", li(command))));
  expect(both.map(({ outcome }) => outcome)).toEqual(["accepted", "refused"]);
  expect(await night.engine.replay(id)).toMatchObject({ divergence: null });
});

test("a command that comes again after its text was erased is the same one", async () => {
  const ref = await noted(secret, "n-1");
  await night.engine.erase(id, [ref], "mistake", li("e-1"));
  const again = (text: string) => night.engine.send(id, { type: "NOTE", text }, { by: "officer-1", commandId: "n-1" });
  expect(await again(secret)).toMatchObject({ outcome: "duplicate", seq: 1 });
});

test("what a service answered to a notification of the text goes with it", async () => {
  answer = async () => Promise.reject(new UndeliverableError(`550 refused: ${secret}`));
  const ref = await noted(secret, "n-1");
  await night.engine.runDue();
  expect(await shown()).toContain("550 refused");
  await night.engine.erase(id, [ref], "order", li("e-1"));
  expect(await shown()).not.toContain("550 refused");
  const [message] = await night.engine.messages(id);
  expect(message?.lastError).toContain("Text erased");
  const last = (await night.engine.history(id)).at(-1);
  expect(last?.event["refs"]).toHaveLength(2);
  expect(await night.engine.replay(id)).toMatchObject({ divergence: null });
});

test.each([
  ["was taken", async () => `accepted: ${secret}`],
  ["was refused", async () => Promise.reject(new UndeliverableError(`550 refused: ${secret}`))],
  ["failed for now", async () => Promise.reject(new Error(`451 later: ${secret}`))],
])(
  "what is answered to a notification that was on its way when its text was erased, and %s, is not kept",
  async (_, said) => {
    const ref = await noted(secret, "n-1");
    let erasing: Promise<unknown> = Promise.resolve();
    answer = async () => {
      erasing = night.engine.erase(id, [ref], "order", li("e-1"));
      await erasing;
      return said();
    };
    await night.engine.runDue();
    await erasing;
    expect(JSON.stringify([await shown(), await night.engine.messages(id)])).not.toMatch(/212|550|451/);
    expect(await night.engine.replay(id)).toMatchObject({ divergence: null });
  },
);

test("a notification that is sent after the erasure says so", async () => {
  await night.close();
  night = await aNight({ apart, machines: { "crier@1": crier } });
  id = (await night.engine.start("crier@1", null, anyCommand())).id;
  const ref = await noted(secret, "n-1");
  await night.engine.erase(id, [ref], "order", li("e-1"));
  await night.engine.runDue();
  expect(night.sent.map(({ params }) => params)).toEqual([
    { what: `Hear: ${erasedWords({ at: 0, by: "li", reason: "order" })}` },
  ]);
});

test("nobody forges the mark: a text that looks like one is shown with another sign", () => {
  const mark = erasedWords({ at: 0, by: "li", reason: "order" });
  const ref = textRef(Buffer.alloc(16), mark);
  const opened = shownText([{ ref, text: mark }])(ref);
  expect(withErasures(opened, () => "said")).toBe(opened);
  expect(withErasures(`a ${mark} b`, ({ at, by, reason }) => `${at} ${by} ${reason}`)).toBe("a 0 li order b");
});
