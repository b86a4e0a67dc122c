/** Which machines are accepted: everything that cannot be made durable is refused by its place and reason. */
import { describe, expect, test } from "@jest/globals";
import {
  and,
  assign,
  cancel,
  emit,
  enqueueActions,
  forwardTo,
  fromPromise,
  log,
  not,
  or,
  raise,
  sendParent,
  sendTo,
  spawnChild,
  stateIn,
  stopChild,
  type AnyStateMachine,
} from "xstate";
import { InadmissibleMachineError, objectionsTo, openEngine } from "../../src/engine/index.ts";
import { openStorage } from "../../db/open-storage.ts";
import { machineOf } from "./night.ts";

const soon = fromPromise(() => Promise.resolve());

/** A machine `m` with one state `a`, which is as the test says. */
function withState(a: object, parts: object = {}, more: object = {}): AnyStateMachine {
  return machineOf({ id: "m", initial: "a", states: { a, b: {} }, ...more }, parts);
}

describe("given something that a restart would lose or replay could not repeat, when the machine is registered, then it is refused", () => {
  const refusals: [string, AnyStateMachine, { place: string; reason: RegExp }][] = [
    ["invoke", withState({ invoke: { src: soon } }), { place: "m.a invoke", reason: /restart would lose/ }],
    ["invoke at the root", withState({}, {}, { invoke: { src: soon } }), { place: "m invoke", reason: /restart/ }],
    ["an inline entry", withState({ entry: () => undefined }), { place: "m.a entry", reason: /no name/ }],
    ["an inline exit", withState({ exit: [() => undefined] }), { place: "m.a exit", reason: /no name/ }],
    [
      "an inline transition action",
      withState({ on: { A: { actions: () => undefined } } }),
      { place: "m.a on A", reason: /no name/ },
    ],
    [
      "an effect nobody declared",
      withState({ entry: "tell" }),
      { place: "m.a entry", reason: /"tell" is declared nowhere/ },
    ],
    [
      "an effect with params nobody declared",
      withState({ exit: { type: "tell", params: {} } }),
      { place: "m.a exit", reason: /"tell"/ },
    ],
    [
      "an effect with a name that every object has",
      withState({ entry: "toString" }),
      { place: "m.a entry", reason: /"toString"/ },
    ],
    [
      "sendTo",
      withState({ entry: sendTo("x", { type: "A" }) }),
      { place: "m.a entry", reason: /^sendTo acts by itself/ },
    ],
    ["sendParent", withState({ entry: sendParent({ type: "A" }) }), { place: "m.a entry", reason: /acts by itself/ }],
    ["forwardTo", withState({ entry: forwardTo("x") }), { place: "m.a entry", reason: /acts by itself/ }],
    ["emit", withState({ entry: emit({ type: "A" }) }), { place: "m.a entry", reason: /^emit acts/ }],
    ["log", withState({ entry: log("x") }), { place: "m.a entry", reason: /^log acts/ }],
    ["spawnChild", withState({ entry: spawnChild(soon) }), { place: "m.a entry", reason: /^spawnChild acts/ }],
    ["stopChild", withState({ entry: stopChild("x") }), { place: "m.a entry", reason: /^stopChild acts/ }],
    [
      "sendTo under a name",
      withState({}, { actions: { tell: sendTo("x", { type: "A" }) } }),
      { place: "action tell", reason: /sendTo acts/ },
    ],
    ["a wildcard", withState({ on: { "*": "b" } }), { place: "m.a on *", reason: /wildcard/ }],
    ["a partial wildcard", withState({ on: { "mail.*": "b" } }), { place: "m.a on mail.*", reason: /wildcard/ }],
    [
      "a guard nobody wrote",
      withState({ on: { A: { target: "b", guard: "may" } } }),
      { place: "m.a on A", reason: /guard "may"/ },
    ],
    [
      "a guard with params nobody wrote",
      withState({ always: { target: "b", guard: { type: "may" } } }),
      { place: "m.a always", reason: /"may"/ },
    ],
    [
      "a guard inside and, or, not",
      withState(
        { on: { A: { target: "b", guard: and([or(["may", () => true]), not("yes")]) } } },
        { guards: { yes: () => true } },
      ),
      { place: "m.a on A", reason: /"may"/ },
    ],
    [
      "a guard inside a named one",
      withState({}, { guards: { both: and(["may"]) } }),
      { place: "guard both", reason: /"may"/ },
    ],
    [
      "a guard of an after",
      withState({ after: { 5: { target: "b", guard: "may" } } }),
      { place: "m.a after 5", reason: /"may"/ },
    ],
    [
      "a guard of an onDone",
      machineOf({
        id: "m",
        initial: "a",
        states: { a: { initial: "x", states: { x: { type: "final" } }, onDone: { target: "b", guard: "may" } }, b: {} },
      }),
      { place: "m.a onDone", reason: /"may"/ },
    ],
    [
      "an action of an initial transition",
      machineOf({
        id: "m",
        initial: "a",
        states: { a: { initial: { target: "x", actions: "tell" }, states: { x: {} } } },
      }),
      { place: "m.a initial", reason: /"tell"/ },
    ],
    [
      "an after without its delay",
      withState({ after: { whenever: "b" } }),
      { place: "m.a after", reason: /"whenever" has no implementation/ },
    ],
    [
      "an after with a delay that every object has",
      withState({ after: { valueOf: "b" } }),
      { place: "m.a after", reason: /"valueOf"/ },
    ],
    [
      "an after of more than 400 days",
      withState({ after: { [401 * 86_400_000]: "b" } }),
      { place: "m.a after", reason: /400 days/ },
    ],
    ["a delay that is negative", withState({}, { delays: { back: -1 } }), { place: "delay back", reason: /is -1/ }],
    [
      "a delay without end",
      withState({}, { delays: { never: Infinity } }),
      { place: "delay never", reason: /is Infinity/ },
    ],
    [
      "a delay that is a text",
      withState({}, { delays: { soon: "5000" } }),
      { place: "delay soon", reason: /is 5000; it must be/ },
    ],
    [
      "a raise without its delay",
      withState({ entry: raise({ type: "A" }, { delay: "whenever" as never }) }),
      { place: "m.a entry", reason: /"whenever"/ },
    ],
    [
      "a raise after no number",
      withState({ entry: raise({ type: "A" }, { delay: Number.NaN }) }),
      { place: "m.a entry", reason: /NaN/ },
    ],
    [
      "a raise whose id is a function",
      withState({ entry: raise({ type: "A" }, { id: (() => "x") as never, delay: 5 }) }),
      { place: "m.a entry", reason: /id of a raised event/ },
    ],
    [
      "a context with a date",
      withState({}, {}, { context: { since: new Date(0) } }),
      { place: "m", reason: /context.since is a Date/ },
    ],
    [
      "a context with undefined",
      withState({}, {}, { context: { list: [{ of: undefined }] } }),
      { place: "m", reason: /context.list\[0\].of is undefined/ },
    ],
    [
      "a context with a function",
      withState({}, {}, { context: { run: () => 1 } }),
      { place: "m", reason: /context.run is a function/ },
    ],
  ];
  test.each(refusals)("%s", (_, machine, objection) => {
    expect(objectionsTo(machine)).toEqual([
      { place: objection.place, reason: expect.stringMatching(objection.reason) },
    ]);
  });

  test("with every place at once, and nothing is opened", async () => {
    const storage = await openStorage({ url: "sqlite::memory:" });
    const bad = withState({ entry: "tell", on: { "*": "b" }, invoke: { src: soon } });
    const opening = openEngine({ storage, machines: { "bad@1": bad }, deliver: () => Promise.resolve() });
    await expect(opening).rejects.toThrow(InadmissibleMachineError);
    await expect(opening).rejects.toThrow(
      /^bad@1 cannot be made durable:\n {2}m\.a invoke: .*\n {2}m\.a entry: .*\n {2}m\.a on \*: /,
    );
    await storage.close();
  });
});

test("given a machine of everything that is allowed, when it is registered, then nothing is said against it", () => {
  const machine = machineOf(
    {
      id: "m",
      context: () => ({ n: 0 }),
      type: "parallel",
      states: {
        one: {
          initial: "a",
          states: {
            a: {
              entry: ["count", "tell", { type: "tell", params: { text: "x" } }, cancel("bell")],
              exit: raise({ type: "NEXT" }),
              after: { 5: "b", 1.5: "b", short: "b", byContext: { target: "b", guard: "may", actions: "alarm" } },
              on: { NEXT: { target: "b", guard: and(["may", not(stateIn("#m.two.x")), or([() => true])]) } },
              always: { target: "b", guard: { type: "may", params: {} }, actions: ["both"] },
            },
            b: { on: { FORBIDDEN: undefined } },
            h: { type: "history", history: "deep", target: "a" },
            end: { type: "final", output: { n: 1 } },
          },
          onDone: { actions: "count" },
        },
        two: { initial: "x", states: { x: { tags: ["calm"], meta: { of: "nothing" } } } },
      },
      output: { all: true },
    },
    {
      actions: {
        tell: () => undefined,
        count: assign({ n: ({ context }: { context: { n: number } }) => context.n + 1 }),
        alarm: raise({ type: "NEXT" }, { id: "bell", delay: "short" as never }),
        both: enqueueActions(({ enqueue }) => {
          enqueue("count");
        }),
      },
      guards: { may: () => true },
      delays: { short: 10, byContext: () => 20 },
    },
  );
  expect(objectionsTo(machine)).toEqual([]);
});
