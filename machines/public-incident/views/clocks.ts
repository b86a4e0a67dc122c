/** The clocks as the page explains them. */
import type { ClockView, Moment } from "../../playbook.ts";
import { anchorName, clockName } from "../clock-keeper.ts";
import { isStopped, type Clock } from "../../kit/clocks/clock.ts";
import { allClocks } from "../clocks.ts";
import { read } from "./moment.ts";

export function clockViews(moment: Moment): readonly ClockView[] {
  return allClocks(read(moment).context).map(viewOf);
}

function viewOf(clock: Clock): ClockView {
  return {
    id: clock.id,
    label: clockName(clock),
    state: clock.state,
    anchor: { what: anchorName(clock), at: clock.anchorAt },
    limitMs: clock.limitMs,
    rule: clock.rule,
    dueAt: clock.dueAt,
    warnAt: clock.state === "running" && !isStopped(clock) ? clock.warnAt : null,
    stoppedAt: clock.stoppedAt,
    level: clock.level,
    acknowledgedBy: clock.acknowledged?.by ?? null,
    earlier: clock.earlier,
  };
}
