/** Where an incident stands: questions that guards, forms and pages ask of its context alone. */
import { isStopped, type Clock } from "./clocks.ts";
import type { IncidentContext, StatementVersion } from "./context.ts";
import { rulesOf } from "./record/clocks.ts";

/** This round's consultation has been opened. */
export const isConferring = ({ consultations, round }: IncidentContext): boolean =>
  consultations.some((consultation) => consultation.round === round);

/** The superior's view of this round is recorded, or the grade does not ask for it. */
export const isViewThere = (context: IncidentContext): boolean =>
  !rulesOf(context).superiorViewNeeded || context.superiorViews.some((view) => view.round === context.round);

/** The latest version, unless it was returned or published already. */
export function freshVersion(context: IncidentContext): StatementVersion | null {
  const latest = context.versions.at(-1);
  const settled = [...context.returns, ...context.replies].some((each) => each.version === latest?.version);
  const round = context.decisions.at(-1);
  return latest && !settled && round && latest.at >= round.at ? latest : null;
}

/** A review of this run: one from before a reopening does not count. */
export const isReviewed = ({ reviews, reopenings }: IncidentContext): boolean =>
  (reviews.at(-1)?.at ?? -Infinity) >= (reopenings.at(-1)?.at ?? -Infinity) && reviews.length > 0;

/** The clock that is due first among those that still run. */
export const earliest = (clocks: readonly Clock[]): Clock | null =>
  clocks
    .filter((clock) => !isStopped(clock))
    .reduce<Clock | null>((first, clock) => (first === null || clock.dueAt < first.dueAt ? clock : first), null);

/** What the present round works towards: the official reply, and once that is out, the question that was referred. */
export function targetClock({ clocks, questions }: IncidentContext): Clock | null {
  if (!isStopped(clocks.officialReply)) return clocks.officialReply;
  const referred = questions.filter(({ state }) => state === "referred").map(({ number }) => `question-${number}`);
  return earliest(clocks.further.filter((clock) => referred.includes(clock.id)));
}

/** Wordings and other entries that one incident may hold: the whole of it is read and written at every step. */
const versionsMax = 100;
const entriesMax = 200;

interface Shelf {
  readonly max: number;
  readonly entries: (context: IncidentContext) => readonly unknown[];
  /** Without this entry the incident could not go on: it is taken even when the shelf is full. */
  readonly needed?: (context: IncidentContext) => boolean;
}

const shelves: Readonly<Record<string, Shelf>> = {
  CONSULTATION_OPENED: {
    max: entriesMax,
    entries: (context) => context.consultations,
    needed: (context) => !isConferring(context),
  },
  SUPERIOR_VIEW_RECORDED: {
    max: entriesMax,
    entries: (context) => context.superiorViews,
    needed: (context) => !isViewThere(context),
  },
  STATEMENT_SAVED: {
    max: versionsMax,
    entries: (context) => context.versions,
    needed: (context) => freshVersion(context) === null,
  },
  REVIEW_RECORDED: {
    max: entriesMax,
    entries: (context) => context.reviews,
    needed: (context) => !isReviewed(context),
  },
  GRADE_CHANGED: {
    max: entriesMax,
    entries: (context) => context.gradeChanges,
    needed: (context) => context.gradeAsked !== null,
  },
  HOLDING_REPLY_PUBLISHED: { max: entriesMax, entries: (context) => context.holdingReplies },
  QUESTION_RECEIVED: { max: entriesMax, entries: (context) => context.questions },
  SITUATION_NOTED: { max: entriesMax, entries: (context) => context.situationNotes },
  FACT_CORRECTED: { max: entriesMax, entries: (context) => context.corrections },
  LIAISON_SLIP_SENT: { max: entriesMax, entries: (context) => context.slips },
};

/** Whether the incident can hold another entry of this kind. */
export function hasRoom(context: IncidentContext, type: string): boolean {
  const shelf = shelves[type];
  return shelf === undefined || shelf.entries(context).length < shelf.max || shelf.needed?.(context) === true;
}
