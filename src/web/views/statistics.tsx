/** Were deadlines kept? Of procedures and grades, never of people. Each number leads to its incidents. */
import type { ClockStatistics, Tally } from "../../desk/statistics/statistics.ts";
import { formatDuration } from "../../playbook/times.ts";
import type { Tallied } from "../decided-filter.ts";
import { addressOf, filterFrom } from "../desk-filter.ts";
import { formatText } from "../format.ts";
import type { PageContext } from "../page-context.ts";
import { statisticsAddress, type StatisticsFilter } from "../statistics-filter.ts";
import { Layout } from "./layout.tsx";
import { ColumnLegend, MonthColumns } from "./statistics-chart.tsx";
import { monthName } from "./statistics-months.ts";
import { StatisticsFilterForm, type StatisticsChoices } from "./statistics-form.tsx";

interface StatisticsProps extends StatisticsChoices {
  readonly clocks: readonly ClockStatistics[];
}

export function StatisticsPage({ context, filter, clocks, playbooks, grades }: StatisticsProps) {
  const { statistics: words } = context.words;
  return (
    <Layout context={context} title={words.title} place="statistics">
      <div class="title-row">
        <h1>{words.title}</h1>
        <p class="buttons">
          <a class="button" href={statisticsAddress("/statistics", { ...filter, isReport: !filter.isReport })}>
            {filter.isReport ? words.back : words.report}
          </a>
          <a class="button" href={statisticsAddress("/statistics.csv", filter)}>
            {words.download}
          </a>
        </p>
      </div>
      {filter.isReport ? (
        <p>
          <b>{reportOf({ context, filter, playbooks, grades })}</b>
        </p>
      ) : (
        <>
          <p class="quiet">{words.intro}</p>
          <StatisticsFilterForm {...{ context, filter, playbooks, grades }} />
        </>
      )}
      {clocks.length === 0 ? (
        <div class="empty">
          <h2>{words.emptyTitle}</h2>
          <p>{words.emptyText}</p>
        </div>
      ) : (
        <>
          <ColumnLegend context={context} />
          {clocks.map((clock) => (
            <Clock key={`${clock.playbook.id} ${clock.kind}`} {...{ context, filter, clock }} />
          ))}
        </>
      )}
      <details class="panel" open={clocks.length === 0 ? undefined : true}>
        <summary>{words.definitionsTitle}</summary>
        <ul>
          {words.definitions.map((definition) => (
            <li key={definition}>{definition}</li>
          ))}
        </ul>
        {filter.isReport ? <p class="quiet">{words.print}</p> : null}
      </details>
    </Layout>
  );
}

/** What was chosen, on one line: it is not seen on paper otherwise. */
function reportOf({ context, filter, playbooks, grades }: StatisticsChoices): string {
  const { statistics: words } = context.words;
  const [from, until] = [monthName(context, filter.from), monthName(context, filter.until)];
  const playbook = playbooks.find(({ id }) => id === filter.playbook)?.title;
  const grade = grades.find(({ value }) => value === filter.grade)?.label;
  const chosen = [playbook, grade].flatMap((text) => (text ? [formatText(context, text)] : []));
  return [formatText(context, context.organisation.name), words.fromTo(from, until), ...chosen].join(" · ");
}

interface ClockProps {
  readonly context: PageContext;
  readonly filter: StatisticsFilter;
  readonly clock: ClockStatistics;
}

function Clock({ context, filter, clock }: ClockProps) {
  const { statistics: words } = context.words;
  const label = formatText(context, clock.label);
  const id = `${clock.playbook.id}-${clock.kind}`;
  const months = clock.months.map((month) => ({
    ...month,
    name: monthName(context, month.month),
    due: [month.month, month.month] as const,
  }));
  const all = { ...clock.all, name: words.total, due: [filter.from, filter.until] as const };
  const grades = clock.grades.map((grade) => ({
    ...grade,
    name: formatText(context, grade.label),
    due: all.due,
  }));
  const props = { context, filter, clock };
  return (
    <section class="panel statistic" aria-labelledby={id}>
      <h2 id={id}>
        {label} <small>{formatText(context, clock.playbook.title)}</small>
      </h2>
      <p class="statistic-sum">{sumOf(context, clock.all)}</p>
      <div class="columns-frame" tabIndex={0} role="group" aria-label={words.chart(label)}>
        <MonthColumns context={context} clock={clock} />
      </div>
      <Tallies {...props} title={words.byMonth(label)} head={words.month} rows={[...months, all]} />
      {grades.length < 2 ? null : <Tallies {...props} title={words.byGrade(label)} head={words.grade} rows={grades} />}
    </section>
  );
}

function sumOf({ language, words }: PageContext, { onTime, late, missed, onTimeRate, medianMs, p90Ms }: Tally): string {
  const { statistics } = words;
  if (onTimeRate === null) return statistics.noneDue;
  const parts = [statistics.rate(percent(onTimeRate), onTime, onTime + late + missed)];
  if (medianMs !== null) parts.push(statistics.median(formatDuration(medianMs, language)));
  if (p90Ms !== null) parts.push(statistics.p90(formatDuration(p90Ms, language)));
  return parts.join(language === "zh" ? "，" : " · ");
}

/** Only what is whole is said to be: 99.7 % is not 100 %. */
function percent(rate: number): string {
  const rounded = Math.round(rate * 100);
  return `${rate < 1 && rounded === 100 ? 99 : rate > 0 && rounded === 0 ? 1 : rounded}\u00a0%`;
}

type TallyLine = Tally & {
  readonly name: string;
  readonly due: readonly [first: string, last: string];
  readonly grade?: string;
};

interface TalliesProps extends ClockProps {
  readonly title: string;
  readonly head: string;
  readonly rows: readonly TallyLine[];
}

function Tallies({ context, filter, clock, title, head, rows }: TalliesProps) {
  const { statistics: words } = context.words;
  const columns = [words.due, words.onTime, words.late, words.missed, words.cancelled];
  const duration = (ms: number | null) => (ms === null ? "–" : formatDuration(ms, context.language));
  return (
    <details open={filter.isReport}>
      <summary>{title}</summary>
      <table class="numbers" aria-label={title}>
        <thead>
          <tr>
            {[head, ...columns, words.share, words.medianHead, words.p90Head].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th>
              {counted(row).map(([outcome, count], index) => (
                <td key={outcome} data-label={columns[index]}>
                  {count === 0 ? 0 : <a href={listOf(filter, clock, row, outcome)}>{count}</a>}
                </td>
              ))}
              <td data-label={words.share}>{row.onTimeRate === null ? "–" : percent(row.onTimeRate)}</td>
              <td data-label={words.medianHead}>{duration(row.medianMs)}</td>
              <td data-label={words.p90Head}>{duration(row.p90Ms)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function counted({ onTime, late, missed, cancelled }: Tally): readonly (readonly [Tallied, number])[] {
  return [
    ["due", onTime + late + missed],
    ["on-time", onTime],
    ["late", late],
    ["missed", missed],
    ["cancelled", cancelled],
  ];
}

/** The incidents behind a number. */
function listOf(filter: StatisticsFilter, clock: ClockStatistics, row: TallyLine, outcome: Tallied): string {
  return addressOf({
    ...filterFrom({}),
    show: "all",
    grade: row.grade ?? filter.grade,
    clock: `${clock.playbook.id}/${clock.kind}`,
    outcome,
    due: row.due.join(".."),
  });
}
