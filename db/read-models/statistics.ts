/** Counts of decided clocks, and how long they took. */
import type { DecidedClock } from "../../src/engine/decided-clock.ts";
import type { SpanRow, StatisticsReads, TallyQuery, TallyRow } from "../../src/desk/statistics-ports.ts";
import { integer, text } from "../columns.ts";
import type { Dialect } from "../dialect.ts";
import type { Reader, Row } from "../statement.ts";

export function statisticsReads(reader: Reader, dialect: Dialect): StatisticsReads {
  const decided = decidedIn(dialect);
  return {
    tally: async (query) => {
      const bindings = bindingsOf(query);
      const tallies = await reader.all(
        `SELECT playbook, kind, period, grade, outcome, count(*) AS count FROM (${decided}) AS decided
         WHERE (? = '' OR grade = ?) GROUP BY playbook, kind, period, grade, outcome ORDER BY 1, 2, 3, 4, 5`,
        bindings,
      );
      const spans: SpanRow[] = [];
      for (const by of ["period", "grade", "all"] as const)
        spans.push(...(await reader.all(spansSql(decided, by), bindings)).map((row) => toSpan(row, by)));
      return { tallies: tallies.map(toTally), spans };
    },
  };
}

/** One row a clock that fell due in one of the periods. */
function decidedIn(dialect: Dialect): string {
  const versions = dialect.rows("versions", [
    ["machine", "text"],
    ["playbook", "text"],
  ]);
  const periods = dialect.rows("periods", [
    ["period", "text"],
    ["starts_at", "integer"],
    ["ends_at", "integer"],
  ]);
  return `SELECT versions.playbook, clocks.kind, periods.period, coalesce(instances.grade, '') AS grade, clocks.outcome,
      CASE WHEN clocks.outcome IN ('met', 'met-late') THEN clocks.stopped_at - clocks.anchor_at END AS took
    FROM ${versions}, ${periods}, decided_clocks AS clocks, instances
    WHERE clocks.due_at >= periods.starts_at AND clocks.due_at < periods.ends_at AND clocks.outcome <> 'running'
      AND instances.id = clocks.instance AND instances.machine = versions.machine`;
}

function bindingsOf({ versions, periods, grade = "" }: TallyQuery): string[] {
  return [
    JSON.stringify(versions.map(({ machine, playbook }) => [machine, playbook])),
    JSON.stringify(periods.map(({ name, from, until }) => [name, from, until])),
    grade,
    grade,
  ];
}

/** The one in the middle, and the one that nine of ten do not exceed: both are times that somebody took. */
function spansSql(decided: string, by: SpanRow["by"]): string {
  const group = by === "all" ? "''" : by;
  const each = `PARTITION BY playbook, kind, ${group}`;
  return `SELECT playbook, kind, grouped,
      max(CASE WHEN place = (total + 1) / 2 THEN took END) AS median,
      max(CASE WHEN place = (total * 9 + 9) / 10 THEN took END) AS p90
    FROM (SELECT playbook, kind, ${group} AS grouped, took, row_number() OVER (${each} ORDER BY took) AS place,
        count(*) OVER (${each}) AS total
      FROM (${decided}) AS decided WHERE took IS NOT NULL AND (? = '' OR grade = ?)) AS placed
    GROUP BY playbook, kind, grouped ORDER BY 1, 2, 3`;
}

function toTally(row: Row): TallyRow {
  return {
    playbook: text(row, "playbook"),
    kind: text(row, "kind"),
    period: text(row, "period"),
    grade: text(row, "grade"),
    outcome: text(row, "outcome") as DecidedClock["outcome"],
    count: integer(row, "count"),
  };
}

function toSpan(row: Row, by: SpanRow["by"]): SpanRow {
  const [medianMs, p90Ms] = [integer(row, "median"), integer(row, "p90")];
  return { playbook: text(row, "playbook"), kind: text(row, "kind"), by, group: text(row, "grouped"), medianMs, p90Ms };
}
