/** What an incident knows: one shape for all playbooks from files, plain JSON. */
import type { Clock, Ladder } from "../kit/clocks/clock.ts";
import type { Stamp } from "../kit/stamp.ts";
import type { Calendar, Parent } from "../playbook.ts";
import type { Json } from "./json.ts";

/** A length for each clock, or one for each value of the choice that it depends on. */
export type Limits = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

export interface Policy {
  readonly limits: Limits;
  readonly ladder: Ladder;
}

/** One of a list. */
export interface Item {
  /** From 1. */
  readonly number: number;
  readonly stage: string;
  readonly added: Stamp;
  readonly moved: Stamp;
  readonly values: Readonly<Record<string, Json>>;
}

/** When an event was last recorded. */
export interface Mark extends Stamp {
  readonly count: number;
  /** Which of all recorded events it was. */
  readonly step: number;
}

/** Signatures under one wording. */
export interface Round {
  readonly number: number;
  readonly digest: string;
  readonly at: number;
  /** Who passed which stage, in their order. */
  readonly passed: readonly Stamp[];
  /** How many signatures a change of the wording has made void so far, in all rounds. */
  readonly voided: number;
}

export interface Context {
  readonly opened: Stamp;
  /** The incident that it was opened from. */
  readonly parent?: Parent;
  readonly policy: Policy;
  readonly calendar: Calendar;
  readonly facts: Readonly<Record<string, Json>>;
  /** Who last said each fact. */
  readonly saidBy: Readonly<Record<string, string>>;
  /** By event; `open` is the opening. */
  readonly marks: Readonly<Record<string, Mark>>;
  /** Active states, by path. */
  readonly in: readonly string[];
  /** The step at which a state was last entered. */
  readonly entered: Readonly<Record<string, number>>;
  readonly step: number;
  readonly lists: Readonly<Record<string, readonly Item[]>>;
  readonly clocks: readonly Clock[];
  /** Since when a clock runs, and by what it was started. */
  readonly started: Readonly<Record<string, { readonly at: number; readonly by: string }>>;
  /** When the last period of a duty was due; missing: it is not owed. */
  readonly periods: Readonly<Record<string, number>>;
  /** Signatures, by the path of the approval. */
  readonly rounds: Readonly<Record<string, Round>>;
  /** The event recorded last, since when it counts, and the item that it was about. */
  readonly last: Stamp & {
    readonly type: string;
    readonly when: number;
    readonly item: { readonly list: string; readonly number: number } | null;
  };
  /** Clocks that stand still because it has ended, and may go on. */
  readonly sleeping: readonly string[];
  readonly isClosed: boolean;
  readonly progressAt: number;
}

/** What opens an incident. */
export interface Input extends Stamp {
  readonly values: Readonly<Record<string, Json>>;
  readonly policy: Policy;
  readonly calendar: Calendar;
  readonly parent?: Parent;
}

/** Before anything is known. */
export const blank = ({ policy, calendar, parent, at, by }: Omit<Input, "values">): Context => ({
  opened: { at, by },
  ...(parent && { parent }),
  policy,
  calendar,
  facts: {},
  saidBy: {},
  marks: {},
  in: [],
  entered: {},
  step: 0,
  lists: {},
  clocks: [],
  started: {},
  periods: {},
  rounds: {},
  last: { type: "open", at, by, when: at, item: null },
  sleeping: [],
  isClosed: false,
  progressAt: at,
});
