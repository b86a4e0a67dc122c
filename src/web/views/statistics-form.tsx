/** Which months, playbook and grade are counted: everything stands in the address. */
import type { Playbook, Text } from "../../../machines/playbook.ts";
import { monthAfter, monthOf } from "../../desk/statistics/months.ts";
import { formatText } from "../format.ts";
import type { PageContext } from "../page-context.ts";
import { statisticsAddress, type StatisticsFilter } from "../statistics-filter.ts";

export interface StatisticsChoices {
  readonly context: PageContext;
  readonly filter: StatisticsFilter;
  readonly playbooks: readonly Playbook[];
  readonly grades: readonly { readonly value: string; readonly label: Text }[];
}

export function StatisticsFilterForm({ context, filter, playbooks, grades }: StatisticsChoices) {
  const { statistics: words } = context.words;
  return (
    <div class="filters is-stacked">
      <Ranges context={context} filter={filter} />
      <form method="get" action="/statistics" class="search">
        <label>
          <span>{words.from}</span>
          <input type="month" name="from" value={filter.from} pattern="\d{4}-\d{2}" placeholder="2026-01" />
        </label>
        <label>
          <span>{words.until}</span>
          <input type="month" name="until" value={filter.until} pattern="\d{4}-\d{2}" placeholder="2026-12" />
        </label>
        <label>
          <span>{words.playbook}</span>
          <select name="playbook">
            <option value="">{words.all}</option>
            {playbooks.map(({ id, title }) => (
              <option key={id} value={id} selected={id === filter.playbook}>
                {formatText(context, title)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{words.grade}</span>
          <select name="grade">
            <option value="">{words.all}</option>
            {grades.map(({ value, label }) => (
              <option key={value} value={value} selected={value === filter.grade}>
                {formatText(context, label)}
              </option>
            ))}
          </select>
        </label>
        <button>{words.show}</button>
      </form>
    </div>
  );
}

/** The ranges that are looked at most. */
function Ranges({ context, filter }: Pick<StatisticsChoices, "context" | "filter">) {
  const { statistics: words } = context.words;
  const until = monthOf(context.now, context.organisation.zone);
  const ranges = [
    [words.thisMonth, until, until],
    [words.lastMonth, monthAfter(until, -1), monthAfter(until, -1)],
    [words.threeMonths, monthAfter(until, -2), until],
    [words.twelveMonths, monthAfter(until, -11), until],
  ] as const;
  return (
    <nav class="tabs" aria-label={words.ranges}>
      {ranges.map(([label, from, to]) => (
        <a
          key={label}
          href={statisticsAddress("/statistics", { ...filter, from, until: to })}
          aria-current={filter.from === from && filter.until === to ? "true" : undefined}
        >
          {label}
        </a>
      ))}
    </nav>
  );
}
