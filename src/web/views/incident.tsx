/** The page of one incident: what must be done now, by when, and everything that is known and has happened. */
import { isoTime, formatText, formatInstant } from "../format.ts";
import { Chart } from "./chart.tsx";
import { Clocks } from "./clock.tsx";
import { Facts } from "./facts.tsx";
import type { FormOrigin } from "./form.tsx";
import { HolderLine } from "./holder.tsx";
import { Layout } from "./layout.tsx";
import { Messages } from "./notifications.tsx";
import { NowBox, type NowProps } from "./now.tsx";
import { NotNow, otherActions } from "./offered.tsx";
import { Phase, Standing } from "./standing.tsx";
import { Timeline } from "./timeline.tsx";
import { isolate } from "../../kernel/isolate.ts";

interface IncidentPageProps extends NowProps {
  readonly chart: string;
  /** What was done just now, in words. */
  readonly notice: string | null;
  /** For the button that takes the incident on: another command than that of the open form. */
  readonly taking: FormOrigin;
}

export function IncidentPage(props: IncidentPageProps) {
  const { context, view, people, chart, notice } = props;
  const { words } = context;
  const { number } = view.row;
  const replay = `/incidents/${number}/replay`;
  return (
    <Layout context={context} title={`${number} ${isolate(view.headline.title)}`} place="none">
      {notice === null ? null : (
        <p class="notice" role="status">
          <span aria-hidden="true">✓</span> {notice}
        </p>
      )}
      <IncidentHead context={context} view={view} />
      <HolderLine context={context} view={view} people={people} taking={props.taking} />
      <div class="columns">
        <div class="column-first">
          <NowBox {...props} />
          <MoreActions context={context} view={view} />
        </div>
        <div class="column-beside">
          <Clocks {...{ context, people }} title={words.incident.clocks} clocks={view.clocks} now={view.now} />
          <section aria-labelledby="facts">
            <h2 id="facts">{words.incident.facts}</h2>
            <Facts context={context} facts={view.facts} people={people} />
          </section>
        </div>
        <div class="column-then">
          <section aria-labelledby="timeline">
            <h2 id="timeline">{words.timeline.title}</h2>
            <p class="quiet">
              {words.timeline.order} <a href={replay}>{words.incident.replay}</a>
            </p>
            <Timeline context={context} entries={[...view.timeline].reverse()} replay={replay} />
          </section>
          <section aria-labelledby="notifications">
            <h2 id="notifications">{words.notifications.title}</h2>
            {view.messages.length === 0 ? <p class="quiet">{words.notifications.none}</p> : null}
            <Messages context={context} messages={[...view.messages].reverse()} people={people} />
          </section>
        </div>
      </div>
      <section aria-labelledby="chart">
        <h2 id="chart">{words.incident.chart}</h2>
        <Standing context={context} view={view} />
        <Chart context={context} svg={chart} />
      </section>
    </Layout>
  );
}

type Part = Pick<IncidentPageProps, "context" | "view">;

function IncidentHead({ context, view }: Part) {
  const { words } = context;
  const { row, headline, playbook } = view;
  return (
    <div class="head">
      <p class="number">
        #{row.number} · <a href={`/playbooks/${row.machine}`}>{formatText(context, playbook.title)}</a>
      </p>
      <h1>
        <bdi>{headline.title}</bdi>
      </h1>
      <p class="chips">
        <GradeChip
          label={formatText(context, headline.gradeLabel)}
          rank={headline.gradeRank}
          prefix={words.incident.grade}
        />
        <Phase context={context} view={view} />
      </p>
      <p class="quiet">
        {words.incident.registered}{" "}
        <time dateTime={isoTime(row.startedAt)}>{formatInstant(context, row.startedAt)}</time>
      </p>
    </div>
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
