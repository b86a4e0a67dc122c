/** The incident as it was after one entry of its log. `?at=N`; works by links and one small form. */
import type { Named } from "../../directory/person.ts";
import type { ReplayView } from "../../desk/views.ts";
import type { PageContext } from "../page-context.ts";
import { formatText } from "../format.ts";
import { Chart } from "./chart.tsx";
import { Clocks } from "./clock.tsx";
import { BackLink } from "./event-form.tsx";
import { Facts } from "./facts.tsx";
import { Layout } from "./layout.tsx";
import { LinkedThen, OpenedFrom } from "./linked.tsx";
import { Messages } from "./notifications.tsx";
import { isOpenTo, NotNow } from "./offered.tsx";
import { PostForm } from "./post-form.tsx";
import { PagesOfMessages } from "./record.tsx";
import { Standing } from "./standing.tsx";
import { Entry, EntryFields } from "./timeline.tsx";
import { isolate } from "../../kernel/isolate.ts";

interface ReplayProps {
  readonly context: PageContext;
  readonly view: ReplayView;
  readonly people: readonly Named[];
  readonly chart: string | null;
  /** Whether there is a record that is signed. */
  readonly isSigned: boolean;
}

export function ReplayPage({ context, view, people, chart, isSigned }: ReplayProps) {
  const { words } = context;
  const title = `${words.replay.title}${words.colon}${words.replay.step(view.seq, view.lastSeq)}`;
  return (
    <Layout context={context} title={`${title} · ${view.row.number} ${isolate(view.headline.title)}`} place="none">
      <BackLink view={view} />
      <h1 data-past>{words.replay.title}</h1>
      <OpenedFrom context={context} view={view} />
      <p class="quiet">{words.replay.intro}</p>
      <Scrubber context={context} view={view} />
      <section aria-labelledby="happened" class="panel">
        <h2 id="happened">{words.replay.happened}</h2>
        <ol class="timeline">
          <Entry context={context} entry={{ ...view.entry, fields: [] }} replay={null} />
        </ol>
        <EntryFields context={context} entry={view.entry} />
      </section>
      <section aria-labelledby="standing">
        <h2 id="standing">{words.replay.standing}</h2>
        <Standing context={context} view={view} />
        <Chart context={context} svg={chart} />
      </section>
      <div class="columns">
        <div class="column-beside">
          <Clocks {...{ context, people }} title={words.replay.clocksThen} clocks={view.clocks} now={view.now} />
          <section aria-labelledby="facts">
            <h2 id="facts">{words.replay.factsThen}</h2>
            <Facts context={context} facts={view.facts} people={people} />
          </section>
        </div>
        <div class="column-then">
          <LinkedThen context={context} view={view} />
          <CouldBeDone context={context} view={view} />
          <section aria-labelledby="sent">
            <h2 id="sent">{words.replay.sentThen}</h2>
            {view.messages.length === 0 ? <p class="quiet">{words.replay.nothingSent}</p> : null}
            <Messages context={context} messages={[...view.messages].reverse()} people={people} />
            <PagesOfMessages
              context={context}
              view={view}
              at={`/incidents/${view.row.number}/replay?at=${view.seq}`}
              id="sent"
            />
          </section>
        </div>
      </div>
      <Agreement context={context} view={view} />
      {isSigned ? <Export context={context} view={view} /> : null}
    </Layout>
  );
}

type Part = Pick<ReplayProps, "context" | "view">;

function Scrubber({ context, view }: Part) {
  const { words } = context;
  const address = `/incidents/${view.row.number}/replay`;
  const { seq, lastSeq } = view;
  return (
    <nav class="scrubber" aria-label={words.replay.chooseStep}>
      <Step href={`${address}?at=${seq - 1}`} isThere={seq > 0} label={words.replay.previous} sign="←" rel="prev" />
      <form method="get" action={address}>
        <label>
          <span>{words.replay.step(seq, lastSeq)}</span>
          <input type="range" name="at" min="0" max={String(lastSeq)} value={String(seq)} />
        </label>
        <button>{words.replay.show}</button>
      </form>
      <Step href={`${address}?at=${seq + 1}`} isThere={seq < lastSeq} label={words.replay.next} sign="→" rel="next" />
    </nav>
  );
}

interface StepProps {
  readonly href: string;
  readonly isThere: boolean;
  readonly label: string;
  readonly sign: string;
  readonly rel: string;
}

function Step({ href, isThere, label, sign, rel }: StepProps) {
  if (!isThere) return <span class="button is-gone" aria-hidden="true">{`${sign} ${label}`}</span>;
  return (
    <a class="button" href={href} rel={rel}>
      {rel === "prev" ? <span aria-hidden="true">{sign}</span> : null}
      {label}
      {rel === "next" ? <span aria-hidden="true">{sign}</span> : null}
    </a>
  );
}

function CouldBeDone({ context, view }: Part) {
  const { words } = context;
  const open = view.offered.filter(isOpenTo);
  return (
    <section aria-labelledby="could">
      <h2 id="could">
        {context.person ? words.replay.couldBeDoneBy(isolate(context.person.name)) : words.replay.couldBeDone}
      </h2>
      {open.length === 0 ? <p class="quiet">{words.replay.nothingCouldBeDone}</p> : null}
      <ul class="plain">
        {open.map(({ form }) => (
          <li key={form.type}>{formatText(context, form.label)}</li>
        ))}
      </ul>
      <NotNow context={context} view={view} />
    </section>
  );
}

function Export({ context, view }: Part) {
  const words = context.words.replay.export;
  return (
    <section aria-labelledby="export" class="panel">
      <h2 id="export">{words.title}</h2>
      <p>{words.intro}</p>
      <p class="quiet">{words.contains}</p>
      <PostForm action={`/incidents/${view.row.number}/export`}>
        <button>{words.button}</button>
      </PostForm>
    </section>
  );
}

function Agreement({ context, view }: Part) {
  const { words } = context;
  const { divergence, seq, from } = view;
  return (
    <section aria-labelledby="agreement" class={divergence === null ? "panel is-kept" : "panel is-overdue"}>
      <h2 id="agreement">{words.replay.agreement}</h2>
      <p>
        <span class="shape" aria-hidden="true">
          {divergence === null ? "✓" : "▲"}
        </span>{" "}
        {divergence === null
          ? words.replay.agrees(seq + 1 - from)
          : words.replay.differs(divergence.seq, divergence.sentence)}
      </p>
      {from === 0 ? null : <p class="quiet">{words.replay.fromCheckpoint(from - 1)}</p>}
      <p class="quiet digest">
        {words.replay.digest}
        {words.colon}
        <code>{view.entry.row.stateHash}</code>
      </p>
    </section>
  );
}
