/** The log in words. Who or what acted is said and shaped, not only coloured. */
import type { TimelineEntry } from "../../playbook/types.ts";
import type { PageContext } from "../page-context.ts";
import { isoTime, formatText, formatInstant, formatInstantWithSeconds } from "../format.ts";

type EntryKind = "person" | "time" | "notification";

const kinds: Readonly<Record<TimelineEntry["kind"], EntryKind>> = {
  start: "person",
  event: "person",
  timer: "time",
  stale: "time",
  delivered: "notification",
  "dead-lettered": "notification",
  erased: "person",
};
const shapes: Readonly<Record<EntryKind, string>> = { person: "●", time: "◷", notification: "✉\uFE0E" };

interface TimelineProps {
  readonly context: PageContext;
  readonly entries: readonly TimelineEntry[];
  /** Where an entry's number leads: the replay of its incident. */
  readonly replay: string | null;
}

/** In the order given. */
export function Timeline({ context, entries, replay }: TimelineProps) {
  return (
    <ol class="timeline">
      {entries.map((entry) => (
        <Entry key={entry.seq} context={context} entry={entry} replay={replay} />
      ))}
    </ol>
  );
}

interface EntryProps {
  readonly context: PageContext;
  readonly entry: TimelineEntry;
  readonly replay: string | null;
}

export function Entry({ context, entry, replay }: EntryProps) {
  const { words } = context;
  const kind = kinds[entry.kind];
  const lateSince = entry.dueAt !== null && entry.at - entry.dueAt >= lateFromMs ? entry.dueAt : null;
  return (
    <li class={`entry is-${kind}`} id={`entry-${entry.seq}`}>
      <span class="shape" aria-hidden="true">
        {shapes[kind]}
      </span>
      <div>
        <p class="entry-title">
          <b>{formatText(context, entry.title)}</b>
          {replay === null ? null : (
            <a class="seq" href={`${replay}?at=${entry.seq}`} aria-label={words.timeline.replayHere(entry.seq)}>
              #{entry.seq}
            </a>
          )}
        </p>
        <p class="entry-when">
          <time dateTime={isoTime(entry.at)}>{formatInstantWithSeconds(context, entry.at)}</time>
          {" · "}
          {entry.by === null ? words.timeline.system : <bdi>{entry.by}</bdi>}
          {lateSince === null ? null : ` · ${words.timeline.dueAt(formatInstantWithSeconds(context, lateSince))}`}
        </p>
        {entry.fields.length === 0 ? null : (
          <details>
            <summary>{words.timeline.details}</summary>
            <EntryFields context={context} entry={entry} />
          </details>
        )}
      </div>
    </li>
  );
}

/** Below this the due time and the time of the entry say the same. */
const lateFromMs = 2000;

export function EntryFields({ context, entry }: Omit<EntryProps, "replay">) {
  return (
    <dl class="sheet">
      {entry.fields.map((field, index) => (
        <div key={index}>
          <dt>{formatText(context, field.label)}</dt>
          {valueLines(context, field.value).map((line, lineIndex) => (
            <dd key={lineIndex}>
              <bdi>{line}</bdi>
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}

type Value = TimelineEntry["fields"][number]["value"];

function valueLines(context: PageContext, value: Value): readonly string[] {
  if (typeof value === "string") return [value];
  if (isList(value)) return value;
  return "at" in value ? [formatInstant(context, value.at)] : [formatText(context, value)];
}

function isList(value: Exclude<Value, string>): value is readonly string[] {
  return Array.isArray(value);
}
