/** A playbook for people: drawn, in tables, and as text. All of it comes from the one definition. */
import { playbookKey, type EventForm, type Limit, type Playbook } from "../../../machines/playbook.ts";
import { isActive } from "../../playbook/active.ts";
import { fieldsOf } from "../../playbook/forms.ts";
import type { Chart as ChartModel, ChartState } from "../../diagram/chart.ts";
import type { PageContext } from "../page-context.ts";
import { formatText, formatActors } from "../format.ts";
import { Chart } from "./chart.tsx";
import { Layout } from "./layout.tsx";
import type { Standing } from "../playbook-standing.ts";
import { TheFile, Versions } from "./playbook-versions.tsx";
import { AsText, labelsOf } from "./outline.tsx";
import { LimitTable } from "./limit-table.tsx";
import { Table } from "./table.tsx";

export function PlaybooksPage({
  context,
  playbooks,
}: {
  readonly context: PageContext;
  readonly playbooks: readonly Playbook[];
}) {
  const { words } = context;
  return (
    <Layout context={context} title={words.playbook.listTitle} place="playbooks">
      <h1>{words.playbook.listTitle}</h1>
      <p>{words.playbook.listIntro}</p>
      <ul class="cards">
        {playbooks.map((playbook) => (
          <li key={playbookKey(playbook)} class="panel">
            <h2>
              <a href={`/playbooks/${playbookKey(playbook)}`}>{formatText(context, playbook.title)}</a>
            </h2>
            <p>{formatText(context, playbook.purpose)}</p>
            <p class="quiet">
              {words.playbook.version(playbook.version)} ·{" "}
              {playbook.isOwn === true ? words.shelf.ownFile : words.shelf.shipped} ·{" "}
              {isActive(playbooks, playbook) ? words.shelf.active : words.shelf.earlier} ·{" "}
              {words.playbook.counted(
                Object.keys(playbook.states).length,
                playbook.events.length,
                Object.keys(playbook.notifications).length,
              )}
            </p>
          </li>
        ))}
      </ul>
    </Layout>
  );
}

interface PlaybookPageProps {
  readonly context: PageContext;
  readonly playbook: Playbook;
  readonly limits: readonly Limit[];
  readonly chart: ChartModel;
  readonly svg: string;
  readonly standing: Standing;
}

export function PlaybookPage({ context, playbook, limits, chart, svg, standing }: PlaybookPageProps) {
  const { words } = context;
  const key = playbookKey(playbook);
  return (
    <Layout context={context} title={formatText(context, playbook.title)} place="playbooks">
      <p class="number">
        <a href="/playbooks">{words.playbook.listTitle}</a> · {key}
      </p>
      <h1>{formatText(context, playbook.title)}</h1>
      <p>{formatText(context, playbook.purpose)}</p>
      <Versions context={context} standing={standing} shown={key} />
      <section aria-labelledby="chart">
        <h2 id="chart">{words.playbook.chart}</h2>
        <Chart context={context} svg={svg} />
        <p>
          <a href={`/playbooks/${key}/chart.svg`} download={`${key}.svg`}>
            {words.playbook.download}
          </a>
        </p>
      </section>
      {limits.length === 0 ? null : (
        <>
          <LimitTable context={context} id="limits" title={context.words.playbook.limits} limits={limits} />
          <p class="quiet">{context.words.playbook.limitsIntro}</p>
        </>
      )}
      <States context={context} playbook={playbook} chart={chart} />
      <Events context={context} playbook={playbook} />
      <TimeTable context={context} chart={chart} />
      <Notifications context={context} playbook={playbook} />
      <Links context={context} playbook={playbook} />
      <TheFile context={context} standing={standing} shown={key} />
      <AsText context={context} chart={chart} />
    </Layout>
  );
}

type Part = Pick<PlaybookPageProps, "context" | "playbook">;

/** Where nobody ever rests is no state for people: the drawing and the text show it as a way through. */
function States({ context, playbook, chart }: Part & Pick<PlaybookPageProps, "chart">) {
  const { words } = context;
  const entries = Object.entries(playbook.states).filter(([path]) => kindOf(chart.root, path) !== "choice");
  const rows = entries.map(([path, { label, help }]) => [
    <>
      <b>{formatText(context, label)}</b> <code>{path}</code>
    </>,
    help ? formatText(context, help) : "",
  ]);
  return (
    <Table id="states" title={words.playbook.states} head={[words.playbook.state, words.playbook.means]} rows={rows} />
  );
}

function Events({ context, playbook }: Part) {
  const { words } = context;
  const forms: readonly EventForm[] = [{ ...playbook.opening, type: words.playbook.opening }, ...playbook.events];
  const rows = forms.map((form) => [
    <>
      <b>{formatText(context, form.label)}</b> <code>{form.type}</code>
      <small>{formatText(context, form.help)}</small>
    </>,
    formatActors(context, form.by),
    <ul>
      {fieldsOf(form).map((field) => (
        <li key={field.name}>
          {formatText(context, field.label)}
          {field.required ? null : <span class="optional">{words.remark(words.form.optional)}</span>}
        </li>
      ))}
    </ul>,
    form.needsConfirmation ? <b>{words.playbook.needsConfirmation}</b> : words.playbook.inside,
  ]);
  const head = [words.playbook.event, words.playbook.whoMay, words.playbook.asks, words.playbook.effect];
  return <Table id="events" title={words.playbook.events} head={head} rows={rows} />;
}

function TimeTable({ context, chart }: Pick<PlaybookPageProps, "context" | "chart">) {
  const { words } = context;
  const labels = labelsOf(chart.root);
  const timed = chart.arrows.filter((arrow) => timeLabels(arrow).length > 0);
  const rows = timed.map((arrow) => [
    placeOf(arrow.from, labels),
    words.list(timeLabels(arrow)),
    <ul>
      {restsOf(chart, arrow.from, arrow.to).map((path) => (
        <li key={path}>{labels.get(path) ?? path}</li>
      ))}
    </ul>,
  ]);
  return (
    <>
      <Table
        id="time"
        title={words.playbook.clocks}
        head={[words.playbook.clockState, words.playbook.clockWhen, words.playbook.clockTarget]}
        rows={rows}
      />
      <p class="quiet">{rows.length === 0 ? words.playbook.noClocks : words.playbook.clocksIntro}</p>
    </>
  );
}

const clockSign = "◷ ";

function timeLabels({ labels }: ChartModel["arrows"][number]): readonly string[] {
  return labels.filter((label) => label.startsWith(clockSign)).map((label) => label.slice(clockSign.length));
}

/** With the names of what it stands in: two clocks may both be "running". */
function placeOf(path: string, labels: ReadonlyMap<string, string>): string {
  const parts = path.split(".");
  return parts.map((_, index) => labels.get(parts.slice(0, index + 1).join(".")) ?? path).join(" › ");
}

/** Where one comes to rest: nobody stays in a choice, so it stands for the places that it leads to. */
function restsOf(chart: ChartModel, from: string, to: string): readonly string[] {
  if (kindOf(chart.root, to) !== "choice") return [to];
  return chart.arrows.filter((arrow) => arrow.from === to && arrow.to !== from).map((arrow) => arrow.to);
}

function kindOf(state: ChartState, path: string): ChartState["kind"] | null {
  if (state.path === path) return state.kind;
  return state.children.map((child) => kindOf(child, path)).find((kind) => kind !== null) ?? null;
}

/** What it opens, reports and ends; nothing where it stands alone. */
function Links({ context, playbook }: Part) {
  const { words } = context;
  const rows = Object.values(playbook.links ?? {}).map(({ label, when, playbook: other }) => [
    <b>{formatText(context, label)}</b>,
    other === null ? words.linked.whoever : <a href={`/playbooks/${other}`}>{other}</a>,
    formatText(context, when),
  ]);
  if (rows.length === 0) return null;
  const head = [words.linked.title, words.incident.playbook, words.playbook.notificationWhen];
  return <Table id="links" title={words.linked.title} head={head} rows={rows} />;
}

function Notifications({ context, playbook }: Part) {
  const { words } = context;
  const rows = Object.entries(playbook.notifications).map(([name, notification]) => [
    <>
      <b>{formatText(context, notification.label)}</b> <code>{name}</code>
    </>,
    formatText(context, notification.to),
    formatText(context, notification.when),
  ]);
  const head = [words.playbook.notificationName, words.playbook.notificationTo, words.playbook.notificationWhen];
  return <Table id="notifications" title={words.playbook.notifications} head={head} rows={rows} />;
}
