/** The playbook `public-incident@1`: from the first word about an incident to its closing. */
import { buildPlaybook } from "../kit/build-playbook.ts";
import type { Playbook } from "../playbook.ts";
import { incidentInput, registration } from "./events/opening.ts";
import { signOffs } from "./sign-offs.ts";
import { asSection, policySchema, toldBy, withLadder } from "./policy.ts";
import { chart, publicIncidentMachine } from "./v1.machine.ts";
import { clockViews } from "./views/clocks.ts";
import { duty, headline } from "./views/duty.ts";
import { factSheets } from "./views/facts.ts";
import { publicStatements } from "./views/public-statements.ts";
import { published } from "./views/published.ts";
import { clockParts } from "./clock-keeper.ts";
import { limits } from "./views/limits.ts";

export const publicIncident: Playbook = buildPlaybook({
  id: "public-incident",
  version: 1,
  title: { zh: "公共事件回应", en: "Public incident" },
  purpose: {
    zh: "自得知公共事件起，按时报送快报、会商决定、审批并发布统一回复、答复追问，直至复盘办结。",
    en: "From first knowledge of a public incident: fast report, consultation and decision, approval and publication of one reply on time, answers to questions, review and closing.",
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
  clockKinds: clockParts.keeper.words.kinds,
  duty,
  headline,
  facts: factSheets,
  signOffs,
  published,
  publicStatements,
});
