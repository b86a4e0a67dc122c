/** A small machine with every kind of timer: re-armed, cancelled, replaced, without delay, void; and effects on the way. */
import { assign, cancel, raise, setup } from "xstate";

interface BenchContext {
  readonly count: number;
  readonly limitMs: number;
}

const bench = setup({
  types: {
    context: {} as BenchContext,
    input: {} as { limitMs: number },
    events: {} as { type: "PING" | "START" | "STOP" | "ALARM" | "GHOST" | "FLASH" | "END" },
  },
  delays: { limit: ({ context }) => context.limitMs, double: ({ context }) => 2 * context.limitMs },
  guards: { never: () => false },
  actions: {
    pong: (_, _params: { count: number }) => undefined,
    rang: (_, _params: { count: number }) => undefined,
    count: assign({ count: ({ context }) => context.count + 1 }),
  },
});

const counted = ({ context }: { context: BenchContext }) => ({ count: context.count });

export const benchMachine = bench.createMachine({
  id: "bench",
  context: ({ input }) => ({ count: 0, limitMs: input.limitMs }),
  type: "parallel",
  states: {
    watch: {
      initial: "off",
      states: {
        off: { on: { START: "on" } },
        on: {
          after: { limit: { target: "on", reenter: true, actions: ["count", { type: "rang", params: counted }] } },
          on: { STOP: "off" },
        },
      },
    },
    alarm: {
      on: {
        PING: {
          actions: [
            "count",
            cancel("alarm"),
            raise({ type: "ALARM" }, { id: "alarm", delay: "double" }),
            { type: "pong", params: counted },
          ],
        },
        ALARM: { actions: { type: "rang", params: counted } },
        GHOST: { guard: "never" },
      },
    },
    flash: {
      initial: "dark",
      states: {
        dark: { on: { FLASH: "bright" } },
        bright: { entry: raise({ type: "GHOST" }, { delay: 5 }), after: { 0: "dark" } },
      },
    },
    life: { initial: "young", states: { young: { on: { END: "old" } }, old: { after: { double: "young" } } } },
  },
});

export const benchEvents = ["PING", "START", "STOP", "FLASH", "END", "ALARM", "NONSENSE"] as const;
