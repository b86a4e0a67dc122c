/** All incidents by next deadline. One line each: how long, what, how grave, who, and the next step for the person who looks. */
import type { ClockView } from "../../../machines/playbook.ts";
import { stateLabel } from "../../desk/states.ts";
import type { IncidentCounts } from "../../desk/ports.ts";
import type { IncidentView, Person } from "../../desk/types.ts";
import type { Directory } from "../../people/types.ts";
import type { HandoverDue } from "../../roster/handovers.ts";
import type { DeskFilter } from "../desk-filter.ts";
import { addressOf } from "../desk-filter.ts";
import { say, sayRoles, type Scene } from "../scene.ts";
import { Countdown, DueTime, isOwed, Shape, toneOf, type Tone } from "./clock.tsx";
import { FilterBar, isNarrowed, Pager, type FilterChoices } from "./desk-filter-bar.tsx";
import { GradeChip } from "./incident.tsx";
import { Layout } from "./layout.tsx";
import { mainOffer } from "./offered.tsx";
import { Unsigned } from "./organisation/unsigned.tsx";

export interface DutyDeskProps {
  readonly scene: Scene;
  readonly filter: DeskFilter;
  readonly views: readonly IncidentView[];
  /** How many match in all. */
  readonly total: number;
  readonly counts: IncidentCounts;
  /** Null when it is not known without reading everything. */
  readonly mine: number | null;
  readonly choices: FilterChoices;
  readonly people: readonly Person[];
  readonly directory: Directory;
  /** Hand-overs that lack a signature. */
  readonly unsigned: readonly HandoverDue[];
}

const reloadSeconds = 60;

export function DutyDeskPage(props: DutyDeskProps) {
  const { scene, filter, views, counts } = props;
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
        <a class="button primary" href="/register">
          {words.frame.register}
        </a>
      </div>
      <Unsigned scene={scene} directory={props.directory} handovers={props.unsigned} />
      <FilterBar scene={scene} filter={filter} counts={counts} mine={props.mine} choices={props.choices} />
      {views.length === 0 ? (
        <Empty scene={scene} filter={filter} />
      ) : (
        <ol class="queue" aria-label={words.desk.queue}>
          {views.map((view) => (
            <Case key={view.row.id} scene={scene} view={view} people={props.people} />
          ))}
        </ol>
      )}
      <Pager scene={scene} filter={filter} total={props.total} />
    </Layout>
  );
}

function Empty({ scene, filter }: { readonly scene: Scene; readonly filter: DeskFilter }) {
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
  readonly scene: Scene;
  readonly view: IncidentView;
  readonly people: readonly Person[];
}

function Case({ scene, view, people }: CaseProps) {
  const { row, headline, playbook } = view;
  const clock = nextOwed(view);
  const tone: Tone = clock ? toneOf(clock, view.now) : "none";
  const address = `/incidents/${row.number}`;
  return (
    <li class={`case is-${tone}`}>
      <div class="case-time">
        <CaseTime scene={scene} view={view} clock={clock} tone={tone} />
      </div>
      <div class="case-main">
        <h2>
          <a href={address}>{headline.title}</a>
        </h2>
        <p class="case-duty">{clock ? say(scene, clock.label) : say(scene, view.duty.what)}</p>
        <p class="case-facts">
          <span class="number">#{row.number}</span>
          <GradeChip
            label={say(scene, headline.gradeLabel)}
            rank={headline.gradeRank}
            prefix={scene.words.incident.grade}
          />
          <span class="chip">{say(scene, stateLabel(playbook, headline.phase))}</span>
          <Holder scene={scene} view={view} people={people} />
        </p>
      </div>
      <div class="case-step">
        <NextStep scene={scene} view={view} />
      </div>
    </li>
  );
}

/** The deadline that the list is sorted by. */
function nextOwed(view: IncidentView): ClockView | null {
  const owed = view.clocks.filter(isOwed);
  return (
    owed.find((clock) => clock.id === view.row.summary.dueClock) ??
    [...owed].sort((a, b) => a.dueAt - b.dueAt)[0] ??
    null
  );
}

interface CaseTimeProps {
  readonly scene: Scene;
  readonly view: IncidentView;
  readonly clock: ClockView | null;
  readonly tone: Tone;
}

function CaseTime({ scene, view, clock, tone }: CaseTimeProps) {
  const { words } = scene;
  if (clock === null)
    return (
      <p class="state">
        <Shape tone="none" /> {view.row.summary.open ? words.desk.noDeadline : words.desk.isClosed}
      </p>
    );
  return (
    <>
      <p class="state">
        <Shape tone={tone} /> {words.clock.states[tone === "overdue" ? "missed" : clock.state]}
        {clock.level > 0 ? ` · ${words.clock.levelIs(clock.level)}` : null}
      </p>
      <Countdown scene={scene} dueAt={clock.dueAt} now={view.now} />
      <DueTime scene={scene} at={clock.dueAt} />
    </>
  );
}

function Holder({ scene, view, people }: CaseProps) {
  const { words } = scene;
  const holder = view.row.summary.holder;
  const isMine = view.duty.by.some((role) => scene.person?.roles.includes(role));
  const byRole = isMine ? words.desk.you : sayRoles(scene, view.duty.by);
  const held = holder === null ? byRole : (people.find((person) => person.id === holder)?.name ?? holder);
  if (!view.row.summary.open) return null;
  return (
    <span class="holder">
      {words.desk.has} <b>{held === "" ? words.desk.nobodyHasIt : held}</b>
    </span>
  );
}

/** My next step, or a way to look. The form itself stands on the incident's page. */
function NextStep({ scene, view }: Omit<CaseProps, "people">) {
  const main = mainOffer(view);
  const address = `/incidents/${view.row.number}`;
  const title = view.headline.title;
  return (
    <a class={main ? "button strong" : "button"} href={main ? `${address}#now` : address}>
      {main ? say(scene, main.form.label) : scene.words.desk.look}
      <span class="away">
        {scene.words.colon} {title}
      </span>
    </a>
  );
}
