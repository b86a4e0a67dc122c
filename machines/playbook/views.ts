/** What pages and lists show of an incident at one moment. */
import type { Actor, Recipient, Text } from "./words.ts";

/** A deadline as the page explains it. All times in ms since 1970; a limit is elapsed time. */
export interface ClockView {
  /** `fast-report`, `reply`, `question-2` … unique within the incident. */
  readonly id: string;
  /** What is counted together with it: all questions, all fast reports. */
  readonly kind: string;
  readonly label: Text;
  readonly state: "running" | "warned" | "missed" | "met" | "met-late" | "cancelled";
  readonly anchor: { readonly what: Text; readonly at: number };
  readonly limitMs: number;
  /** The limit in words, where it is no elapsed time: "3 working days". */
  readonly limit?: Text;
  /** Where the limit comes from, in words. */
  readonly rule: Text;
  /** Always anchor + limit. */
  readonly dueAt: number;
  readonly warnAt: number | null;
  readonly stoppedAt: number | null;
  /** Ladder level reached, 0 when nobody was escalated to. */
  readonly level: number;
  readonly acknowledgedBy: string | null;
  /** Due times that a correction replaced, oldest first. */
  readonly earlier: readonly { readonly dueAt: number; readonly changedAt: number; readonly reason: string }[];
}

/** What must be done now, for the page's one primary button and for the list. */
export interface Duty {
  /** Event type of the primary button, or null when nothing is asked of anybody. */
  readonly event: string | null;
  readonly what: Text;
  /** Whose turn it is. */
  readonly by: readonly Actor[];
  readonly dueAt: number | null;
  /** Id of the clock that `dueAt` belongs to. */
  readonly clock: string | null;
}

/** One line of an incident on the duty desk and in lists. */
export interface Headline {
  readonly title: string;
  /** `ordinary`, `major`, `critical` or the playbook's own word; rank 0 comes first when due times are equal. */
  readonly grade: string;
  readonly gradeLabel: Text;
  readonly gradeRank: number;
  /** Where it stands, as a key of the playbook's `states`: `response.drafting`. */
  readonly phase: string;
  /** False once it is closed. A closed incident may still accept events: it may be reopened. */
  readonly open: boolean;
  /** Id of the person who has it; null or left out when nobody has taken it on. */
  readonly holder?: string | null;
}

/** A part of an incident's present state as its page shows it: statement versions, questions, findings … */
export interface FactSheet {
  readonly title: Text;
  readonly rows: readonly {
    readonly label: Text;
    /** `instant` values are ms; `text` keeps its line breaks; `person` is an id, which every door shows as a name. */
    readonly value:
      | { readonly kind: "text"; readonly text: string }
      | { readonly kind: "words"; readonly text: Text }
      | { readonly kind: "instant"; readonly at: number }
      | { readonly kind: "person"; readonly id: string };
  }[];
}

/** Who is told together; the first level first. */
export interface LadderLevel {
  readonly recipients: readonly Recipient[];
}

/** How long a kind of clock runs under a policy, before there is an incident. */
export interface Limit {
  readonly what: Text;
  /** For which incidents it is so, "Major, Critical"; null when for all. */
  readonly grades: Text | null;
  readonly from: Text;
  readonly limitMs: number;
  /** In words, where it is no elapsed time. */
  readonly limit?: Text;
  /** After how long the holder is warned; null when nobody is. */
  readonly warnAfterMs: number | null;
  /** Where the limit comes from, in words. */
  readonly rule: Text;
}

/** What the machine's context and value are at one moment; every view below is a pure function of it. */
export interface Moment<Context = unknown> {
  readonly value: unknown;
  readonly context: Context;
  readonly status: "active" | "done";
}

/** A person wrote or approved something that must not be one person's work alone. */
export interface SignOff {
  /** What it was; the same words name the same thing for as long as the incident lasts. */
  readonly key: string;
  readonly by: string;
}
