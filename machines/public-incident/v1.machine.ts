/**
 * The procedure `public-incident`, version 1. Once released, this file and what it imports are not edited any more: a change
 * is version 2, and open incidents stay with the version that they started with.
 */
import { buildMachine } from "../kit/build-machine.ts";
import { moves, type Chart, type Condition, type State } from "../kit/chart.ts";
import { clockRegion, clocksRegion } from "../kit/clocks/regions.ts";
import { clockTable } from "./clock-table.ts";
import { clockParts, slots } from "./clock-keeper.ts";
import type { IncidentContext } from "./context.ts";
import { incidentRegistered, openIncident } from "./events/opening.ts";
import { calmDeclared } from "./events/calm-declared.ts";
import { reopened } from "./events/reopened.ts";
import { situationNoted } from "./events/situation-noted.ts";
import { response } from "./response.ts";

const isClosed: Condition<IncidentContext> = {
  name: "incidentIsClosed",
  holds: ({ closing }) => closing !== null,
};

/** Runs throughout the handling; worse or wider tells the lead group and asks for a new grade. */
const monitoring: State<IncidentContext> = {
  label: { zh: "监测", en: "Monitoring" },
  initial: "watching",
  states: {
    watching: {
      label: { zh: "监测中", en: "Monitoring" },
      always: [{ if: isClosed, target: "ended" }],
      on: [situationNoted, moves(calmDeclared, "ended")],
    },
    ended: {
      label: { zh: "监测结束", en: "Ended" },
      on: [moves(situationNoted, "watching")],
      follows: [moves(reopened, [{ if: isClosed, target: "watching" }])],
    },
  },
};

export const chart: Chart<IncidentContext> = {
  id: "public-incident",
  type: "parallel",
  notify: { incidentRegistered },
  states: {
    response,
    monitoring,
    fastReportClock: clockRegion(clockParts, slots.fastReport, "#public-incident.fastReportClock"),
    replyClock: clockRegion(clockParts, slots.officialReply, "#public-incident.replyClock"),
    furtherClocks: clocksRegion(clockParts, slots.further, {
      label: { zh: "其他时限", en: "Other deadlines" },
      help: {
        zh: "追问、联系单和承诺，各自计时。",
        en: "Questions, fact-check requests and promises, each with its own deadline.",
      },
      due: { zh: "追问、联系单或承诺到期或即将到期", en: "Question, fact-check request or promise due or due soon" },
    }),
  },
};

export const publicIncidentMachine = buildMachine({
  chart,
  open: openIncident,
  openedAt: ({ registered }: IncidentContext) => registered.at,
  clocks: clockTable,
});
