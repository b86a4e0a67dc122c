/** Deadlines that a correction or another grade has moved. */
import { isStopped } from "../../kit/clocks/clock.ts";
import { clockName } from "../clock-keeper.ts";
import { allClocks } from "../clocks.ts";
import type { IncidentContext } from "../context.ts";
import type { Moved } from "./envelope.ts";

/** The running clocks whose due time changed at `at`. */
export function movedAt(context: IncidentContext, at: number): readonly Moved[] {
  return allClocks(context).flatMap((clock) => {
    const earlier = clock.earlier.at(-1);
    return earlier?.changedAt === at && !isStopped(clock)
      ? [{ label: clockName(clock), was: earlier.dueAt, is: clock.dueAt }]
      : [];
  });
}

export const soonest = (moved: readonly Moved[]): number | null =>
  moved.length === 0 ? null : Math.min(...moved.map(({ is }) => is));
