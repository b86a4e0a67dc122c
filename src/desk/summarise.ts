/** What lists show of an incident, computed from its state in the same commit. */
import type { ClockView, Moment, Playbook } from "../../machines/playbook.ts";
import { playbookKey } from "../../machines/playbook.ts";
import type { Summarise } from "../engine/ports.ts";
import type { IncidentSummary } from "./ports.ts";
import { playbookByKey } from "../playbook/active.ts";
import { turnOf } from "./turns.ts";
import { stateLabel } from "../playbook/states.ts";

/** For `openEngine`: null for a machine that is no playbook of ours. */
export function summarise(playbooks: readonly Playbook[]): Summarise {
  return (machine, state) => {
    const playbook = playbookByKey(playbooks, machine);
    return playbook ? summaryOf(playbook, state) : null;
  };
}

export function summaryOf(playbook: Playbook, moment: Moment): IncidentSummary {
  const { title, grade, gradeLabel, gradeRank, open, phase, holder = null } = playbook.headline(moment);
  const next = nextClock(playbook.clocks(moment));
  const parent = playbook.parent?.(moment) ?? null;
  return {
    playbook: playbookKey(playbook),
    title,
    grade,
    gradeLabel,
    gradeRank,
    open,
    phase,
    phaseLabel: stateLabel(playbook, phase),
    dueAt: next?.dueAt ?? null,
    dueClock: next?.id ?? null,
    clock: next && { label: next.label, state: next.state, level: next.level },
    duty: dutyOf(playbook, moment),
    holder,
    ...(parent && { parent: { incident: parent.incident, link: parent.link, item: parent.item } }),
  };
}

function dutyOf(playbook: Playbook, moment: Moment): IncidentSummary["duty"] {
  const { event, what, by } = playbook.duty(moment);
  const label = playbook.events.find((form) => form.type === event)?.label ?? null;
  const posts = by.flatMap((actor) => (typeof actor === "string" ? [] : [turnOf(actor)]));
  return { event, label, what, by, ...(posts.length > 0 && { posts }) };
}

/** The clock that is owed first. A missed clock stays owed until it is met or cancelled. */
function nextClock(clocks: readonly ClockView[]): ClockView | null {
  const owed = clocks.filter(
    (clock) => clock.state === "running" || clock.state === "warned" || clock.state === "missed",
  );
  return owed.reduce<ClockView | null>(
    (first, clock) => (first === null || clock.dueAt < first.dueAt ? clock : first),
    null,
  );
}
