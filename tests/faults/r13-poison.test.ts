/** R13: an instance, a timer or a message that cannot be dealt with is set aside with its reason; all others go on. */
import { expect, test } from "@jest/globals";
import { assign, setup, type AnyStateMachine } from "xstate";
import { openStorage } from "../../db/open-storage.ts";
import { openEngine, UndeliverableError, type Engine } from "../../src/engine/index.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import { figures } from "../support/extent.ts";
import { aFolderEach } from "./support/folder.ts";

const folder = aFolderEach();
const second = 1_000;

/** Fires after a second, unless its context is poisoned: then whatever touches it throws. */
const machine = setup({
  types: { context: {} as { poison: boolean; fired: number }, input: {} as { poison: boolean } },
  guards: {
    sound: ({ context }) => {
      if (context.poison) throw new Error("this guard cannot cope");
      return true;
    },
  },
  actions: {
    fire: (_, _params: { poison: boolean }) => undefined,
    count: assign({ fired: ({ context }) => context.fired + 1 }),
  },
}).createMachine({
  id: "poisonable",
  context: ({ input }) => ({ poison: input.poison, fired: 0 }),
  initial: "waiting",
  states: {
    waiting: {
      after: {
        [second]: {
          guard: "sound",
          target: "waiting",
          reenter: true,
          actions: ["count", { type: "fire", params: ({ context }) => ({ poison: context.poison }) }],
        },
      },
      on: { POKE: { guard: "sound", actions: "count" } },
    },
  },
}) as unknown as AnyStateMachine;

async function aDesk(
  machines: Record<string, AnyStateMachine>,
  clock: WindingClock,
  problems: unknown[],
): Promise<Engine> {
  return openEngine({
    storage: await openStorage({ url: `sqlite:${folder.file("night.db")}` }),
    machines,
    clock,
    deliver: async ({ instance }) => {
      if (instance === badReceiver) throw new UndeliverableError("550 no such mailbox");
    },
    onProblem: (problem) => problems.push(problem),
  });
}
let badReceiver = "";
const idOf = (engine: Engine, name: string, poison: boolean, n: number) =>
  engine.start(name, { poison }, { by: "test", commandId: `${name}-${poison}-${n}` }).then(({ id }) => id);

test("poison in an instance, in a timer, in a message, and a machine that is gone", async () => {
  const clock = new WindingClock(0);
  const problems: unknown[] = [];
  const first = await aDesk({ "here@1": machine, "gone@1": machine }, clock, problems);
  const sound = await Promise.all(Array.from({ length: 50 }, (_, n) => idOf(first, "here@1", false, n)));
  const poisoned = await idOf(first, "here@1", true, 0);
  const orphan = await idOf(first, "gone@1", false, 0);
  await first.close();

  badReceiver = sound[0] ?? "";
  const engine = await aDesk({ "here@1": machine }, clock, problems);
  for (let passed = 0; passed < 5; passed += 1) {
    clock.wind(second);
    await engine.runDue();
  }
  for (const id of sound) expect((await engine.read(id)).context).toMatchObject({ fired: 5 });
  expect((await engine.history(poisoned)).map(({ kind }) => kind)).toEqual(["start"]);
  expect((await engine.read(poisoned)).timers).toHaveLength(1);
  expect(problems.map(String).join("\n")).toMatch(/TimerFailedError: .*this guard cannot cope/s);
  const poke = { type: "POKE" };
  expect(await engine.send(poisoned, poke, { by: "test", commandId: "p-1" })).toMatchObject({
    outcome: "refused",
    reason: { code: "machine-error" },
  });
  expect(await engine.send(sound[1] ?? "", poke, { by: "test", commandId: "p-2" })).toMatchObject({
    outcome: "accepted",
  });
  const deadLettered = await engine.messages(badReceiver);
  expect(deadLettered).toHaveLength(5);
  for (const message of deadLettered)
    expect(message).toMatchObject({ state: "dead-lettered", lastError: "550 no such mailbox" });
  expect(await engine.messages(sound[1] ?? "")).toMatchObject(
    Array.from({ length: 5 }, () => ({ state: "delivered" })),
  );
  expect((await engine.history(orphan)).map(({ kind }) => kind)).toEqual(["start"]);
  expect(problems.map(String).join("\n")).toContain("gone@1");
  await engine.close();

  const again = await aDesk({ "here@1": machine, "gone@1": machine }, clock, problems);
  await again.runDue();
  expect((await again.history(orphan)).map(({ kind }) => kind)).toContain("timer");
  await again.close();
  figures(
    "R13",
    `1 guard, 1 receiver and 1 missing machine poisoned: set aside with their reasons; 50 others fired ${50 * 5} times; the orphan fired when its machine was back`,
  );
});
