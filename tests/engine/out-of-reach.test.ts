/** A step looks at the context and the event. Whatever acts is refused at the step, whatever function of the machine reaches for it. */
import { describe, expect, test } from "@jest/globals";
import { assign, createMachine, enqueueActions, raise, sendTo, type AnyStateMachine } from "xstate";
import { begin } from "../../src/engine/decide/decide.ts";
import { at, begun, definitionOf, refusedAs, send } from "./deciding.ts";
import { machineOf } from "./night.ts";
import { define } from "../../src/engine/decide/definition.ts";

type Args = Readonly<Record<"self" | "system" | "spawn", never>>;
type Reach = (args: Args) => unknown;

const child = createMachine({ id: "child" });
const whatActs: [string, Reach][] = [
  ["spawn", ({ spawn }) => (spawn as (logic: AnyStateMachine) => unknown)(child) && 1],
  ["self.send", ({ self }) => (self as { send(event: object): unknown }).send({ type: "GO" })],
  ["self.getSnapshot", ({ self }) => (self as { getSnapshot(): unknown }).getSnapshot() && 1],
  ["self in the context", ({ self }) => self],
  ["self.id", ({ self }) => (self as { id: string }).id],
  ["keys of self", ({ self }) => Object.keys(self)],
  ["system.get", ({ system }) => (system as { get(id: string): unknown }).get("x") ?? null],
  ["system in the context", ({ system }) => system],
  ["system.getSnapshot", ({ system }) => (system as { getSnapshot(): unknown }).getSnapshot() && 1],
];

describe.each(whatActs)("given a machine that reaches for %s, then the step is refused", (_, reach) => {
  test("in one property of an assign", () => {
    const definition = definitionOf(
      { context: {}, on: { GO: { actions: "reach" } } },
      { actions: { reach: assign({ reached: reach as never }) } },
    );
    expect(send(definition, begun(definition), { type: "GO" })).toMatchObject(refusedAs("machine-error", /./));
  });

  test("in an assign that is one function", () => {
    const definition = definitionOf(
      { context: {}, on: { GO: { actions: "reach" } } },
      { actions: { reach: assign((args: Args) => ({ reached: reach(args) })) } },
    );
    expect(send(definition, begun(definition), { type: "GO" })).toMatchObject(refusedAs("machine-error", /./));
  });

  test("in the context that it starts with", () => {
    const definition = define("m@1", machineOf({ id: "m", context: (args: Args) => ({ reached: reach(args) }) }));
    // XState hands no system to a start, so asking it is a plain mistake.
    expect(begin(definition, null, { at, by: "", seq: 0 })).toMatchObject(refusedAs("machine-error", /./));
  });
});

test.each<[string, Reach]>(whatActs.filter(([name]) => /^(self|system)\./.test(name)))(
  "given %s in a delay, an event or what is enqueued, then the step is refused and says so",
  (_, reach) => {
    for (const action of [
      raise({ type: "GO" }, { delay: ((args: Args) => Number(Boolean(reach(args)))) as never }),
      raise(((args: Args) => ({ type: "GO", reached: reach(args) })) as never, { delay: 5 }),
      enqueueActions(((args: Args) => reach(args)) as never),
    ]) {
      const definition = definitionOf({ on: { GO: { actions: "act" } } }, { actions: { act: action } });
      const result = send(definition, begun(definition), { type: "GO" });
      expect(result).toMatchObject(refusedAs("machine-error", /a step may only look at the context and the event/));
    }
  },
);

test.each<[string, (enqueue: never) => void]>([
  ["spawnChild", (enqueue: { spawnChild(logic: AnyStateMachine): void }) => enqueue.spawnChild(child)],
  ["sendTo", (enqueue: (action: unknown) => void) => enqueue(sendTo("x", { type: "GO" }))],
  ["emit", (enqueue: { emit(event: object): void }) => enqueue.emit({ type: "said" })],
  [
    "a function under the name of an effect",
    (enqueue: (action: unknown) => void) =>
      enqueue(function tell() {
        return undefined;
      }),
  ],
])("given %s that is enqueued, then the step is refused", (_, act) => {
  const definition = definitionOf(
    { on: { GO: { actions: "act" } } },
    { actions: { act: enqueueActions(({ enqueue }) => act(enqueue as never)), tell: () => undefined } },
  );
  expect(send(definition, begun(definition), { type: "GO" })).toMatchObject(refusedAs("machine-error", /./));
});
