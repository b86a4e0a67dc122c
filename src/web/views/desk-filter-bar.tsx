/** Which incidents are shown: links with counts, a search form, and pages. Everything stands in the address. */
import type { Text } from "../../../machines/playbook.ts";
import type { IncidentCounts, IncidentPage } from "../../desk/ports.ts";
import { addressOf, firstPage, pageAfter, pageBefore, type DeskFilter, type Show } from "../desk-filter.ts";
import type { PageContext } from "../page-context.ts";
import { formatText } from "../format.ts";

export interface FilterChoices {
  readonly grades: readonly { readonly value: string; readonly label: Text }[];
  readonly playbooks: readonly { readonly value: string; readonly label: Text }[];
}

interface FilterBarProps {
  readonly context: PageContext;
  readonly filter: DeskFilter;
  readonly counts: IncidentCounts;
  readonly choices: FilterChoices;
  /** Without a script the page loads itself again: what is typed would go. */
  readonly isReloading: boolean;
}

export function FilterBar({ context, filter, counts, choices, isReloading }: FilterBarProps) {
  const { words } = context;
  return (
    <div class="filters">
      <Tabs context={context} filter={filter} counts={counts} />
      {isReloading ? (
        <noscript>
          <a class="button" href={addressOf({ ...filter, reload: false })}>
            {words.desk.searchHint}
          </a>
        </noscript>
      ) : null}
      <details open={isNarrowed(filter)} class={isReloading ? "scripted" : undefined}>
        <summary>
          <span class="wide">{words.desk.searchHint}</span>
          <span class="narrow-only">{words.desk.searchShort}</span>
        </summary>
        <form method="get" action="/" role="search" class="search">
          {filter.show === "open" ? null : <input type="hidden" name="show" value={filter.show} />}
          {filter.reload ? null : <input type="hidden" name="reload" value="off" />}
          {(["clock", "outcome", "due"] as const).map((name) =>
            filter[name] === "" ? null : <input key={name} type="hidden" name={name} value={filter[name]} />,
          )}
          <label>
            <span>{words.desk.search}</span>
            <input type="search" name="text" value={filter.text} />
          </label>
          <Select
            name="grade"
            label={words.desk.grade}
            value={filter.grade}
            options={choices.grades}
            context={context}
          />
          {choices.playbooks.length < 2 ? null : (
            <Select
              name="playbook"
              label={words.desk.playbook}
              value={filter.playbook}
              options={choices.playbooks}
              context={context}
            />
          )}
          <button>{words.desk.apply}</button>
          {isNarrowed(filter) ? (
            <a
              class="button"
              href={addressOf(
                firstPage({ ...filter, text: "", grade: "", playbook: "", clock: "", outcome: "", due: "" }),
              )}
            >
              {words.desk.clearFilters}
            </a>
          ) : null}
        </form>
      </details>
    </div>
  );
}

function Tabs({ context, filter, counts }: Omit<FilterBarProps, "choices" | "isReloading">) {
  const { words } = context;
  const tabs: readonly (readonly [Show, string, number])[] = [
    ["open", words.desk.open, counts.open],
    ["mine", words.desk.mine, counts.waiting],
    ["overdue", words.desk.overdue, counts.overdue],
    ["closed", words.desk.closed, counts.closed],
    ["all", words.desk.all, counts.open + counts.closed],
  ];
  return (
    <nav aria-label={words.desk.counts} class="tabs">
      {tabs.map(([show, label, count]) => (
        <a
          key={show}
          href={addressOf(firstPage({ ...filter, show }))}
          aria-current={show === filter.show ? "true" : undefined}
          class={show === "overdue" && count > 0 ? "is-overdue" : undefined}
        >
          {label} <b>{count}</b>
        </a>
      ))}
    </nav>
  );
}

export function isNarrowed(filter: DeskFilter): boolean {
  return [filter.text, filter.grade, filter.playbook, filter.clock].some((narrowed) => narrowed !== "");
}

interface SelectProps {
  readonly context: PageContext;
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly options: FilterChoices["grades"];
}

function Select({ context, name, label, value, options }: SelectProps) {
  return (
    <label>
      <span>{label}</span>
      <select name={name}>
        <option value="">{context.words.desk.any}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {formatText(context, option.label)}
          </option>
        ))}
      </select>
    </label>
  );
}

interface PagerProps {
  readonly context: PageContext;
  readonly filter: DeskFilter;
  readonly page: IncidentPage;
}

export function Pager({ context, filter, page: { rows, total, previous, next } }: PagerProps) {
  const { words } = context;
  const isFirst = filter.after === "" && filter.before === "";
  if (isFirst && next === null) return null;
  return (
    <nav aria-label={words.desk.pages} class="pager">
      {isFirst ? null : (
        <a class="button" href={addressOf(firstPage(filter))}>
          {words.desk.firstPage}
        </a>
      )}
      {previous === null ? null : (
        <a class="button" href={addressOf(pageBefore(filter, previous))} rel="prev">
          {words.desk.previous}
        </a>
      )}
      <span>{words.desk.shownOf(rows.length, total)}</span>
      {next === null ? null : (
        <a class="button" href={addressOf(pageAfter(filter, next))} rel="next">
          {words.desk.next}
        </a>
      )}
    </nav>
  );
}
