/** A small statechart whose every step does what a step can do: it counts, moves a timer and asks for a notification. */
import { assign, setup } from "xstate";

export const ticketName = "ticket@1";

interface TicketContext {
  readonly count: number;
  readonly subject: string;
  /** How long it may lie (ms). */
  readonly patienceMs: number;
}

const effect = (): void => {
  // The outbox writes it down.
};

const ticket = setup({
  types: { context: {} as TicketContext, input: {} as Omit<TicketContext, "count"> },
  delays: { patience: ({ context }) => context.patienceMs },
  actions: { countUp: assign(({ context }) => ({ count: context.count + 1 })), tell: effect, remind: effect },
});

export const ticketMachine = ticket.createMachine({
  id: "ticket",
  context: ({ input }) => ({ ...input, count: 0 }),
  initial: "here",
  states: {
    here: {
      after: { patience: { target: "forgotten", actions: { type: "remind", params: notificationOf } } },
      on: {
        /** A step with a new timer and a notification. */
        PASS: { target: "there", actions: ["countUp", { type: "tell", params: notificationOf }] },
        /** A step with a new timer. */
        MOVE: { target: "there", actions: "countUp" },
      },
    },
    there: {
      after: { patience: { target: "forgotten", actions: { type: "remind", params: notificationOf } } },
      on: {
        PASS: { target: "here", actions: ["countUp", { type: "tell", params: notificationOf }] },
        MOVE: { target: "here", actions: "countUp" },
      },
    },
    forgotten: {},
  },
});

function notificationOf({ context }: { context: TicketContext }): { subject: string; count: number } {
  return { subject: context.subject, count: context.count };
}

const aYearMs = 365 * 24 * 60 * 60 * 1000;

export const ticketInput = (patienceMs = aYearMs) => ({ subject: "The lift in hall 3 is stuck again", patienceMs });
