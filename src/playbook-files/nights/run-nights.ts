/**
 * Runs the nights of a file through the engine's own decisions: forms are checked as the desk checks them, one person cannot
 * sign twice, timers fire at their times, and in the end the log is folded again and compared.
 */
import { plainCalendar } from "../../../machines/from-data/calendar.ts";
import type { Calendar } from "../../../machines/playbook/calendar.ts";
import type { PlaybookFile } from "../../../machines/from-data/format/index.ts";
import type { Playbook } from "../../../machines/playbook.ts";
import type { Explorer } from "../../playbook/explorer.ts";
import type { NoteFault } from "../fault.ts";
import type { Player } from "./cast.ts";
import { checkExpectation } from "./expectations.ts";
import { NightRun } from "./night-run.ts";
import type { Watch } from "./watch.ts";

export interface NightParts {
  readonly file: PlaybookFile;
  readonly playbook: Playbook;
  readonly explorer: Explorer;
  /** Of the office: its zone. The days off of a night stand in the night. */
  readonly calendar: Calendar;
  readonly people: readonly Player[];
}

/** Beijing, where the clocks never change: for files that are checked where there is no office. */
export const anyOffice: Calendar = { ...plainCalendar, zone: "Asia/Shanghai", offsets: [[0, 480]] };

export function runNights(parts: NightParts, note: NoteFault): void {
  for (const index of parts.file.scenarios.keys()) runNight(parts, index, note);
}

/** Whoever watches may look at the night as it is at that moment. */
interface WatchedParts extends NightParts {
  readonly watch?: (run: NightRun, ...seen: Parameters<Watch>) => void;
}

export function runNight(parts: WatchedParts, index: number, note: NoteFault): void {
  const night = parts.file.scenarios[index];
  if (!night) return;
  const at = ["scenarios", index];
  const watch: Watch = (...seen) => parts.watch?.(run, ...seen);
  const run = new NightRun({ ...parts, watch }, night);
  const opened = run.open();
  if (opened !== null) {
    note([...at, "given"], opened);
    return;
  }
  for (const [place, step] of night.steps.entries()) {
    const here = [...at, "steps", place];
    const why = run.take(step);
    if (why !== null) {
      // What follows was to happen after it.
      note([...here, why.key], why.sentence);
      return;
    }
    if (step.expect) checkExpectation(run, step, [...here, "expect"], note);
  }
  const difference = run.foldAgain();
  if (difference !== null) note([...at, "name"], difference);
}
