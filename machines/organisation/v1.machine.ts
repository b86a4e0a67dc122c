/**
 * The procedure `organisation`, version 1: set up once, and then changed by one event after the other. It is no incident:
 * it has no clocks and no notifications, and it never ends.
 */
import { buildMachine } from "../kit/build-machine.ts";
import { moves, type Chart } from "../kit/chart.ts";
import { changes } from "./changes.ts";
import type { OrganisationContext } from "./context.ts";
import { organisationSetUp } from "./events/organisation-set-up.ts";
import { nobody } from "./parts/settings.ts";

export const chart: Chart<OrganisationContext> = {
  id: "organisation",
  initial: "awaiting",
  states: {
    awaiting: {
      label: { zh: "尚未设立", en: "Not set up" },
      on: [moves(organisationSetUp, "established")],
    },
    established: { label: { zh: "已设立", en: "Established" }, on: changes },
  },
};

export const organisationMachine = buildMachine({ chart, open: () => nobody, openedAt: () => 0 });
