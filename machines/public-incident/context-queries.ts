/** Where an incident stands: questions that guards, forms and pages ask of its context alone. */
import { isStopped, type Clock } from "../kit/clocks/clock.ts";
import type { IncidentContext } from "./context.ts";
import type { StatementVersion } from "./record.ts";
import { rulesOf } from "./clocks.ts";
import type { Approver } from "./vocabulary.ts";

/** This round's consultation has been opened. */
export const isConsultationOpen = ({ consultations, round }: IncidentContext): boolean =>
  consultations.some((consultation) => consultation.round === round);

/** The superior's view of this round is recorded, or the grade does not ask for it. */
export const hasHigherAuthorityView = (context: IncidentContext): boolean =>
  !rulesOf(context).superiorViewNeeded || context.superiorViews.some((view) => view.round === context.round);

/** The latest version, unless it was returned or published already. */
export function unsubmittedVersion(context: IncidentContext): StatementVersion | null {
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

/** Approvals of the very wording that is submitted. */
export const presentApprovals = (context: IncidentContext) =>
  context.approvals.filter(
    ({ version, digest, at }) =>
      version === context.submitted?.version && digest === context.submitted.digest && at >= context.submitted.at,
  );

/** The roles that still have to approve the submitted wording. */
export const missingApprovals = (context: IncidentContext): readonly Approver[] => {
  const given = presentApprovals(context).map((approval) => approval.role);
  return rulesOf(context).approvals.filter((role) => !given.includes(role));
};
