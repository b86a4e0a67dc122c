/** All incidents by next deadline. One line each: how long, what, how grave, who, and the next step for the person who looks. */
import type { Named } from "../../directory/person.ts";
import { may } from "../../desk/permissions.ts";
import type { IncidentCounts, IncidentPage, IncidentRow } from "../../desk/ports.ts";
import type { Directory } from "../../directory/types.ts";
import type { HandoverDue } from "../../roster/handovers.ts";
import type { DecidedFilter } from "../decided-filter.ts";
import type { DeskFilter } from "../desk-filter.ts";
import { addressOf, listAddress } from "../desk-filter.ts";
import type { PageContext } from "../page-context.ts";
import { formatText, formatActors } from "../format.ts";
import { Countdown, DueTime, Shape, toneOf, type Tone } from "./clock.tsx";
import { FilterBar, isNarrowed, Pager, type FilterChoices } from "./desk-filter-bar.tsx";
import { HeldBy } from "./holder.tsx";
import { GradeChip } from "./incident.tsx";
import { Layout } from "./layout.tsx";
import { monthName } from "./statistics-months.ts";
import { Unsigned } from "./organisation/unsigned.tsx";

export interface DutyDeskProps {
  readonly context: PageContext;
  readonly filter: DeskFilter;
  /** The list to which a number of the statistics has led; null: any other. */
  readonly decided: DecidedFilter | null;
  readonly page: IncidentPage;
  readonly counts: IncidentCounts;
  readonly choices: FilterChoices;
  readonly people: readonly Named[];
  /** Playbooks, by id and version, that put one person in charge of an incident. */
  readonly assigned: readonly string[];
  readonly directory: Directory;
  /** How many reports from outside wait. */
  readonly reports: number;
  /** Hand-overs that lack a signature. */
  readonly unsigned: readonly HandoverDue[];
}

const reloadSeconds = 60;

export function DutyDeskPage(props: DutyDeskProps) {
  const { context, filter, counts } = props;
  const { rows } = props.page;
  const { words } = context;
  // What was looked for stands in a field, and somebody may be changing it.
  const isReloading = filter.reload && !isNarrowed(filter);
  const fresh = { on: addressOf({ ...filter, reload: true }), off: addressOf({ ...filter, reload: false }) };
  return (
    <Layout
      context={context}
      title={words.desk.title}
      place="desk"
      reloadSeconds={isReloading ? reloadSeconds : null}
      fresh={fresh}
      live={{ of: "incidents", when: "hold" }}
    >
      <div class="title-row">
        <h1>{words.desk.title}</h1>
        {context.mayRegister ? (
          <a class="button primary" href="/register">
            {words.register.title}
          </a>
        ) : null}
      </div>
      {props.reports === 0 ? null : (
        <p class="came-in">
          <a href="/reports">{words.reports.waitingLine(props.reports)}</a>
        </p>
      )}
      <Unsigned context={context} directory={props.directory} handovers={props.unsigned} />
      <FilterBar {...{ context, filter, counts, isReloading }} choices={props.choices} />
      {props.decided === null ? null : <Decided context={context} decided={props.decided} />}
      <div id="queue" data-hold>
        {rows.length === 0 ? (
          <Empty context={context} filter={filter} />
        ) : (
          <ol class="queue" aria-label={words.desk.queue}>
            {rows.map((row) => (
              <Case
                key={row.id}
                context={context}
                row={row}
                people={props.people}
                isAssigned={props.assigned.includes(row.summary.playbook)}
              />
            ))}
          </ol>
        )}
        <Pager context={context} filter={filter} page={props.page} />
        {rows.length === 0 ? null : (
          <p class="after-list">
            <a href={listAddress(filter)}>{words.desk.download}</a>
          </p>
        )}
      </div>
    </Layout>
  );
}

function Decided({ context, decided }: { readonly context: PageContext; readonly decided: DecidedFilter }) {
  const { statistics: words } = context.words;
  const [first, last] = decided.months.map((month) => monthName(context, month));
  const months = words.fromTo(first ?? "", last ?? "");
  return (
    <p class="note">
      {words.only(formatText(context, decided.label), words.outcomes[decided.outcome], months)}{" "}
      <a href="/statistics">{words.title}</a>
    </p>
  );
}

function Empty({ context, filter }: { readonly context: PageContext; readonly filter: DeskFilter }) {
  const { words } = context;
  const isFiltered = filter.show !== "open" || isNarrowed(filter);
  return (
    <div class="empty">
      <h2>{isFiltered ? words.desk.nothingFoundTitle : words.desk.emptyTitle}</h2>
      <p>{isFiltered ? words.desk.nothingFoundText : words.desk.emptyText}</p>
      {isFiltered ? (
        <a class="button" href="/">
          {words.desk.clearFilters}
        </a>
      ) : null}
    </div>
  );
}

interface CaseProps {
  readonly context: PageContext;
  readonly row: IncidentRow;
  readonly people: readonly Named[];
  /** Its playbook puts one person in charge. */
  readonly isAssigned: boolean;
}

function Case({ context, row, people, isAssigned }: CaseProps) {
  const { title, gradeLabel, gradeRank, phaseLabel, clock, duty } = row.summary;
  const tone = rowTone(context, row);
  return (
    <li class={`case is-${tone}`} id={`incident-${row.number}`} data-seq={String(row.seq)}>
      <div class="case-time">
        <CaseTime context={context} row={row} tone={tone} />
      </div>
      <div class="case-main">
        <h2>
          <a href={`/incidents/${row.number}`}>
            <bdi>{title}</bdi>
          </a>
        </h2>
        <p class="case-duty">{formatText(context, clock?.label ?? duty.what)}</p>
        <p class="case-facts">
          <span class="number">#{row.number}</span>
          <GradeChip label={formatText(context, gradeLabel)} rank={gradeRank} prefix={context.words.incident.grade} />
          <span class="chip">{formatText(context, phaseLabel)}</span>
          <Holder context={context} row={row} people={people} isAssigned={isAssigned} />
        </p>
      </div>
      <div class="case-step">
        <NextStep context={context} row={row} />
      </div>
    </li>
  );
}

type RowPart = Omit<CaseProps, "people" | "isAssigned">;

function rowTone(context: PageContext, { summary: { clock, dueAt } }: IncidentRow): Tone {
  return clock === null || dueAt === null ? "none" : toneOf({ state: clock.state, dueAt }, context.now);
}

function CaseTime({ context, row, tone }: RowPart & { readonly tone: Tone }) {
  const { words } = context;
  const { clock, dueAt, open } = row.summary;
  if (clock === null || dueAt === null)
    return (
      <p class="state">
        <Shape tone="none" /> {open ? words.desk.noDeadline : words.desk.isClosed}
      </p>
    );
  return (
    <>
      <p class="state">
        <Shape tone={tone} /> {words.clock.states[tone === "overdue" ? "missed" : clock.state]}
        {clock.level > 0 ? ` · ${words.clock.levelIs(clock.level)}` : null}
      </p>
      <Countdown context={context} dueAt={dueAt} now={context.now} />
      <DueTime context={context} at={dueAt} />
    </>
  );
}

function Holder({ context, row, people, isAssigned }: CaseProps) {
  const { words } = context;
  const { holder, open, duty } = row.summary;
  if (!open) return null;
  const byRole = isMyTurn(context, row) ? words.desk.you : formatActors(context, duty.by);
  const held = people.find((person) => person.id === holder);
  const isTheirTurn = held !== undefined && may(held, duty, context.organised);
  const parts = [
    ...(holder !== null || isAssigned ? [<HeldBy key="has" context={context} people={people} holder={holder} />] : []),
    ...(isTheirTurn || byRole === "" ? [] : [`${words.incident.waitingFor}${words.colon}${byRole}`]),
  ];
  return <span class="holder">{parts.flatMap((part, index) => (index === 0 ? [part] : [" · ", part]))}</span>;
}

function isMyTurn(context: PageContext, { summary }: IncidentRow): boolean {
  return context.person !== null && may(context.person, summary.duty, context.organised);
}

/** My next step, or a way to look. The form itself stands on the incident's page. */
function NextStep({ context, row }: RowPart) {
  const { title, duty } = row.summary;
  const mine = isMyTurn(context, row) ? duty.label : null;
  const address = `/incidents/${row.number}`;
  return (
    <a class={mine ? "button strong" : "button"} href={mine ? `${address}#now` : address}>
      {mine ? formatText(context, mine) : context.words.desk.look}
      <span class="away">
        {context.words.colon}
        <bdi>{title}</bdi>
      </span>
    </a>
  );
}
