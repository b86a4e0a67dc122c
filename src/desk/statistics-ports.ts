/** What the statistics ask of storage. `db` implements it. */
import type { DecidedClock } from "../engine/decided-clock.ts";

/** Deadlines that fell due from `from` on and before `until` (ms). */
export interface Period {
  /** `2026-11` */
  readonly name: string;
  readonly from: number;
  readonly until: number;
}

export interface TallyQuery {
  readonly periods: readonly Period[];
  /** The machines that count, each with the playbook that it is a version of. */
  readonly versions: readonly { readonly machine: string; readonly playbook: string }[];
  /** Left out: every grade. */
  readonly grade?: string;
}

/** So many clocks of one kind were decided in one way. */
export interface TallyRow {
  readonly playbook: string;
  readonly kind: string;
  /** The period's name. */
  readonly period: string;
  readonly grade: string;
  readonly outcome: DecidedClock["outcome"];
  readonly count: number;
}

/** How long it took from a clock's anchor until it was met. */
export interface SpanRow {
  readonly playbook: string;
  readonly kind: string;
  readonly by: "period" | "grade" | "all";
  /** The period or the grade; empty for all. */
  readonly group: string;
  readonly medianMs: number;
  /** Nine of ten took no longer. */
  readonly p90Ms: number;
}

export interface StatisticsReads {
  tally(query: TallyQuery): Promise<{ readonly tallies: readonly TallyRow[]; readonly spans: readonly SpanRow[] }>;
}
