/** How notifications speak of a clock: what a playbook says of each kind, in both languages. */
import type { Phrasing, Text } from "../../playbook.ts";
import type { ClockFacts, Envelope } from "./facts.ts";

/** A time as it stands in a sentence: `22:56`, or with its preposition in English. */
export interface TimeWords {
  readonly short: Text;
  readonly at: Text;
}

export interface ClockPhrases {
  /** Stands for the whole incident, so the subject carries its grade. */
  readonly isMain: boolean;
  /** Begins a sentence: "The fast report for incident #7". */
  readonly matter: Text;
  /** In a subject, before "overdue": "fast report". Small in English. */
  readonly short: Text;
  /** A subject before it is due: "fast report due 22:56". */
  dueSoon(time: TimeWords): Text;
  /** Goes on after the matter: "is due at 22:56" · "22:56 截止". */
  isDue(time: TimeWords): Text;
  /** Goes on after the matter: "was due at 22:56 and has not been sent". */
  wasDue(time: TimeWords): Text;
  /** A clause: "the fast report has still not been sent". */
  readonly still: Text;
  /** The same in a subject: "still no fast report". */
  readonly stillShort: Text;
  /** What has to be done, as an order: "send the fast report". */
  readonly act: Text;
  /** What others see to: "the fast report is sent"; in Chinese the order itself. */
  readonly acted: string;
  /** To do while there is time. */
  readonly asked: Text;
}

export interface PhraseParts {
  readonly clock: ClockFacts;
  readonly say: Phrasing;
  /** The outlet, the unit, whoever is responsible; null where there is none. */
  readonly who: Text | null;
  readonly envelope: Envelope;
}
