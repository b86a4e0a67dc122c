/** The statistics as a table for spreadsheets: one row a month and kind of clock. Durations in minutes, the share from 0 to 1. */
import type { ClockStatistics, Tally } from "../desk/statistics/statistics.ts";
import { formatText } from "./format.ts";
import type { PageContext } from "./page-context.ts";

type Rows = readonly (readonly (string | number | null)[])[];

export function statisticsRows(context: PageContext, clocks: readonly ClockStatistics[]): Rows {
  const { csv } = context.words.statistics;
  const head = [csv.playbook, csv.deadline, csv.month, csv.grade, ...csv.counts];
  const rows = clocks.flatMap((clock) => {
    const names = [formatText(context, clock.playbook.title), formatText(context, clock.label)];
    return [
      ...clock.months.map((month) => [...names, month.month, csv.all, ...numbers(month)]),
      ...clock.grades.map((grade) => [...names, csv.all, formatText(context, grade.label), ...numbers(grade)]),
      [...names, csv.all, csv.all, ...numbers(clock.all)],
    ];
  });
  return [head, ...rows];
}

const minutes = (ms: number | null) => (ms === null ? null : Math.round(ms / 6_000) / 10);

function numbers({ onTime, late, missed, cancelled, onTimeRate, medianMs, p90Ms }: Tally) {
  const rate = onTimeRate === null ? null : Math.round(onTimeRate * 1_000) / 1_000;
  return [onTime, late, missed, cancelled, rate, minutes(medianMs), minutes(p90Ms)];
}
