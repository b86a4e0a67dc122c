/** A night for the engine: a real storage, a clock that stands still, a receiver that takes everything, and some machines. */
import { assign, cancel, enqueueActions, setup, type AnyStateMachine } from "xstate";
import { openStorage } from "../../db/open-storage.ts";
import { openEngine, type Deliver, type Engine, type EngineStorage, type Message } from "../../src/engine/index.ts";
import type { EngineParts } from "../../src/engine/open-engine.ts";
import { WindingClock } from "../../src/kernel/clock.ts";

export const minute = 60_000;
const turnsMax = 2_000;

/** A door that counts, and rings a bell when it is left open for a quarter of an hour. */
export const door = setup({
  types: { context: {} as { opened: number }, events: {} as { type: "OPEN" } | { type: "SHUT" } },
  actions: {
    ringBell: (_, _params: { times: number }) => undefined,
    count: assign({ opened: ({ context }) => context.opened + 1 }),
  },
}).createMachine({
  id: "door",
  context: { opened: 0 },
  initial: "shut",
  states: {
    shut: { on: { OPEN: { target: "open", actions: "count" } } },
    open: {
      after: {
        [15 * minute]: {
          target: "forgotten",
          actions: { type: "ringBell", params: ({ context }) => ({ times: context.opened }) },
        },
      },
      on: { SHUT: "shut" },
    },
    forgotten: { on: { SHUT: "shut" } },
  },
});

/** One line that takes any number of notes, says each aloud, and can be closed for good. */
export const notebook = setup({
  types: {
    context: {} as { notes: readonly string[] },
    events: {} as { type: "NOTE"; text: string } | { type: "CLOSE" },
  },
  actions: {
    say: (_, _params: { text: string }) => undefined,
    write: assign({ notes: ({ context }, params: { text: string }) => [...context.notes, params.text] }),
  },
}).createMachine({
  id: "notebook",
  context: { notes: [] },
  initial: "open",
  states: {
    open: {
      on: {
        NOTE: {
          actions: [
            { type: "write", params: ({ event }) => ({ text: event.text }) },
            { type: "say", params: ({ event }) => ({ text: event.text }) },
          ],
        },
        CLOSE: "closed",
      },
    },
    closed: { type: "final" },
  },
});

/** Rings after as many milliseconds as it is told; the same alarm set anew replaces the first. */
export const alarms = setup({
  types: {
    context: {} as { rung: readonly string[] },
    events: {} as
      { type: "SET"; name: string; ms: number } | { type: "STOP"; name: string } | { type: "RING"; name: string },
  },
  actions: {
    set: enqueueActions(({ event, enqueue }) => {
      if (event.type === "SET")
        enqueue.raise({ type: "RING" as const, name: event.name }, { id: event.name, delay: event.ms });
    }),
    stop: cancel(({ event }) => event.name),
    remember: assign({ rung: ({ context, event }) => [...context.rung, event.name] }),
  },
}).createMachine({
  id: "alarms",
  context: { rung: [] },
  on: { SET: { actions: "set" }, STOP: { actions: "stop" }, RING: { actions: "remember" } },
});

export interface Night {
  readonly engine: Engine;
  readonly storage: EngineStorage;
  readonly clock: WindingClock;
  readonly sent: Message[];
  readonly problems: unknown[];
  readonly close: () => Promise<void>;
}

type Options = Partial<Pick<EngineParts, "machines" | "random" | "summarise" | "signOffs" | "apart">> & {
  readonly clock?: WindingClock;
  readonly url?: string;
  readonly storage?: EngineStorage;
  /** Puts something between the engine and its storage. */
  readonly through?: (storage: EngineStorage) => EngineStorage;
  readonly deliver?: Deliver;
};

export async function aNight(options: Options = {}): Promise<Night> {
  const storage = options.storage ?? (await openStorage({ url: options.url ?? "sqlite::memory:" }));
  const clock = options.clock ?? new WindingClock(0);
  const sent: Message[] = [];
  const problems: unknown[] = [];
  const engine = await openEngine({
    storage: (options.through ?? ((same) => same))(storage),
    machines: options.machines ?? { "door@1": door, "notebook@1": notebook },
    clock,
    onProblem: (problem) => problems.push(problem),
    deliver:
      options.deliver ??
      ((message) => {
        sent.push(message);
        return Promise.resolve();
      }),
    ...(options.random && { random: options.random }),
    ...(options.summarise && { summarise: options.summarise }),
    ...(options.signOffs && { signOffs: options.signOffs }),
    ...(options.apart && { apart: options.apart }),
  });
  return { engine, storage, clock, sent, problems, close: () => engine.close() };
}

let commands = 0;

/** A command of its own for each call. */
export function anyCommand(): { by: string; commandId: string } {
  commands += 1;
  return { by: "officer-1", commandId: `c-${commands}` };
}

export async function started(engine: Engine, machine: string, input: null | object = null): Promise<string> {
  const outcome = await engine.start(machine, input as never, anyCommand());
  if (outcome.outcome !== "accepted") throw new Error(`not started: ${JSON.stringify(outcome)}`);
  return outcome.id;
}

/** Machines that a test makes up on the spot need no types. */
export function machineOf(config: object, parts: object = {}): AnyStateMachine {
  return setup(parts as never).createMachine(config as never) as unknown as AnyStateMachine;
}

/** Lets everything that is ready to go on, go on: turns of the event loop until the condition holds. No time passes. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < turnsMax; turn += 1) {
    if (await condition()) return;
    await aTurn();
  }
  throw new Error("it never came to be");
}

function aTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await aTurn();
}

/** A promise with its handle outside. */
export function aPromise(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
