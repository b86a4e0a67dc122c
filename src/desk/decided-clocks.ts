/** How each playbook's clocks were decided, for `openEngine`. */
import type { ClockView, Playbook } from "../../machines/playbook.ts";
import type { DecidedClock, DecidedClocksOf } from "../engine/decided-clock.ts";
import { playbookByKey } from "../playbook/active.ts";

export function decidedClocksOf(playbooks: readonly Playbook[]): DecidedClocksOf {
  return (machine, state) => playbookByKey(playbooks, machine)?.clocks(state).flatMap(decided) ?? [];
}

function decided({ id, kind, state, anchor, dueAt, stoppedAt }: ClockView): readonly DecidedClock[] {
  if (state === "running" || state === "warned") return [];
  return [{ clock: id, kind, outcome: state, anchorAt: anchor.at, dueAt, stoppedAt }];
}
