/** Were deadlines kept? Counted from what was stored in the commits that decided them. */
import { playbookKey, type Playbook, type Text } from "../../../machines/playbook.ts";
import { activeVersion } from "../../playbook/active.ts";
import { gradesOf } from "../../playbook/grades.ts";
import type { DecidedClock } from "../../engine/decided-clock.ts";
import type { Period, SpanRow, StatisticsReads, TallyQuery, TallyRow } from "../statistics-ports.ts";

export interface StatisticsAsked {
  readonly periods: readonly Period[];
  /** By its id; left out: all. */
  readonly playbook?: string;
  readonly grade?: string;
}

/** What became of the clocks of one kind. */
export interface Tally {
  readonly onTime: number;
  /** Met, but after the deadline. */
  readonly late: number;
  /** The deadline has passed, and it has not been met. */
  readonly missed: number;
  readonly cancelled: number;
  /** From 0 to 1, of those that were to be met; null when there were none. */
  readonly onTimeRate: number | null;
  /** From the anchor until it was met (ms); null when none was. */
  readonly medianMs: number | null;
  readonly p90Ms: number | null;
}

export interface ClockStatistics {
  readonly playbook: Pick<Playbook, "id" | "title">;
  readonly kind: string;
  readonly label: Text;
  readonly all: Tally;
  /** One for each period that was asked for. */
  readonly months: readonly (Tally & { readonly month: string })[];
  /** Gravest first; only those that occurred. */
  readonly grades: readonly (Tally & { readonly grade: string; readonly label: Text })[];
}

export async function statisticsOf(
  store: StatisticsReads,
  playbooks: readonly Playbook[],
  asked: StatisticsAsked,
): Promise<readonly ClockStatistics[]> {
  const versions = versionsOf(playbooks, asked.playbook);
  if (versions.length === 0 || asked.periods.length === 0) return [];
  const query: TallyQuery = { periods: asked.periods, versions, ...(asked.grade && { grade: asked.grade }) };
  const { tallies, spans } = await store.tally(query);
  const ids = [...new Set(versions.map(({ playbook }) => playbook))];
  return ids.flatMap((id) => {
    const playbook = activeVersion(playbooks, id);
    if (playbook === null) return [];
    const of = <Row extends TallyRow | SpanRow>(rows: readonly Row[]) => rows.filter((row) => row.playbook === id);
    return kindsIn(playbook, of(tallies)).map((kind) =>
      clockStatistics(playbook, kind, asked.periods, {
        tallies: of(tallies).filter((row) => row.kind === kind),
        spans: of(spans).filter((row) => row.kind === kind),
      }),
    );
  });
}

/** Every version of a playbook counts as the same procedure. */
export function versionsOf(playbooks: readonly Playbook[], id?: string): TallyQuery["versions"] {
  return playbooks
    .filter((playbook) => id === undefined || playbook.id === id)
    .map((playbook) => ({ machine: playbookKey(playbook), playbook: playbook.id }));
}

/** In the playbook's own order; a kind that its newest version has no more comes last. */
function kindsIn({ clockKinds }: Playbook, tallies: readonly TallyRow[]): readonly string[] {
  const found = new Set(tallies.map(({ kind }) => kind));
  const own = Object.keys(clockKinds).filter((kind) => found.has(kind));
  return [...own, ...[...found].filter((kind) => !own.includes(kind))];
}

interface Rows {
  readonly tallies: readonly TallyRow[];
  readonly spans: readonly SpanRow[];
}

function clockStatistics(
  playbook: Playbook,
  kind: string,
  periods: readonly Period[],
  { tallies, spans }: Rows,
): ClockStatistics {
  const span = (by: SpanRow["by"], group: string) => spans.find((row) => row.by === by && row.group === group);
  const known = gradesOf(playbook);
  const found = new Set(tallies.map(({ grade }) => grade));
  const unknown = [...found].filter((grade) => known.every(({ value }) => value !== grade));
  const grades = [
    ...known.filter(({ value }) => found.has(value)),
    ...unknown.map((value) => ({ value, label: { zh: value, en: value } })),
  ];
  return {
    playbook,
    kind,
    label: Object.hasOwn(playbook.clockKinds, kind)
      ? (playbook.clockKinds[kind] ?? { zh: kind, en: kind })
      : { zh: kind, en: kind },
    all: tallyOf(tallies, span("all", "")),
    months: periods.map(({ name: month }) => ({
      month,
      ...tallyOf(
        tallies.filter(({ period }) => period === month),
        span("period", month),
      ),
    })),
    grades: grades.map(({ value, label }) => ({
      grade: value,
      label,
      ...tallyOf(
        tallies.filter(({ grade }) => grade === value),
        span("grade", value),
      ),
    })),
  };
}

function tallyOf(rows: readonly TallyRow[], span: SpanRow | undefined): Tally {
  const count = (outcome: DecidedClock["outcome"]) =>
    rows.reduce((sum, row) => sum + (row.outcome === outcome ? row.count : 0), 0);
  const [onTime, late, missed] = [count("met"), count("met-late"), count("missed")];
  const due = onTime + late + missed;
  return {
    onTime,
    late,
    missed,
    cancelled: count("cancelled"),
    onTimeRate: due === 0 ? null : onTime / due,
    medianMs: span?.medianMs ?? null,
    p90Ms: span?.p90Ms ?? null,
  };
}
