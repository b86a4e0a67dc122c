/** The nights of a file as they went: each thing that happened with the states, deadlines and notifications that came of it. */
import type { ClockView } from "../../../machines/playbook.ts";
import type { Fault } from "../fault.ts";
import type { PlaybookReading } from "../read-playbook-file.ts";
import { activeIn } from "./expectations.ts";
import type { NightRun } from "./night-run.ts";
import { runNight, type NightParts } from "./run-nights.ts";
import type { Happening } from "./watch.ts";

export interface NightTale {
  readonly name: string;
  readonly moments: readonly Moment[];
  /** None: it came true. */
  readonly faults: readonly Fault[];
}

export interface Moment {
  /** Local time of the night. */
  readonly at: string;
  readonly what: Happening;
  readonly states: readonly string[];
  /** That have begun, moved or ended. */
  readonly clocks: readonly ToldClock[];
  readonly notified: readonly string[];
}

export type ToldClock = Pick<ClockView, "id" | "state" | "level"> & { readonly due: string };

export function tellNights(parts: NightParts, faultAt: PlaybookReading["faultAt"]): readonly NightTale[] {
  return parts.file.scenarios.map(({ name }, index) => {
    const moments: Moment[] = [];
    const faults: Fault[] = [];
    let before: Snapshot = { states: [], clocks: [] };
    const watch = (run: NightRun, at: number, what: Happening, notified: readonly string[]) => {
      const now = snapshot(run);
      const clocks = now.clocks.filter((one) => !before.clocks.some((was) => isSame(was, one)));
      const isQuiet = clocks.length === 0 && notified.length === 0 && isSame(before.states, now.states);
      before = now;
      if (what.kind === "time" && isQuiet) return;
      moments.push({ at: run.local(at), what, states: now.states, clocks, notified });
    };
    runNight({ ...parts, watch }, index, (at, message, part) => faults.push(faultAt(at, message, part)));
    return { name, moments, faults };
  });
}

interface Snapshot {
  readonly states: readonly string[];
  readonly clocks: readonly ToldClock[];
}

/** The region of the deadlines is no place that a file writes. */
function snapshot(run: NightRun): Snapshot {
  const states = activeIn(run).filter((path) => path !== "clocks" && !path.startsWith("clocks."));
  const clocks = run.playbook.clocks(run.state);
  return {
    states,
    clocks: clocks.map(({ id, state, level, dueAt }) => ({ id, state, level, due: run.local(dueAt) })),
  };
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
