/** Corrections, grades, the situation and holding replies: what may happen at any time while the incident is open. */
import type { Change, Correction, IncidentContext } from "../context.ts";
import type * as Sent from "../events.ts";
import { recompute } from "./clocks.ts";
import { keepNextUpdates } from "./items.ts";
import { makePromise, publicationOf } from "./response.ts";

export function changeGrade(context: IncidentContext, event: Sent.GradeChanged): Change {
  const change = { at: event.at, by: event.by, was: context.grade, is: event.grade, reason: event.reason };
  const graded = { ...context, grade: event.grade };
  return {
    grade: event.grade,
    gradeChanges: [...context.gradeChanges, change],
    gradeAsked: null,
    clocks: recompute(graded, event.at, event.reason),
  };
}

/** A claim is corrected by a new event: the old value and the old due times stay. */
export function correctFact(context: IncidentContext, event: Sent.FactCorrected): Change {
  const claim = claimOf(context, event);
  const correction: Correction = {
    at: event.at,
    by: event.by,
    fact: event.fact,
    was: factOf(context, event.fact),
    is: claim.is,
    reason: event.reason,
  };
  const corrected = { ...context, ...claim.change };
  return {
    ...claim.change,
    corrections: [...context.corrections, correction],
    clocks: recompute(corrected, event.at, event.reason),
  };
}

function factOf(context: IncidentContext, fact: Correction["fact"]): string | number | null {
  return fact === "source" ? context.source.name : context[fact];
}

interface Claim {
  readonly is: string | number | null;
  readonly change: Change;
}

/** The form makes sure of the value that the fact needs; without one the fact stays as it was. */
function claimOf(context: IncidentContext, event: Sent.FactCorrected): Claim {
  const instant = event.instant ?? null;
  const wording = event.wording ?? null;
  switch (event.fact) {
    case "occurredAt": {
      const occurredAt = event.unknown ? null : (instant ?? context.occurredAt);
      return { is: occurredAt, change: { occurredAt } };
    }
    case "discoveredAt":
      return { is: instant ?? context.discoveredAt, change: { discoveredAt: instant ?? context.discoveredAt } };
    case "title":
      return { is: wording ?? context.title, change: { title: wording ?? context.title } };
    case "place":
      return { is: wording, change: { place: wording } };
    case "source":
      return { is: wording, change: { source: { ...context.source, name: wording } } };
  }
}

/** Whoever had it before has it no longer. */
export function assignOfficer(_: IncidentContext, { at, by, person, note }: Sent.OfficerAssigned): Change {
  return { assigned: { at, by, person, note: note ?? null } };
}

export function noteSituation(context: IncidentContext, event: Sent.SituationNoted): Change {
  const { at, by, trend, wording } = event;
  const graver = trend === "worse" || trend === "wider";
  return {
    situationNotes: [...context.situationNotes, { at, by, trend, wording }],
    calm: null,
    ...(graver ? { gradeAsked: { at, trend } } : {}),
  };
}

export function declareCalm(_: IncidentContext, event: Sent.CalmDeclared): Change {
  return { calm: { at: event.at, by: event.by, reason: event.reason }, gradeAsked: null };
}

/** Facts first, causes later: it stops no clock but the promise of a next update, and may promise another. */
export function publishHoldingReply(context: IncidentContext, event: Sent.HoldingReplyPublished): Change {
  const publication = publicationOf(event);
  const nextUpdateAt = event.nextUpdateAt ?? null;
  const kept = { ...context, ...keepNextUpdates(context, publication) };
  const promised =
    nextUpdateAt === null
      ? {}
      : makePromise(kept, event, { kind: "next-update", wording: event.wording, owner: null, dueAt: nextUpdateAt });
  return {
    promises: kept.promises,
    clocks: kept.clocks,
    ...promised,
    holdingReplies: [...context.holdingReplies, { ...publication, wording: event.wording, nextUpdateAt }],
    progressAt: event.at,
  };
}
