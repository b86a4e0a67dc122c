/** Deadlines that a correction or another grade has moved. */
import { isStopped } from "../../kit/clocks/clock.ts";
import { clockName } from "../clock-keeper.ts";
import { allClocks } from "../clocks.ts";
import type { IncidentContext } from "../context.ts";
import type { NotificationText } from "../../playbook.ts";
import type { DeadlineChange } from "./envelope.ts";

/** The running clocks whose due time changed at `at`. */
export function deadlineChangesAt(context: IncidentContext, at: number): readonly DeadlineChange[] {
  return allClocks(context).flatMap((clock) => {
    const earlier = clock.earlier.at(-1);
    return earlier?.changedAt === at && !isStopped(clock)
      ? [{ label: clockName(clock), was: earlier.dueAt, is: clock.dueAt }]
      : [];
  });
}

/** The first of them to come. */
export function nextDue(moved: readonly DeadlineChange[]): Pick<NotificationText, "dueAt" | "dueNote"> {
  if (moved.length === 0) return { dueAt: null };
  const first = moved.reduce((soonest, one) => (one.is < soonest.is ? one : soonest));
  return {
    dueAt: first.is,
    dueNote: { zh: `${first.label.zh}的新时限`, en: `the new deadline of the ${first.label.en.toLowerCase()}` },
  };
}
