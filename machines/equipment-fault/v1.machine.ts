/** The procedure `equipment-fault`, version 1: reported → acknowledged in time or escalated → repaired → confirmed. */
import { assign, setup } from "xstate";
import type { Recipient } from "../playbook.ts";

export interface FaultContext {
  readonly equipment: string;
  readonly place: string;
  readonly fault: string;
  readonly reportedAt: number;
  readonly reportedBy: string;
  readonly limitMs: number;
  readonly escalateTo: readonly Recipient[];
  readonly acknowledged: { readonly at: number; readonly by: string } | null;
  readonly escalatedAt: number | null;
  readonly repair: { readonly at: number; readonly by: string; readonly done: string } | null;
  readonly returns: readonly string[];
}

export type FaultEvent = { readonly at: number; readonly by: string } & (
  | { readonly type: "FAULT_ACKNOWLEDGED" }
  | { readonly type: "FAULT_REPAIRED"; readonly done: string }
  | { readonly type: "REPAIR_CONFIRMED" }
  | { readonly type: "REPAIR_REJECTED"; readonly reason: string }
);

/** `at` and `by` are the engine's to set: when the fault was reported, and by whom. */
export type FaultInput = Pick<FaultContext, "equipment" | "place" | "fault" | "limitMs" | "escalateTo"> & {
  readonly at: number;
  readonly by: string;
};

export interface FaultLetter {
  readonly to: readonly Recipient[];
  readonly equipment: string;
  readonly place: string;
  readonly fault: string;
  readonly dueAt: number;
}

/** What became of a call: to everybody who was called. */
export interface CalledLetter extends FaultLetter {
  readonly by: string;
  readonly at: number;
}

export const dueAt = ({ reportedAt, limitMs }: Pick<FaultContext, "reportedAt" | "limitMs">): number =>
  reportedAt + limitMs;

const letterOf = (context: FaultContext, to: readonly Recipient[]): FaultLetter => ({
  to,
  equipment: context.equipment,
  place: context.place,
  fault: context.fault,
  dueAt: dueAt(context),
});

const toEverybodyCalled = (context: FaultContext, { by, at }: FaultEvent): CalledLetter => ({
  ...letterOf(context, [{ role: "unit-contact" }, ...(context.escalatedAt === null ? [] : context.escalateTo)]),
  by,
  at,
});

const effect = (_step: unknown, _params: FaultLetter): void => {
  // The outbox writes it down.
};

const fault = setup({
  types: { context: {} as FaultContext, events: {} as FaultEvent, input: {} as FaultInput },
  delays: { acknowledgement: ({ context }) => context.limitMs },
  guards: { isOtherPerson: ({ context, event }) => context.repair?.by !== event.by },
  actions: {
    faultReported: effect,
    faultEscalated: effect,
    repairToConfirm: effect,
    faultTaken: (_step: unknown, _params: CalledLetter): void => {
      // The outbox writes it down.
    },
    faultOver: (_step: unknown, _params: CalledLetter): void => {
      // The outbox writes it down.
    },
    recordAcknowledgement: assign(({ event }) => ({ acknowledged: { at: event.at, by: event.by } })),
    recordEscalation: assign(({ event }) => ({ escalatedAt: event.at })),
    recordRepair: assign(({ event }, done: string) => ({ repair: { at: event.at, by: event.by, done } })),
    recordRejection: assign(({ context }, reason: string) => ({ repair: null, returns: [...context.returns, reason] })),
  },
});

export const equipmentFaultMachine = fault.createMachine({
  id: "equipment-fault",
  context: ({ input: { at, by, ...input } }) => ({
    ...input,
    reportedAt: at,
    reportedBy: by,
    acknowledged: null,
    escalatedAt: null,
    repair: null,
    returns: [],
  }),
  initial: "reported",
  entry: { type: "faultReported", params: ({ context }) => letterOf(context, [{ role: "unit-contact" }]) },
  states: {
    reported: {
      after: { acknowledgement: "escalated" },
      on: {
        FAULT_ACKNOWLEDGED: {
          target: "acknowledged",
          actions: [
            "recordAcknowledgement",
            { type: "faultTaken", params: ({ context, event }) => toEverybodyCalled(context, event) },
          ],
        },
      },
    },
    escalated: {
      entry: [
        "recordEscalation",
        { type: "faultEscalated", params: ({ context }) => letterOf(context, context.escalateTo) },
      ],
      on: {
        FAULT_ACKNOWLEDGED: {
          target: "acknowledged",
          actions: [
            "recordAcknowledgement",
            { type: "faultTaken", params: ({ context, event }) => toEverybodyCalled(context, event) },
          ],
        },
      },
    },
    acknowledged: {
      on: {
        FAULT_REPAIRED: { target: "repaired", actions: { type: "recordRepair", params: ({ event }) => event.done } },
      },
    },
    repaired: {
      entry: { type: "repairToConfirm", params: ({ context }) => letterOf(context, [{ role: "duty-officer" }]) },
      on: {
        REPAIR_CONFIRMED: {
          guard: "isOtherPerson",
          target: "confirmed",
          actions: { type: "faultOver", params: ({ context, event }) => toEverybodyCalled(context, event) },
        },
        REPAIR_REJECTED: {
          target: "acknowledged",
          actions: { type: "recordRejection", params: ({ event }) => event.reason },
        },
      },
    },
    confirmed: { type: "final" },
  },
});
