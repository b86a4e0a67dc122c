/** Why an event is not acceptable just now, in words a person can act on. */
import type { Moment, Text } from "../../playbook.ts";
import { notAtThisStep, stepsThatTake } from "../../steps.ts";
import { refusals, type Asked, type RefusalName } from "../refusals.ts";
import { publicIncidentMachine } from "../v1.machine.ts";
import { read } from "./moment.ts";
import { stateWords } from "./states.ts";

const guardOf: Readonly<Record<string, RefusalName>> = {
  CONSULTATION_OPENED: "thereIsRoom",
  SUPERIOR_VIEW_RECORDED: "thereIsRoom",
  STATEMENT_SAVED: "thereIsRoom",
  REVIEW_RECORDED: "thereIsRoom",
  FACT_CORRECTED: "thereIsRoom",
  DECISION_MADE: "decisionIsRipe",
  STATEMENT_SUBMITTED: "draftIsFresh",
  STATEMENT_APPROVED: "mayApprove",
  STATEMENT_RETURNED: "isExactVersion",
  REPLY_PUBLISHED: "isExactVersion",
  QUESTION_ANSWERED: "questionIsOpen",
  QUESTION_REFERRED: "questionMayBeReferred",
  LIAISON_SLIP_RETURNED: "slipIsOut",
  PROMISE_KEPT: "promiseIsOpen",
  PROMISE_MOVED: "promiseIsOpen",
  ESCALATION_ACKNOWLEDGED: "escalationIsCalling",
  FOLLOW_UP_ENDED: "questionsAreAnswered",
  INCIDENT_CLOSED: "workIsDone",
  CLOSED_AS_DUPLICATE: "nothingIsPublished",
  CLOSED_AS_UNFOUNDED: "nothingIsPublished",
  GRADE_CHANGED: "isOpenWithRoom",
  HOLDING_REPLY_PUBLISHED: "isOpenWithRoom",
  QUESTION_RECEIVED: "isOpenWithRoom",
  LIAISON_SLIP_SENT: "isOpenWithRoom",
  SITUATION_NOTED: "isOpenWithRoom",
  OFFICER_ASSIGNED: "officerIsAnother",
};

export function whyNot(moment: Moment, type: string, by: string, typed: object = {}): Text | null {
  const { phase, watching, context } = read(moment);
  if (type === "CALM_DECLARED")
    return watching ? null : { zh: "监测已经结束。", en: "The monitoring has ended already." };
  const phases = phasesThatTake(type);
  if (phases.length > 0 && !phases.includes(phase)) return notAtThisStep(wordsFor(phase), phases.map(wordsFor));
  const guard = guardOf[type];
  if (guard === undefined) return null;
  const asked: Asked = { type, by };
  return refusals[guard](context, asked) ?? refusals[guard](context, { ...typed, ...asked });
}

/** The steps whose own transitions take the event; none for what may happen at any step. */
function phasesThatTake(type: string): readonly string[] {
  const { response } = publicIncidentMachine.states;
  if (!response || response.ownEvents.some((own) => own === type)) return [];
  return stepsThatTake(response, type);
}

function wordsFor(phase: string): Text {
  return stateWords[`response.${phase}`]?.label ?? { zh: phase, en: phase };
}
