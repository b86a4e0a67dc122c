/** Whether a state was just made, has come from the database, or is folded from the log: the next step is the same. */
import { afterEach, expect, test } from "@jest/globals";
import { assign, type AnyStateMachine } from "xstate";
import type { Engine } from "../../src/engine/index.ts";
import { anyCommand, aNight, machineOf, started, type Night } from "./night.ts";

let night: Night;
afterEach(() => night.close());

/** The same events to one engine that stays, and to one that is new for each of them. */
async function bothWays(machine: AnyStateMachine, types: readonly string[]) {
  const machines = { "m@1": machine };
  night = await aNight({ machines });
  const [stays, restarts] = [await started(night.engine, "m@1"), await started(night.engine, "m@1")];
  const send = (engine: Engine, id: string, type: string) => engine.send(id, { type }, anyCommand());
  for (const type of types) {
    await send(night.engine, stays, type);
    await send((await aNight({ machines, storage: night.storage })).engine, restarts, type);
  }
  const seen = async (id: string) => {
    const { value, context, seq } = await night.engine.read(id);
    return { value, context, seq, divergence: (await night.engine.replay(id)).divergence };
  };
  return { stays: await seen(stays), restarts: await seen(restarts) };
}

interface Shop {
  readonly context: { readonly items: readonly object[]; readonly current: object | null };
}

test.each<[string, (shop: Shop) => object]>([
  ["a part of another part", ({ context }) => ({ current: context.items[0] })],
  ["another part as it is", ({ context }) => ({ items: [context.items], current: context.items })],
])(
  "given a context that holds %s, when a guard asks whether they are one object, then they never are",
  async (_, pick) => {
    const shop = machineOf(
      {
        id: "shop",
        context: { items: [{ n: 1 }], current: null },
        initial: "open",
        states: {
          open: { on: { PICK: { actions: "pick" }, CHECK: [{ guard: "isOne", target: "one" }, { target: "two" }] } },
          one: {},
          two: {},
        },
      },
      {
        actions: { pick: assign(pick as never) },
        guards: { isOne: ({ context }: Shop) => context.current !== null && context.items.includes(context.current) },
      },
    );
    const { stays, restarts } = await bothWays(shop, ["PICK", "CHECK"]);
    expect(stays).toMatchObject({ value: "two", divergence: null });
    expect(restarts).toEqual(stays);
  },
);

test("given a context that grows deeper with each step, then the limit is the same", async () => {
  const nest = machineOf(
    { id: "nest", context: { inside: null }, on: { GROW: { actions: "grow" } } },
    { actions: { grow: assign({ inside: ({ context }: { context: object }) => context }) } },
  );
  const { stays, restarts } = await bothWays(
    nest,
    Array.from({ length: 65 }, () => "GROW"),
  );
  expect(stays).toMatchObject({ seq: 59, divergence: null });
  expect(restarts).toEqual(stays);
});
