/** All incidents by next deadline. One line each: how long, what, how grave, who, and the next step for the person who looks. */
import type { Named } from "../../directory/person.ts";
import { may } from "../../desk/permissions.ts";
import type { IncidentCounts, IncidentPage, IncidentRow } from "../../desk/ports.ts";
import type { Directory } from "../../directory/types.ts";
import type { HandoverDue } from "../../roster/handovers.ts";
import type { DeskFilter } from "../desk-filter.ts";
import { addressOf } from "../desk-filter.ts";
import type { PageContext } from "../page-context.ts";
import { formatText, formatActors } from "../format.ts";
import { Countdown, DueTime, Shape, toneOf, type Tone } from "./clock.tsx";
import { FilterBar, isNarrowed, Pager, type FilterChoices } from "./desk-filter-bar.tsx";
import { HeldBy } from "./holder.tsx";
import { GradeChip } from "./incident.tsx";
import { Layout } from "./layout.tsx";
import { Unsigned } from "./organisation/unsigned.tsx";

export interface DutyDeskProps {
  readonly scene: PageContext;
  readonly filter: DeskFilter;
  readonly page: IncidentPage;
  readonly counts: IncidentCounts;
  readonly choices: FilterChoices;
  readonly people: readonly Named[];
  /** Playbooks, by id and version, that put one person in charge of an incident. */
  readonly assigned: readonly string[];
  readonly directory: Directory;
  /** Hand-overs that lack a signature. */
  readonly unsigned: readonly HandoverDue[];
}

const reloadSeconds = 60;

export function DutyDeskPage(props: DutyDeskProps) {
  const { scene, filter, counts } = props;
  const { rows } = props.page;
  const { words } = scene;
  const isLive = filter.reload;
  const fresh = { on: addressOf({ ...filter, reload: true }), off: addressOf({ ...filter, reload: false }) };
  return (
    <Layout
      scene={scene}
      title={words.desk.title}
      place="desk"
      reloadSeconds={isLive ? reloadSeconds : null}
      fresh={fresh}
    >
      <div class="title-row">
        <h1>{words.desk.title}</h1>
        {scene.mayRegister ? (
          <a class="button primary" href="/register">
            {words.register.title}
          </a>
        ) : null}
      </div>
      <Unsigned scene={scene} directory={props.directory} handovers={props.unsigned} />
      <FilterBar scene={scene} filter={filter} counts={counts} choices={props.choices} />
      {rows.length === 0 ? (
        <Empty scene={scene} filter={filter} />
      ) : (
        <ol class="queue" aria-label={words.desk.queue}>
          {rows.map((row) => (
            <Case
              key={row.id}
              scene={scene}
              row={row}
              people={props.people}
              isAssigned={props.assigned.includes(row.summary.playbook)}
            />
          ))}
        </ol>
      )}
      <Pager scene={scene} filter={filter} page={props.page} />
    </Layout>
  );
}

function Empty({ scene, filter }: { readonly scene: PageContext; readonly filter: DeskFilter }) {
  const { words } = scene;
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
  readonly scene: PageContext;
  readonly row: IncidentRow;
  readonly people: readonly Named[];
  /** Its playbook puts one person in charge. */
  readonly isAssigned: boolean;
}

function Case({ scene, row, people, isAssigned }: CaseProps) {
  const { title, gradeLabel, gradeRank, phaseLabel, clock, duty } = row.summary;
  const tone = rowTone(scene, row);
  return (
    <li class={`case is-${tone}`}>
      <div class="case-time">
        <CaseTime scene={scene} row={row} tone={tone} />
      </div>
      <div class="case-main">
        <h2>
          <a href={`/incidents/${row.number}`}>
            <bdi>{title}</bdi>
          </a>
        </h2>
        <p class="case-duty">{formatText(scene, clock?.label ?? duty.what)}</p>
        <p class="case-facts">
          <span class="number">#{row.number}</span>
          <GradeChip label={formatText(scene, gradeLabel)} rank={gradeRank} prefix={scene.words.incident.grade} />
          <span class="chip">{formatText(scene, phaseLabel)}</span>
          <Holder scene={scene} row={row} people={people} isAssigned={isAssigned} />
        </p>
      </div>
      <div class="case-step">
        <NextStep scene={scene} row={row} />
      </div>
    </li>
  );
}

type RowPart = Omit<CaseProps, "people" | "isAssigned">;

function rowTone(scene: PageContext, { summary: { clock, dueAt } }: IncidentRow): Tone {
  return clock === null || dueAt === null ? "none" : toneOf({ state: clock.state, dueAt }, scene.now);
}

function CaseTime({ scene, row, tone }: RowPart & { readonly tone: Tone }) {
  const { words } = scene;
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
      <Countdown scene={scene} dueAt={dueAt} now={scene.now} />
      <DueTime scene={scene} at={dueAt} />
    </>
  );
}

function Holder({ scene, row, people, isAssigned }: CaseProps) {
  const { words } = scene;
  const { holder, open, duty } = row.summary;
  if (!open) return null;
  const byRole = isMyTurn(scene, row) ? words.desk.you : formatActors(scene, duty.by);
  const held = people.find((person) => person.id === holder);
  const isTheirTurn = held !== undefined && may(held, duty, scene.organised);
  const parts = [
    ...(holder !== null || isAssigned ? [<HeldBy key="has" scene={scene} people={people} holder={holder} />] : []),
    ...(isTheirTurn || byRole === "" ? [] : [`${words.incident.waitingFor}${words.colon}${byRole}`]),
  ];
  return <span class="holder">{parts.flatMap((part, index) => (index === 0 ? [part] : [" · ", part]))}</span>;
}

function isMyTurn(scene: PageContext, { summary }: IncidentRow): boolean {
  return scene.person !== null && may(scene.person, summary.duty, scene.organised);
}

/** My next step, or a way to look. The form itself stands on the incident's page. */
function NextStep({ scene, row }: RowPart) {
  const { title, duty } = row.summary;
  const mine = isMyTurn(scene, row) ? duty.label : null;
  const address = `/incidents/${row.number}`;
  return (
    <a class={mine ? "button strong" : "button"} href={mine ? `${address}#now` : address}>
      {mine ? formatText(scene, mine) : scene.words.desk.look}
      <span class="away">
        {scene.words.colon}
        <bdi>{title}</bdi>
      </span>
    </a>
  );
}
