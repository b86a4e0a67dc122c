/** The context of a new incident. */
import type { IncidentContext, Stamp } from "../context.ts";
import type { Opening } from "../events.ts";
import type { Policy } from "../policy.ts";
import { openMainClocks } from "./clocks.ts";

export interface IncidentInput extends Stamp {
  readonly opening: Opening;
  readonly policy: Policy;
}

export function incidentInput(opening: Opening, policy: Policy, at: number, by: string): IncidentInput {
  return { opening, policy, at, by };
}

type Claims = Pick<
  IncidentContext,
  "policy" | "title" | "source" | "place" | "summary" | "occurredAt" | "discoveredAt" | "registered" | "grade"
>;

function claimsOf({ opening, policy, at, by }: IncidentInput): Claims {
  return {
    policy,
    title: opening.title,
    source: { kind: opening.sourceKind, name: opening.sourceName ?? null, link: opening.link ?? null },
    place: opening.place ?? null,
    summary: opening.summary ?? null,
    occurredAt: opening.occurredAt ?? null,
    discoveredAt: opening.discoveredAt,
    registered: { at, by },
    grade: opening.grade,
  };
}

export function openIncident(input: IncidentInput): IncidentContext {
  const claims = claimsOf(input);
  return {
    ...claims,
    assigned: null,
    fastReport: null,
    round: 1,
    consultations: [],
    superiorViews: [],
    decisions: [],
    versions: [],
    submitted: null,
    approvals: [],
    returns: [],
    replies: [],
    holdingReplies: [],
    questions: [],
    slips: [],
    promises: [],
    situationNotes: [],
    gradeAsked: null,
    gradeChanges: [],
    corrections: [],
    noteCount: 0,
    calm: null,
    reviews: [],
    closing: null,
    reopenings: [],
    progressAt: input.at,
    clocks: openMainClocks(claims),
  };
}
