/** What is recorded of an incident, entry by entry. */
import type { Stamp } from "../kit/stamp.ts";
import type { Text } from "../playbook.ts";
import type { Approver, Channel, Drafter, FactName, Finding, Grade, SourceKind, Trend } from "./vocabulary.ts";

export interface Source {
  readonly kind: SourceKind;
  /** The outlet, page or line; never a person. */
  readonly name: string | null;
  readonly link: string | null;
}

export interface FastReport extends Stamp {
  readonly what: string;
  readonly where: string;
  readonly firstMeasures: string;
}

export interface Consultation extends Stamp {
  readonly round: number;
  readonly participants: string;
  readonly subject: string;
}

export interface SuperiorView extends Stamp {
  readonly round: number;
  readonly view: string;
  readonly office: string;
}

export interface Decision extends Stamp {
  readonly round: number;
  readonly finding: Finding;
  readonly summary: string;
  readonly measures: readonly string[];
  readonly owner: string | null;
  readonly dueAt: number | null;
  readonly reason: string | null;
  readonly timetable: string | null;
  readonly evidence: string | null;
  readonly whose: string | null;
  readonly drafter: Drafter;
  readonly dissent: string | null;
}

/** A saved wording. `at` and `by` are its author's. */
export interface StatementVersion extends Stamp {
  readonly version: number;
  readonly title: string;
  readonly body: string;
  /** SHA-256 of title and body: what an approval binds to. */
  readonly digest: string;
}

export interface Approval extends Stamp {
  readonly version: number;
  readonly digest: string;
  readonly role: Approver;
}

export interface Return extends Stamp {
  readonly version: number;
  readonly reason: string;
}

export interface Publication extends Stamp {
  readonly channels: readonly Channel[];
  readonly addresses: readonly string[];
  /** When it went out, as claimed; `at` is when that was recorded. */
  readonly publishedAt: number;
}

export interface Reply extends Publication {
  readonly version: number;
  readonly digest: string;
  /** Numbers of the referred questions that it answers; none for the official reply. */
  readonly questions: readonly number[];
}

export interface HoldingReply extends Publication {
  readonly wording: string;
  readonly nextUpdateAt: number | null;
}

export interface Answer extends Stamp {
  readonly wording: string;
  readonly address: string | null;
}

export interface Question extends Stamp {
  readonly number: number;
  readonly wording: string;
  readonly askedThrough: string;
  readonly state: "open" | "referred" | "answered";
  readonly referral: (Stamp & { readonly reason: string }) | null;
  readonly answer: Answer | null;
}

export interface Slip extends Stamp {
  readonly number: number;
  /** Id of a registered unit, whose names stand beside it; otherwise as somebody wrote it. */
  readonly unit: string;
  /** As the unit was called when it was asked. Left out: no registered one. */
  readonly unitNames?: Text;
  readonly request: string;
  readonly answer: (Stamp & { readonly findings: string; readonly measures: string | null }) | null;
}

/** `timetable`: when it can be fixed; `measures`: what is put right; `next-update`: what a holding reply promised. */
export interface PublicPromise extends Stamp {
  readonly number: number;
  readonly kind: "timetable" | "measures" | "next-update";
  readonly wording: string;
  readonly owner: string | null;
  readonly dueAt: number;
  readonly kept: Answer | null;
}

export interface SituationNote extends Stamp {
  readonly trend: Trend;
  readonly wording: string;
}

export interface Correction extends Stamp {
  readonly fact: FactName;
  readonly was: string | number | null;
  readonly is: string | number | null;
  readonly reason: string;
}

export interface GradeChange extends Stamp {
  readonly was: Grade;
  readonly is: Grade;
  readonly reason: string;
}

export interface Review extends Stamp {
  readonly summary: string;
  readonly lessons: string;
  readonly improvements: string | null;
}

export interface Closing extends Stamp {
  readonly as: "handled" | "duplicate" | "unfounded";
  readonly reason: string;
  readonly duplicateOf: string | null;
}

export interface Reopening extends Stamp {
  readonly reason: string;
}

/** The officer in charge. Who it was before stands in the log. */
export interface Assignment extends Stamp {
  readonly person: string;
  /** What the one before leaves to the one who comes. */
  readonly note: string | null;
}
