/** What notifications of clocks freeze in the outbox. */
import type { Addressed } from "../notification.ts";
import type { TextRef, TextRefs } from "../text-ref.ts";
import type { Clock } from "./clock.ts";

/** Part of every notification's params: to whom, and what its subject needs. */
export type Envelope = Addressed & object;

/** What a notification freezes of a clock, so that it can print the sum later. */
export type ClockFacts = Pick<Clock, "id" | "kind" | "anchor" | "anchorAt" | "limitMs" | "length" | "dueAt" | "rule">;

export const clockFacts = ({ id, kind, anchor, anchorAt, limitMs, length, dueAt, rule }: Clock): ClockFacts => ({
  id,
  kind,
  anchor,
  anchorAt,
  limitMs,
  ...(length !== undefined && { length }),
  dueAt,
  rule,
});

export type ClockWarning = Envelope & {
  readonly clock: ClockFacts;
  /** The question, the request or the promise itself; null for a clock that stands alone. */
  readonly about: TextRef | null;
  /** The outlet, the unit, whoever is responsible; missing in rows of an earlier version. */
  readonly who?: TextRefs | null;
};
