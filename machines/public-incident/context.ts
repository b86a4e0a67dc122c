/** What an incident knows: plain JSON, null where nothing is known. Nothing here is about the author of a public message. */
import type { Clock } from "../kit/clocks/clock.ts";
import type { Stamp } from "../kit/stamp.ts";
import type { TextRef } from "../kit/text-ref.ts";
import type { Policy } from "./policy.ts";
import type { Grade, Trend } from "./vocabulary.ts";
import type {
  Source,
  FastReport,
  Consultation,
  SuperiorView,
  Decision,
  StatementVersion,
  Approval,
  Return,
  Release,
  Reply,
  HoldingReply,
  Question,
  Slip,
  Matter,
  PublicPromise,
  SituationNote,
  Correction,
  GradeChange,
  Review,
  Closing,
  Reopening,
  Assignment,
} from "./record.ts";

export interface IncidentContext {
  readonly policy: Policy;
  readonly title: TextRef;
  readonly source: Source;
  readonly place: TextRef | null;
  readonly summary: TextRef | null;
  /** A claim, may be unknown, may be corrected. */
  readonly occurredAt: number | null;
  /** A claim, may be corrected. */
  readonly discoveredAt: number;
  /** Recorded by the system. */
  readonly registered: Stamp;
  readonly assigned: Assignment | null;
  readonly grade: Grade;
  readonly fastReport: FastReport | null;
  /** 1 for the official reply; each referral opens another. */
  readonly round: number;
  readonly consultations: readonly Consultation[];
  readonly superiorViews: readonly SuperiorView[];
  readonly decisions: readonly Decision[];
  readonly versions: readonly StatementVersion[];
  /** The version that lies before the approvers or waits to be published. */
  readonly submitted: (Stamp & { readonly version: number; readonly digest: string }) | null;
  readonly approvals: readonly Approval[];
  readonly returns: readonly Return[];
  readonly replies: readonly Reply[];
  /** What was given to the organisation's own public page. Left out: nothing was. */
  readonly releases?: readonly Release[];
  /** The published statement that the next version corrects or updates, and what was wrong in it or is new. */
  readonly correcting?:
    (Stamp & { readonly statement: number; readonly reason: TextRef; readonly isUpdate?: true }) | null;
  readonly holdingReplies: readonly HoldingReply[];
  readonly questions: readonly Question[];
  readonly slips: readonly Slip[];
  /** Missing until the first one is opened. */
  readonly matters?: readonly Matter[];
  readonly promises: readonly PublicPromise[];
  readonly situationNotes: readonly SituationNote[];
  /** Set when the situation got worse or wider and nobody has looked at the grade since. */
  readonly gradeAsked: { readonly at: number; readonly trend: Trend } | null;
  readonly gradeChanges: readonly GradeChange[];
  readonly corrections: readonly Correction[];
  /** The notes themselves stand in the log. */
  readonly noteCount: number;
  readonly calm: (Stamp & { readonly reason: TextRef }) | null;
  /** One for each time the incident came to its end. */
  readonly reviews: readonly Review[];
  readonly closing: Closing | null;
  readonly reopenings: readonly Reopening[];
  /** When the response last moved: an acknowledged escalation fires again unless this changes. */
  readonly progressAt: number;
  readonly clocks: { readonly fastReport: Clock; readonly officialReply: Clock; readonly further: readonly Clock[] };
}

/** The part of the context that an event changes. */
export type Change = Partial<IncidentContext>;
