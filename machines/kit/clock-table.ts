/**
 * The clocks of a procedure as data, for whoever recomputes its deadlines from the rows of the log alone (docs/record.md, "Deadlines").
 * It is part of the definition, whose digest stands in the first row; a law holds it equal to the machine's own clocks.
 */

/** The vocabulary says which words a table uses: `answerable/clocks/1` below, `answerable/clocks/2` of playbooks from files. */
export interface AnyClockTable {
  readonly vocabulary: string;
}

export interface ClockTable extends AnyClockTable {
  readonly vocabulary: "answerable/clocks/1";
  /** What clocks run from and what their limits depend on: a field of the opening, then what events make of it. */
  readonly facts: Readonly<Record<string, Fact>>;
  /** By the word in the policy's `from`: facts, of which the first that is known counts; else the opening itself. */
  readonly anchors: Readonly<Record<string, readonly string[]>>;
  readonly clocks: readonly ClockRow[];
  readonly bindings: readonly Binding[];
  /** After these every clock with a limit is reckoned anew. */
  readonly recomputed: readonly string[];
  readonly cancelled: readonly string[];
  readonly resumed: readonly string[];
}

/** By field of the event: the values of which it has one. */
type FieldValues = Readonly<Record<string, readonly string[]>>;

interface Fact {
  readonly opening: string;
  /** `cleared`: the flag that says it is not known any more. */
  readonly set: readonly {
    readonly on: string;
    readonly if?: FieldValues;
    readonly field: string;
    readonly cleared?: string;
  }[];
}

/** Without `start` it runs from the opening and there is one. Others are numbered from 1: `question-1`. */
interface ClockRow {
  readonly id: string;
  readonly start?: readonly {
    readonly on: string;
    readonly if?: FieldValues;
    /** The field of a claimed time; left out: when it was recorded. */
    readonly at?: string;
    /** The field that is its due time; it starts only where that is given. */
    readonly until?: string;
    readonly mark?: string;
  }[];
  /** Where in the frozen policy its limit stands; `{grade}` is a fact. Left out: every start says until when. */
  readonly limit?: { readonly policy: readonly string[] };
  readonly mark?: { readonly as: string; readonly on: readonly string[]; readonly item: string };
  readonly moved?: { readonly on: string | readonly string[]; readonly item: string; readonly until: string };
  /** `item`: the field that says which; `marked`: all that have this mark. */
  readonly met: readonly {
    readonly on: readonly string[];
    readonly if?: FieldValues;
    readonly at?: string;
    readonly item?: string;
    readonly marked?: string;
  }[];
}

/** Versions of a wording: what each is made of, and which events are bound to one. */
interface Binding {
  readonly saved: string;
  /** Those that an event has, in this order. */
  readonly of: readonly string[];
  readonly bound: readonly string[];
  readonly submitted: string;
  readonly approved: string;
  readonly published: readonly string[];
}
