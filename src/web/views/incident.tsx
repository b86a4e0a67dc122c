/** The page of one incident: what must be done now, by when, and everything that is known and has happened. */
import { isoTime, formatText, formatInstant } from "../format.ts";
import { Clocks } from "./clock.tsx";
import { Facts } from "./facts.tsx";
import type { FormOrigin } from "./form.tsx";
import { HolderLine } from "./holder.tsx";
import { Layout } from "./layout.tsx";
import { hasLinked, LinkedIncidents, OpenedFrom } from "./linked.tsx";
import { NowBox, type NowProps } from "./now.tsx";
import { NotNow, otherActions } from "./offered.tsx";
import { Happened, Notified } from "./record.tsx";
import { Phase } from "./standing.tsx";
import { Steps } from "./steps.tsx";
import { isolate } from "../../kernel/isolate.ts";

interface IncidentPageProps extends NowProps {
  readonly chart: string | null;
  /** What was done just now, in words. */
  readonly notice: string | null;
  /** For the button that takes the incident on: another command than that of the open form. */
  readonly taking: FormOrigin;
}

/** Where nothing can be typed. */
const reloadSeconds = 60;

export function IncidentPage(props: IncidentPageProps) {
  const { context, view, people, chart, notice } = props;
  const { words } = context;
  const { number } = view.row;
  return (
    <Layout
      context={context}
      title={`${number} ${isolate(view.headline.title)}`}
      place="none"
      live={{ of: `incident ${number}`, when: "morph" }}
      reloadSeconds={props.main === null ? reloadSeconds : null}
    >
      {notice === null ? null : (
        <p class="notice" role="status">
          <span aria-hidden="true">✓</span> {notice}
        </p>
      )}
      <IncidentHead context={context} view={view} />
      <div class="columns">
        <div class="column-first">
          <NowBox {...props}>
            <HolderLine context={context} view={view} people={people} taking={props.taking} />
          </NowBox>
          <Steps context={context} view={view} chart={chart} />
        </div>
        <div class="column-beside rail">
          <Contents context={context} isLinked={hasLinked(view)} />
          <Clocks {...{ context, people }} title={words.incident.clocks} clocks={view.clocks} now={view.now} />
        </div>
        <div class="column-then">
          <MoreActions context={context} view={view} />
          <LinkedIncidents context={context} view={view} people={people} />
          <section aria-labelledby="facts">
            <h2 id="facts">{words.incident.facts}</h2>
            <Beginning context={context} view={view} />
            <Facts context={context} facts={view.facts} people={people} />
          </section>
          <Happened context={context} view={view} />
          <Notified context={context} view={view} people={people} />
        </div>
      </div>
    </Layout>
  );
}

type Part = Pick<IncidentPageProps, "context" | "view">;

function IncidentHead({ context, view }: Part) {
  const { words } = context;
  const { row, headline } = view;
  return (
    <div class="head">
      <p class="chips">
        <span class="number">#{row.number}</span>
        <GradeChip
          label={formatText(context, headline.gradeLabel)}
          rank={headline.gradeRank}
          prefix={words.incident.grade}
        />
        <Phase context={context} view={view} />
      </p>
      <h1>
        <bdi>{headline.title}</bdi>
      </h1>
      <OpenedFrom context={context} view={view} />
    </div>
  );
}

/** The parts of the page, in its order. */
function Contents({ context, isLinked }: Pick<IncidentPageProps, "context"> & { readonly isLinked: boolean }) {
  const { words } = context;
  const parts = [
    ["now", words.incident.now],
    ["clocks", words.incident.clocks],
    ...(isLinked ? [["linked", words.linked.title] as const] : []),
    ["facts", words.incident.facts],
    ["timeline", words.timeline.title],
    ["notifications", words.notifications.title],
  ] as const;
  return (
    <nav class="contents" aria-label={words.incident.contents}>
      {parts.map(([id, label]) => (
        <a key={id} href={`#${id}`}>
          {label}
        </a>
      ))}
    </nav>
  );
}

function Beginning({ context, view: { row, playbook } }: Part) {
  return (
    <p class="quiet">
      <a href={`/playbooks/${row.machine}`}>{formatText(context, playbook.title)}</a>
      {" · "}
      {context.words.incident.registered}{" "}
      <time dateTime={isoTime(row.startedAt)}>{formatInstant(context, row.startedAt)}</time>
    </p>
  );
}

interface GradeChipProps {
  readonly label: string;
  /** 0 is the gravest. */
  readonly rank: number;
  readonly prefix: string;
}

export function GradeChip({ label, rank, prefix }: GradeChipProps) {
  return (
    <span class={`chip grade is-rank-${Math.min(rank, 2)}`}>
      <span class="away">{prefix} </span>
      {label}
    </span>
  );
}

function MoreActions({ context, view }: Part) {
  const { words } = context;
  const more = otherActions(view);
  return (
    <section aria-labelledby="more">
      <h2 id="more">{words.incident.moreActions}</h2>
      {more.length === 0 ? <p class="quiet">{words.incident.noMoreActions}</p> : null}
      <ul class="actions">
        {more.map(({ form }) => (
          <li key={form.type}>
            <a href={`/incidents/${view.row.number}/events/${form.type}`}>{formatText(context, form.label)}</a>
          </li>
        ))}
      </ul>
      <NotNow context={context} view={view} />
    </section>
  );
}
