/** The page of one incident: what must be done now, by when, and everything that is known and has happened. */
import type { Named } from "../../directory/person.ts";
import { isoTime, formatText, formatInstant } from "../format.ts";
import { Chart } from "./chart.tsx";
import { ClockCard } from "./clock.tsx";
import { Facts } from "./facts.tsx";
import type { Seen } from "./form.tsx";
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
  readonly taking: Seen;
}

export function IncidentPage(props: IncidentPageProps) {
  const { scene, view, people, chart, notice } = props;
  const { words } = scene;
  const { number } = view.row;
  const replay = `/incidents/${number}/replay`;
  return (
    <Layout scene={scene} title={`${number} ${isolate(view.headline.title)}`} place="none">
      {notice === null ? null : (
        <p class="notice" role="status">
          <span aria-hidden="true">✓</span> {notice}
        </p>
      )}
      <IncidentHead scene={scene} view={view} />
      <HolderLine scene={scene} view={view} people={people} taking={props.taking} />
      <div class="columns">
        <div class="column-first">
          <NowBox {...props} />
          <MoreActions scene={scene} view={view} />
        </div>
        <div class="column-beside">
          <Clocks scene={scene} view={view} people={people} />
          <section aria-labelledby="facts">
            <h2 id="facts">{words.incident.facts}</h2>
            <Facts scene={scene} facts={view.facts} people={people} />
          </section>
        </div>
        <div class="column-then">
          <section aria-labelledby="timeline">
            <h2 id="timeline">{words.timeline.title}</h2>
            <p class="quiet">
              {words.timeline.order} <a href={replay}>{words.incident.replay}</a>
            </p>
            <Timeline scene={scene} entries={[...view.timeline].reverse()} replay={replay} />
          </section>
          <section aria-labelledby="notifications">
            <h2 id="notifications">{words.notifications.title}</h2>
            {view.messages.length === 0 ? <p class="quiet">{words.notifications.none}</p> : null}
            <Messages scene={scene} messages={[...view.messages].reverse()} people={people} />
          </section>
        </div>
      </div>
      <section aria-labelledby="chart">
        <h2 id="chart">{words.incident.chart}</h2>
        <Standing scene={scene} view={view} />
        <Chart scene={scene} svg={chart} />
      </section>
    </Layout>
  );
}

type Part = Pick<IncidentPageProps, "scene" | "view">;

function IncidentHead({ scene, view }: Part) {
  const { words } = scene;
  const { row, headline, playbook } = view;
  return (
    <div class="head">
      <p class="number">
        #{row.number} · <a href={`/playbooks/${row.machine}`}>{formatText(scene, playbook.title)}</a>
      </p>
      <h1>
        <bdi>{headline.title}</bdi>
      </h1>
      <p class="chips">
        <GradeChip
          label={formatText(scene, headline.gradeLabel)}
          rank={headline.gradeRank}
          prefix={words.incident.grade}
        />
        <Phase scene={scene} view={view} />
      </p>
      <p class="quiet">
        {words.incident.registered} <time dateTime={isoTime(row.startedAt)}>{formatInstant(scene, row.startedAt)}</time>
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

function Clocks({ scene, view, people }: Part & { readonly people: readonly Named[] }) {
  return (
    <section aria-labelledby="clocks">
      <h2 id="clocks">{scene.words.incident.clocks}</h2>
      {view.clocks.length === 0 ? <p class="quiet">{scene.words.incident.noClocks}</p> : null}
      <ul class="clocks">
        {view.clocks.map((clock) => (
          <ClockCard key={clock.id} scene={scene} clock={clock} now={view.now} people={people} />
        ))}
      </ul>
    </section>
  );
}

function MoreActions({ scene, view }: Part) {
  const { words } = scene;
  const more = otherActions(view);
  return (
    <section aria-labelledby="more">
      <h2 id="more">{words.incident.moreActions}</h2>
      {more.length === 0 ? <p class="quiet">{words.incident.noMoreActions}</p> : null}
      <ul class="actions">
        {more.map(({ form }) => (
          <li key={form.type}>
            <a href={`/incidents/${view.row.number}/events/${form.type}`}>{formatText(scene, form.label)}</a>
          </li>
        ))}
      </ul>
      <NotNow scene={scene} view={view} />
    </section>
  );
}
