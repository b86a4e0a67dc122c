/** What a person may send, as the machine sees it: the checked form's values, stamped with `at` and `by`. */
import type { Stamp } from "./context.ts";
import type { Approver, Channel, Drafter, FactName, Finding, Grade, SourceKind, Trend } from "./vocabulary.ts";

type Sent<Type extends string, Fields = unknown> = Stamp & { readonly type: Type } & Fields;

export interface Published {
  readonly channels: readonly Channel[];
  readonly addresses: readonly string[];
  readonly publishedAt?: number;
}

/** Names the exact wording that the sender had before them. */
export interface ExactVersion {
  readonly version: string;
  readonly digest: string;
}

export type FastReportSent = Sent<
  "FAST_REPORT_SENT",
  { readonly what: string; readonly where: string; readonly firstMeasures: string }
>;
export type ConsultationOpened = Sent<
  "CONSULTATION_OPENED",
  { readonly participants: string; readonly subject?: string }
>;
export type SuperiorViewRecorded = Sent<"SUPERIOR_VIEW_RECORDED", { readonly office: string; readonly view: string }>;
export type DecisionMade = Sent<
  "DECISION_MADE",
  {
    readonly finding: Finding;
    readonly summary: string;
    readonly measures?: readonly string[];
    readonly owner?: string;
    readonly dueAt?: number;
    readonly reason?: string;
    readonly timetable?: string;
    readonly evidence?: string;
    readonly whose?: string;
    readonly drafter: Drafter;
    readonly dissent?: string;
  }
>;
export type StatementSaved = Sent<"STATEMENT_SAVED", { readonly title: string; readonly body: string }>;
export type StatementSubmitted = Sent<"STATEMENT_SUBMITTED", ExactVersion>;
export type StatementApproved = Sent<"STATEMENT_APPROVED", ExactVersion & { readonly role: Approver }>;
export type StatementReturned = Sent<"STATEMENT_RETURNED", ExactVersion & { readonly reason: string }>;
export type ReplyPublished = Sent<"REPLY_PUBLISHED", ExactVersion & Published>;
export type HoldingReplyPublished = Sent<
  "HOLDING_REPLY_PUBLISHED",
  Published & { readonly wording: string; readonly nextUpdateAt?: number }
>;
export type QuestionReceived = Sent<
  "QUESTION_RECEIVED",
  { readonly wording: string; readonly askedThrough: string; readonly receivedAt?: number }
>;
export type QuestionAnswered = Sent<
  "QUESTION_ANSWERED",
  { readonly question: string; readonly wording: string; readonly address?: string }
>;
export type QuestionReferred = Sent<"QUESTION_REFERRED", { readonly question: string; readonly reason: string }>;
export type SituationNoted = Sent<"SITUATION_NOTED", { readonly trend: Trend; readonly wording: string }>;
export type GradeChanged = Sent<"GRADE_CHANGED", { readonly grade: Grade; readonly reason: string }>;
export type FactCorrected = Sent<
  "FACT_CORRECTED",
  {
    readonly fact: FactName;
    readonly instant?: number;
    readonly unknown: boolean;
    readonly wording?: string;
    readonly reason: string;
  }
>;
export type OfficerAssigned = Sent<"OFFICER_ASSIGNED", { readonly person: string; readonly note?: string }>;
export type NoteAdded = Sent<"NOTE_ADDED", { readonly wording: string }>;
export type EscalationAcknowledged = Sent<"ESCALATION_ACKNOWLEDGED", { readonly intention?: string }>;
export type LiaisonSlipSent = Sent<"LIAISON_SLIP_SENT", { readonly unit: string; readonly request: string }>;
export type LiaisonSlipReturned = Sent<
  "LIAISON_SLIP_RETURNED",
  { readonly slip: string; readonly findings: string; readonly measures?: string }
>;
export type PromiseKept = Sent<
  "PROMISE_KEPT",
  { readonly promise: string; readonly wording: string; readonly address?: string }
>;
export type PromiseMoved = Sent<
  "PROMISE_MOVED",
  { readonly promise: string; readonly dueAt: number; readonly reason: string }
>;
export type CalmDeclared = Sent<"CALM_DECLARED", { readonly reason: string }>;
export type FollowUpEnded = Sent<"FOLLOW_UP_ENDED", { readonly reason: string }>;
export type ReviewRecorded = Sent<
  "REVIEW_RECORDED",
  { readonly summary: string; readonly lessons: string; readonly improvements?: string }
>;
export type IncidentClosed = Sent<"INCIDENT_CLOSED", { readonly reason: string }>;
export type ClosedAsDuplicate = Sent<"CLOSED_AS_DUPLICATE", { readonly duplicateOf: string; readonly reason: string }>;
export type ClosedAsUnfounded = Sent<"CLOSED_AS_UNFOUNDED", { readonly reason: string }>;
export type Reopened = Sent<"REOPENED", { readonly reason: string }>;

export type IncidentEvent =
  | FastReportSent
  | ConsultationOpened
  | SuperiorViewRecorded
  | DecisionMade
  | StatementSaved
  | StatementSubmitted
  | StatementApproved
  | StatementReturned
  | ReplyPublished
  | HoldingReplyPublished
  | QuestionReceived
  | QuestionAnswered
  | QuestionReferred
  | SituationNoted
  | GradeChanged
  | FactCorrected
  | OfficerAssigned
  | NoteAdded
  | EscalationAcknowledged
  | LiaisonSlipSent
  | LiaisonSlipReturned
  | PromiseKept
  | PromiseMoved
  | CalmDeclared
  | FollowUpEnded
  | ReviewRecorded
  | IncidentClosed
  | ClosedAsDuplicate
  | ClosedAsUnfounded
  | Reopened;

/** What opens an incident: the checked registration form and the frozen policy. */
export interface Opening {
  readonly title: string;
  readonly sourceKind: SourceKind;
  readonly sourceName?: string;
  readonly link?: string;
  readonly discoveredAt: number;
  readonly occurredAt?: number;
  readonly grade: Grade;
  readonly place?: string;
  readonly summary?: string;
}
