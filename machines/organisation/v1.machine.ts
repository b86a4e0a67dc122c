/**
 * The procedure `organisation`, version 1: set up once, and then changed by one event after the other. It is no incident:
 * it has no clocks and no letters, and it never ends.
 */
import { assign, setup } from "xstate";
import type { OrganisationContext } from "./context.ts";
import type { Asked, EventType, OrganisationEvent } from "./events.ts";
import { applied } from "./record/apply.ts";
import { nobody } from "./record/settings.ts";
import { refusal } from "./refusals/refusal.ts";

const organisation = setup({
  types: { context: {} as OrganisationContext, events: {} as OrganisationEvent },
  guards: {
    // Before anything is filled in the engine asks with a type, a time and a sender.
    isAcceptable: ({ context, event }) => refusal(context, event as Asked<EventType>) === null,
  },
  actions: { record: assign(({ context, event }) => applied(context, event)) },
});

const change = { guard: "isAcceptable", actions: "record" } as const;

export const organisationMachine = organisation.createMachine({
  id: "organisation",
  context: nobody,
  initial: "awaiting",
  states: {
    awaiting: { on: { ORGANISATION_SET_UP: { ...change, target: "established" } } },
    established: {
      on: {
        ORGANISATION_DESCRIBED: change,
        LADDER_SET: change,
        POLICY_CHANGED: change,
        CHANNELS_CHANGED: change,
        PERSON_INVITED: change,
        PERSON_CHANGED: change,
        ROLES_CHANGED: change,
        PERSON_DEACTIVATED: change,
        PERSON_REACTIVATED: change,
        CONTACT_CHANGED: change,
        SIGN_IN_CHANGED: change,
        SESSIONS_ENDED: change,
        TOKEN_ISSUED: change,
        TOKEN_REVOKED: change,
        CALENDAR_ADDRESS_RENEWED: change,
        UNIT_DESCRIBED: change,
        ABSENCE_RECORDED: change,
        ABSENCE_ENDED: change,
        LAYER_DESCRIBED: change,
        ROTATION_SET: change,
        ROTATION_ENDED: change,
        SHIFT_ADDED: change,
        SHIFT_REMOVED: change,
        OVERRIDE_ADDED: change,
        OVERRIDE_REMOVED: change,
        HOLIDAY_SET: change,
        HOLIDAY_REMOVED: change,
        SWAP_OFFERED: change,
        SWAP_ACCEPTED: change,
        SWAP_CANCELLED: change,
        DUTY_TAKEN_OVER: change,
        HANDOVER_SIGNED: change,
      },
    },
  },
});
