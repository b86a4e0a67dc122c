/** The record of every change, and the organisation as it was after one of them. */
import { organisation as stream } from "../../../../machines/organisation/index.ts";
import type { Text } from "../../../../machines/playbook.ts";
import type { OrganisationReplay } from "../../../organisation/desk-types.ts";
import type { TimelineEntry } from "../../../playbook/types.ts";
import { layerById, personById } from "../../../directory/directory.ts";
import type { Directory } from "../../../directory/types.ts";
import { onDutyNow } from "../../../roster/duty-now.ts";
import type { PageContext } from "../../page-context.ts";
import { formatText } from "../../format.ts";
import { Facts } from "../facts.tsx";
import { Layout } from "../layout.tsx";
import { Entry, EntryFields, Timeline } from "../timeline.tsx";
import { AdministrationFrame } from "./administration.tsx";
import { isolate } from "../../../kernel/isolate.ts";

interface RecordProps {
  readonly context: PageContext;
  readonly directory: Directory;
  /** Newest first. */
  readonly entries: readonly TimelineEntry[];
  readonly page: number;
  readonly pages: number;
}

const address = "/administration/record";

export function RecordPage({ context, directory, entries, page, pages }: RecordProps) {
  const { administration: words } = context.words.organisation;
  return (
    <AdministrationFrame context={context} recorded={null} title={words.record} intro={words.recordIntro}>
      <Timeline
        context={context}
        entries={entries.map((entry) => withNames(directory, entry))}
        replay={`${address}/replay`}
      />
      <nav class="pager" aria-label={words.record}>
        {page > 1 ? <a href={`${address}?page=${page - 1}`}>{words.newer}</a> : null}
        <span>{`${page} / ${pages}`}</span>
        {page < pages ? <a href={`${address}?page=${page + 1}`}>{words.older}</a> : null}
      </nav>
    </AdministrationFrame>
  );
}

export function RecordReplayPage({
  context,
  replay,
}: {
  readonly context: PageContext;
  readonly replay: OrganisationReplay;
}) {
  const { administration: words } = context.words.organisation;
  const { seq, lastSeq, entry, directory, divergence } = replay;
  const title = words.replayTitle(seq, lastSeq);
  const facts = stream.facts({ context: directory, value: null, status: "active" });
  return (
    <Layout context={context} title={title} place="administration">
      <p class="number">
        <a href={address}>
          <span aria-hidden="true">←</span> {words.record}
        </a>
      </p>
      <h1>{title}</h1>
      <p class="help">{words.replayIntro}</p>
      <nav class="tabs" aria-label={words.record}>
        {seq > 0 ? <a href={`${address}/replay?at=${seq - 1}`} rel="prev">{`← ${words.previous}`}</a> : null}
        {seq < lastSeq ? <a href={`${address}/replay?at=${seq + 1}`} rel="next">{`${words.next} →`}</a> : null}
      </nav>
      <section class="panel">
        <ol class="timeline">
          <Entry context={context} entry={{ ...entry, fields: [] }} replay={null} />
        </ol>
        <EntryFields context={context} entry={withNames(directory, entry)} />
      </section>
      <h2>{words.onDutyThen}</h2>
      <dl class="standing">
        {onDutyNow(directory, entry.at).map((duty) => (
          <div key={duty.layer}>
            <dt>{formatText(context, duty.label)}</dt>
            <dd>{duty.onDuty ? <bdi>{duty.onDuty.name}</bdi> : context.words.organisation.roster.nobody}</dd>
          </div>
        ))}
      </dl>
      <h2>{words.asItWas}</h2>
      <Facts context={context} facts={facts} people={directory.people} />
      <p class={divergence === null ? "panel is-kept" : "panel is-overdue"}>
        <span class="shape" aria-hidden="true">
          {divergence === null ? "✓" : "▲"}
        </span>
        {divergence === null ? words.sound(seq + 1) : words.unsound(divergence.seq, divergence.sentence)}
      </p>
    </Layout>
  );
}

/** The record knows people and layers by their ids; a reader knows them by name. */
function withNames(directory: Directory, entry: TimelineEntry): TimelineEntry {
  const named = (value: string): string | Text => {
    const person = personById(directory, value);
    return person ? `${isolate(person.name)} (${person.id})` : (layerById(directory, value)?.label ?? value);
  };
  const fields = entry.fields.map(({ label, value }) => {
    if (typeof value === "string") return { label, value: named(value) };
    if (!isList(value)) return { label, value };
    return { label, value: value.map((one) => isolate(personById(directory, one)?.name ?? one)) };
  });
  return { ...entry, fields };
}

function isList(value: object): value is readonly string[] {
  return Array.isArray(value);
}
