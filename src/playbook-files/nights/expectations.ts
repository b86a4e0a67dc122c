/** Whether everything is as a step of a night says. */
import type { ClockView } from "../../../machines/playbook.ts";
import { activePaths } from "../../playbook/states.ts";
import type { KeyPath, NoteFault } from "../fault.ts";
import type { Night } from "../parts.ts";
import type { NightRun } from "./night-run.ts";

type Step = Night["steps"][number];
type Expectation = NonNullable<Step["expect"]>;
type Check = (run: NightRun, expect: Expectation, at: KeyPath, note: NoteFault, step: Step) => void;

export function checkExpectation(run: NightRun, step: Step, at: KeyPath, note: NoteFault): void {
  const { expect } = step;
  if (expect) for (const check of checks) check(run, expect, at, note, step);
}

/** The state around everything that a file writes. */
const outermost = "procedure.";

export const activeIn = ({ state }: NightRun): readonly string[] =>
  activePaths(state.value).map((path) => (path.startsWith(outermost) ? path.slice(outermost.length) : path));

const states: Check = (run, expect, at, note) => {
  const active = activeIn(run);
  for (const [index, wanted] of (expect.state ?? []).entries())
    if (!active.some((path) => path === wanted || path.startsWith(`${wanted}.`)))
      note(
        [...at, "state", index],
        `it is in ${active.filter((path) => path !== "clocks" && !path.startsWith("clocks.")).join(" and ")}, not in ${wanted}`,
      );
};

/** By its own id; a recurring duty by its name is its newest period. */
function clockOf(run: NightRun, id: string): ClockView | undefined {
  const clocks = run.playbook.clocks(run.state);
  const isPeriod = (one: ClockView) => one.id.startsWith(`${id}-`) && /^[0-9-]+$/.test(one.id.slice(id.length));
  return clocks.find((one) => one.id === id) ?? clocks.findLast(isPeriod);
}

const clocks: Check = (run, expect, at, note) => {
  for (const [id, wanted] of Object.entries(expect.clocks ?? {})) {
    const is = clockOf(run, id)?.state ?? "none";
    if (is !== wanted) note([...at, "clocks", id], `the clock ${id} is ${is}, not ${wanted}`);
  }
  for (const [id, wanted] of Object.entries(expect.level ?? {})) {
    const is = clockOf(run, id)?.level ?? 0;
    if (is !== wanted)
      note([...at, "level", id], `the clock ${id} has escalated to level ${String(is)}, not ${String(wanted)}`);
  }
  for (const [id, wanted] of Object.entries(expect.due ?? {})) {
    const clock = clockOf(run, id);
    const is = clock ? run.local(clock.dueAt) : null;
    if (is === null) note([...at, "due", id], `the clock ${id} does not run`);
    else if (is !== wanted)
      note([...at, "due", id], `the clock ${id} is due ${is} (${run.calendar.zone}), not ${wanted}`);
  }
};

const notified: Check = (run, expect, at, note) => {
  if (!expect.notified) return;
  const [is, wanted] = [[...run.takeTold()].sort(), [...expect.notified].sort()];
  if (is.join(" ") !== wanted.join(" "))
    note([...at, "notified"], `notified: ${is.join(", ") || "nobody"}, not ${wanted.join(", ") || "nobody"}`);
};

const may: Check = (run, expect, at, note, step) => {
  const by = step.by ?? "";
  for (const key of ["can", "cannot"] as const)
    for (const [index, type] of (expect[key] ?? []).entries())
      if (run.may(type, by) !== (key === "can"))
        note([...at, key, index], key === "can" ? `${by} cannot send ${type} now` : `${by} can send ${type} now`);
};

const items: Check = (run, expect, at, note) => {
  const lists = (
    run.state.context as { readonly lists?: Readonly<Record<string, readonly { readonly stage: string }[]>> }
  ).lists;
  for (const [name, wanted] of Object.entries(expect.open ?? {})) {
    const settled = run.settled(name);
    const is = (lists?.[name] ?? []).filter(({ stage }) => !settled.includes(stage)).length;
    if (is !== wanted) note([...at, "open", name], `${String(is)} of ${name} are open, not ${String(wanted)}`);
  }
};

const ends: Check = (run, expect, at, note) => {
  const isDone = run.state.status === "done";
  const isClosed = !run.playbook.headline(run.state).open;
  if (expect.done !== undefined && expect.done !== isDone)
    note([...at, "done"], isDone ? "it has ended" : `it has not ended: it is in ${activeIn(run).join(" and ")}`);
  if (expect.closed !== undefined && expect.closed !== isClosed)
    note([...at, "closed"], isClosed ? "it is closed" : `it is not closed: it is in ${activeIn(run).join(" and ")}`);
};

const checks: readonly Check[] = [states, clocks, notified, may, items, ends];
