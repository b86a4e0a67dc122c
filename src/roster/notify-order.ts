/**
 * In which order people are tried until somebody is found: whoever a notification is for, level by level, also in their
 * quiet hours, before those who are notified in their place. One rule for delivery and for every page that says who would be.
 */
import type { Recipient } from "../../machines/playbook.ts";
import { lastResort } from "./ladder.ts";
import type { Reached, Recipients } from "./recipients.ts";

export interface NotifyLevel {
  readonly recipients: readonly Recipient[];
  /** It is for somebody else, of whom nobody can be notified. */
  readonly isInTheirPlace: boolean;
}

export interface NotifyRound {
  readonly levels: readonly NotifyLevel[];
  /** Quiet hours do not count. */
  readonly disturb: boolean;
}

export function notifyRounds(meant: readonly (readonly Recipient[])[]): readonly NotifyRound[] {
  const theirs = meant.map((recipients) => ({ recipients, isInTheirPlace: false }));
  const everybody = [...theirs, ...lastResort.map((recipients) => ({ recipients, isInTheirPlace: true }))];
  return [theirs, everybody].flatMap((levels) => [
    { levels, disturb: false },
    { levels, disturb: true },
  ]);
}

/** Who would be notified at that moment; nobody when there is nobody left who may read incidents and can be reached. */
export function firstReached(
  recipients: Recipients,
  meant: readonly (readonly Recipient[])[],
  at: number,
): Reached["people"] {
  for (const { levels, disturb } of notifyRounds(meant)) {
    for (const level of levels) {
      const { people } = recipients.of(level.recipients, at, { disturb });
      if (people.length > 0) return people;
    }
  }
  return [];
}
