/** The playbook `public-incident@1`: from the first word about an incident to its closing. */
import type { Playbook } from "../playbook.ts";
import { changeForms } from "./forms/change-forms.ts";
import { itemForms } from "./forms/item-forms.ts";
import { openingForm } from "./forms/opening-form.ts";
import { responseForms } from "./forms/response-forms.ts";
import { statementForms } from "./forms/statement-forms.ts";
import { hands } from "./hands.ts";
import { callLetters } from "./letters/call-letters.ts";
import { changeLetters } from "./letters/change-letters.ts";
import { clockLetters } from "./letters/clock-letters.ts";
import { decisionLetters } from "./letters/decision-letters.ts";
import { endLetters } from "./letters/end-letters.ts";
import { openingLetters } from "./letters/opening-letters.ts";
import { questionLetters } from "./letters/question-letters.ts";
import { statementLetters } from "./letters/statement-letters.ts";
import { asSection, policySchema, toldBy, withLadder } from "./policy.ts";
import { incidentInput } from "./record/opening.ts";
import { publicIncidentMachine } from "./v1.machine.ts";
import { clockViews } from "./views/clocks.ts";
import { delayWords } from "./views/delays.ts";
import { duty, headline } from "./views/duty.ts";
import { factSheets } from "./views/facts.ts";
import { limits } from "./views/limits.ts";
import { stateWords } from "./views/states.ts";
import { whyNot } from "./views/why-not.ts";

export const publicIncident: Playbook = {
  id: "public-incident",
  version: 1,
  title: { zh: "公共事件回应", en: "Public incident" },
  purpose: {
    zh: "从得知一件公共事件起，按时报快报、会商决定、审批并发布统一回复，答复后续追问，直到复盘办结。",
    en: "From the first word about a public incident: report it fast, confer and decide, approve and publish one answer on time, answer what follows, review and close.",
  },
  machine: publicIncidentMachine,
  policy: policySchema,
  withLadder,
  asSection,
  toldBy,
  opening: openingForm,
  input: incidentInput,
  events: [...responseForms, ...statementForms, ...itemForms, ...changeForms],
  letters: {
    ...openingLetters,
    ...decisionLetters,
    ...statementLetters,
    ...questionLetters,
    ...changeLetters,
    ...endLetters,
    ...clockLetters,
    ...callLetters,
  },
  states: stateWords,
  delays: delayWords,
  limits,
  clocks: clockViews,
  duty,
  headline,
  facts: factSheets,
  whyNot,
  hands,
};
