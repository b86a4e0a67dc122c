/** The playbook `public-incident@1`: from the first word about an incident to its closing. */
import { buildPlaybook } from "../kit/build-playbook.ts";
import type { Playbook } from "../playbook.ts";
import { incidentInput, registration } from "./events/opening.ts";
import { hands } from "./hands.ts";
import { asSection, policySchema, toldBy, withLadder } from "./policy.ts";
import { chart, publicIncidentMachine } from "./v1.machine.ts";
import { clockViews } from "./views/clocks.ts";
import { duty, headline } from "./views/duty.ts";
import { factSheets } from "./views/facts.ts";
import { limits } from "./views/limits.ts";

export const publicIncident: Playbook = buildPlaybook({
  id: "public-incident",
  version: 1,
  title: { zh: "公共事件回应", en: "Public incident" },
  purpose: {
    zh: "从得知一件公共事件起，按时报快报、会商决定、审批并发布统一回复，答复后续追问，直到复盘办结。",
    en: "From the first word about a public incident: report it fast, confer and decide, approve and publish one answer on time, answer what follows, review and close.",
  },
  chart,
  machine: publicIncidentMachine,
  policy: policySchema,
  withLadder,
  asSection,
  toldBy,
  opening: registration,
  input: incidentInput,
  limits,
  clocks: clockViews,
  duty,
  headline,
  facts: factSheets,
  hands,
});
