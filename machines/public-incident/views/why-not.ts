/** Why an event is not acceptable just now, in words a person can act on. */
import type { Moment, Text } from "../../playbook.ts";
import { refusals, type Asked, type RefusalName } from "../refusals.ts";
import { publicIncidentMachine } from "../v1.machine.ts";
import { read, type Phase } from "./moment.ts";
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

/** A value that no open item and no submitted version has: asks for the words that a stale form is refused with. */
const stale = { version: "0", digest: "", question: "0", slip: "0", promise: "0" };

export function whyNot(moment: Moment, type: string, by: string, typed?: object): Text | null {
  const { phase, watching, context } = read(moment);
  if (type === "CALM_DECLARED")
    return watching ? null : { zh: "监测已经结束。", en: "The monitoring has ended already." };
  const phases = phasesThatTake(type);
  if (phases.length > 0 && !phases.includes(phase)) return notAtThisStep(phase, phases);
  const guard = guardOf[type];
  if (guard === undefined) return null;
  const asked: Asked = { type, by };
  const tried = typed ?? { ...stale, ...(context.assigned ? { person: context.assigned.person } : {}) };
  return refusals[guard](context, asked) ?? refusals[guard](context, { ...tried, ...asked });
}

/** The steps whose own transitions take the event; none for what may happen at any step. */
function phasesThatTake(type: string): readonly Phase[] {
  const { response } = publicIncidentMachine.states;
  if (!response || response.ownEvents.some((own) => own === type)) return [];
  return Object.entries(response.states).flatMap(([phase, state]) =>
    state.ownEvents.some((own) => own === type) ? [phase as Phase] : [],
  );
}

function notAtThisStep(phase: Phase, phases: readonly Phase[]): Text {
  const label = (key: Phase): Text => stateWords[`response.${key}`]?.label ?? { zh: key, en: key };
  return {
    zh: `现在是“${label(phase).zh}”；这一步要到“${phases.map((each) => label(each).zh).join("”或“")}”时才能做。`,
    en: `It stands at “${label(phase).en}”; this belongs to “${phases.map((each) => label(each).en).join("” or “")}”.`,
  };
}
