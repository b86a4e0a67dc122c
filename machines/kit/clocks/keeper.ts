/** What a playbook says of its clocks, so that the kit can keep them: where they stand, and in which words they speak. */
import type { Recipient, Text } from "../../playbook.ts";
import type { TextRef, TextRefs } from "../text-ref.ts";
import type { Envelope } from "./facts.ts";
import type { ClockPhrases, PhraseParts } from "./phrases.ts";
import { nextFireAt, fireClock, type Clock, type Ladder, type Fired } from "./clock.ts";

export interface ClockKeeper<Context> {
  /** Every clock of an instance. */
  all(context: Context): readonly Clock[];
  ladder(context: Context): Ladder;
  /** When the response last moved: an acknowledged escalation comes again unless this changes. */
  progressAt(context: Context): number;
  envelope(context: Context, to: readonly Recipient[]): Envelope;
  /** Who is told by the ladder, for whoever the ladder names. */
  escalatedTo(context: Context, to: readonly Recipient[]): readonly Recipient[];
  matterOf(context: Context, clock: Clock): Matter;
  readonly words: ClockWords;
}

/** What a clock is about, where it is one of many. */
export interface Matter {
  /** The question, the request; null where it needs none. */
  readonly about: TextRef | null;
  /** The outlet, the unit, whoever is responsible; null where there is none. */
  readonly who: TextRefs | null;
}

export interface ClockWords {
  /** Of each kind of clock: "Fast report". One of many is called by its number beside it. */
  readonly kinds: Readonly<Record<string, Text>>;
  /** What a clock is called, where it is not its kind and number. */
  label?(clock: Pick<Clock, "id" | "kind">): Text;
  /** Which rule sets it, where the clock does not say so itself. */
  rule?(clock: Pick<Clock, "id" | "kind">): Text;
  /** From when a clock runs: "when it was discovered". */
  readonly anchors: Readonly<Record<string, Text>>;
  /** Goes before a subject: the grade of a grave incident; null for any other. */
  mark(envelope: Envelope): Text | null;
  /** Which matter it is: title and grade. */
  about(envelope: Envelope): Text;
  phrases(parts: PhraseParts): ClockPhrases;
  /** When a warning goes out, for the playbook's page. */
  readonly warnedWhen: Text;
  /** Whom an escalation goes to, for the playbook's page. */
  readonly escalatedTo: Text;
  /** The event by which a reader says that they have it. */
  readonly acknowledge: string;
}

/** One clock, or any number of them, that one region of the chart looks at. */
export interface ClockSlot<Context> {
  /** `fastReport`: names of guards and delays begin with it. */
  readonly name: string;
  readonly label: Text;
  clocks(context: Context): readonly Clock[];
  keep(context: Context, clocks: readonly Clock[]): Partial<Context>;
}

export interface EscalationStep {
  readonly clock: Clock;
  /** The same before it fired. */
  readonly before: Clock;
  readonly fired: Exclude<Fired, null>;
}

/** What a look did: the clocks after it, and each that warns or escalates. */
export interface Look {
  readonly clocks: readonly Clock[];
  readonly steps: readonly EscalationStep[];
}

export function lookAt<Context>(
  keeper: ClockKeeper<Context>,
  clocks: readonly Clock[],
  context: Context,
  at: number,
): Look {
  const ladder = keeper.ladder(context);
  const looked = clocks.map((before) => ({ before, ...fireClock(before, ladder, keeper.progressAt(context), at) }));
  return {
    clocks: looked.map(({ clock }) => clock),
    steps: looked.flatMap(({ clock, before, fired }) => (fired ? [{ clock, before, fired }] : [])),
  };
}

/** The earliest moment at which one of the clocks has to be looked at; null when nothing more happens by itself. */
export function nextLookAt<Context>(
  keeper: ClockKeeper<Context>,
  clocks: readonly Clock[],
  context: Context,
): number | null {
  const ladder = keeper.ladder(context);
  const moments = clocks.map((clock) => nextFireAt(clock, ladder, keeper.progressAt(context)));
  const known = moments.filter((moment) => moment !== null);
  return known.length === 0 ? null : Math.min(...known);
}
