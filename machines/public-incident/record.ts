/** What is recorded of an incident, entry by entry. */
import type { Stamp } from "../kit/stamp.ts";
import type { TextRef, TextRefs } from "../kit/text-ref.ts";
import type { Approver, Channel, Drafter, FactName, Finding, Grade, SourceKind, Trend } from "./vocabulary.ts";

export interface Source {
  readonly kind: SourceKind;
  /** The outlet, page or line; never a person. */
  readonly name: TextRef | null;
  readonly link: TextRef | null;
}

export interface FastReport extends Stamp {
  readonly what: TextRef;
  readonly where: TextRef;
  readonly firstMeasures: TextRef;
}

export interface Consultation extends Stamp {
  readonly round: number;
  readonly participants: TextRef;
  readonly subject: TextRef;
}

export interface SuperiorView extends Stamp {
  readonly round: number;
  readonly view: TextRef;
  readonly office: TextRef;
}

export interface Decision extends Stamp {
  readonly round: number;
  readonly finding: Finding;
  readonly summary: TextRef;
  readonly measures: readonly TextRef[];
  readonly owner: TextRef | null;
  readonly dueAt: number | null;
  readonly reason: TextRef | null;
  readonly timetable: TextRef | null;
  readonly evidence: TextRef | null;
  readonly whose: TextRef | null;
  readonly drafter: Drafter;
  readonly dissent: TextRef | null;
}

/** A saved wording. `at` and `by` are its author's. */
export interface StatementVersion extends Stamp {
  readonly version: number;
  readonly title: TextRef;
  readonly body: TextRef;
  /** The same in the organisation's other language. Left out: there is none. */
  readonly translation?: { readonly title: TextRef; readonly body: TextRef };
  /** SHA-256 of title and body in every language: what an approval binds to. */
  readonly digest: string;
}

export interface Approval extends Stamp {
  readonly version: number;
  readonly digest: string;
  readonly role: Approver;
}

export interface Return extends Stamp {
  readonly version: number;
  readonly reason: TextRef;
}

export interface Publication extends Stamp {
  readonly channels: readonly Channel[];
  readonly addresses: readonly TextRef[];
  /** When it went out, as claimed; `at` is when that was recorded. */
  readonly publishedAt: number;
}

/** A person has given something to the organisation's own public page: a wording, another time for an update, a withdrawal. */
export interface Release extends Stamp {
  /** 1, 2, 3 … in the order in which they were given. */
  readonly number: number;
  /** The number of the release that put this statement on the page first. */
  readonly statement: number;
  readonly kind: "first" | "correction" | "update" | "renewal" | "withdrawal";
  readonly version: number;
  readonly digest: string;
  /** What was wrong, what is new, why an update comes later, or why it is withdrawn: the public reads it. */
  readonly reason: TextRef | null;
  /** The next update is promised by then (ms), on the page. */
  readonly nextUpdateAt?: number;
  /** Null while it is not out. */
  readonly evidence: Evidence | null;
}

/** The page really took it: when, where, and what stands there, as SHA-256. */
export interface Evidence extends Stamp {
  readonly publishedAt: number;
  readonly address: TextRef;
  /** Of the exact text in each language. */
  readonly textDigest: string;
  /** Of the files that show it. */
  readonly pageDigest: string;
}

export interface Reply extends Publication {
  readonly version: number;
  readonly digest: string;
  /** Numbers of the referred questions that it answers; none for the official reply. */
  readonly questions: readonly number[];
}

export interface HoldingReply extends Publication {
  readonly wording: TextRef;
  readonly nextUpdateAt: number | null;
}

export interface Answer extends Stamp {
  readonly wording: TextRef;
  readonly address: TextRef | null;
}

export interface Question extends Stamp {
  readonly number: number;
  readonly wording: TextRef;
  readonly askedThrough: TextRef;
  readonly state: "open" | "referred" | "answered";
  readonly referral: (Stamp & { readonly reason: TextRef }) | null;
  readonly answer: Answer | null;
}

export interface Slip extends Stamp {
  readonly number: number;
  /** Id of a registered unit, whose names stand beside it; otherwise as somebody wrote it. */
  readonly unit: TextRef;
  /** As the unit was called when it was asked. Left out: no registered one. */
  readonly unitNames?: TextRefs;
  readonly request: TextRef;
  readonly answer: (Stamp & { readonly findings: TextRef; readonly measures: TextRef | null }) | null;
}

/** A matter of its own that was opened from here; `returned` when it, or somebody, said what came of it. */
export interface Matter extends Stamp {
  readonly number: number;
  readonly kind: "slip" | "review" | "rectification";
  readonly subject: TextRef;
  readonly returned: (Stamp & { readonly outcome: TextRef | null; readonly facts: TextRef | null }) | null;
}

/** `timetable`: when it can be fixed; `measures`: what is put right; `next-update`: what a holding reply promised. */
export interface PublicPromise extends Stamp {
  readonly number: number;
  readonly kind: "timetable" | "measures" | "next-update";
  readonly wording: TextRef;
  readonly owner: TextRef | null;
  readonly dueAt: number;
  /** It was made on the public page: it is kept and renewed there, and nowhere else. */
  readonly onPage?: true;
  readonly kept: Answer | null;
}

export interface SituationNote extends Stamp {
  readonly trend: Trend;
  readonly wording: TextRef;
}

export interface Correction extends Stamp {
  readonly fact: FactName;
  readonly was: TextRef | number | null;
  readonly is: TextRef | number | null;
  readonly reason: TextRef;
}

export interface GradeChange extends Stamp {
  readonly was: Grade;
  readonly is: Grade;
  readonly reason: TextRef;
}

export interface Review extends Stamp {
  readonly summary: TextRef;
  readonly lessons: TextRef;
  readonly improvements: TextRef | null;
}

export interface Closing extends Stamp {
  readonly as: "handled" | "duplicate" | "unfounded";
  readonly reason: TextRef;
  readonly duplicateOf: TextRef | null;
}

export interface Reopening extends Stamp {
  readonly reason: TextRef;
}

/** The officer in charge. Who it was before stands in the log. */
export interface Assignment extends Stamp {
  readonly person: string;
  /** What the one before leaves to the one who comes. */
  readonly note: TextRef | null;
}
