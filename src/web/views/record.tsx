/** What has happened in an incident and who was told of it: the newest in sight, the rest one click away. */
import type { ComponentChildren } from "preact";
import type { Named } from "../../directory/person.ts";
import type { IncidentView, MessageView } from "../../desk/views.ts";
import { linkOf } from "../../playbook/links.ts";
import { messagePlaceFrom, seqFrom } from "../record-place.ts";
import type { PageContext } from "../page-context.ts";
import { Messages } from "./notifications.tsx";
import { Timeline } from "./timeline.tsx";

interface RecordProps {
  readonly context: PageContext;
  readonly view: IncidentView;
}

const entriesInSight = 8;
const messagesInSight = 3;

export function Happened({ context, view }: RecordProps) {
  const { words } = context;
  const incident = `/incidents/${view.row.number}`;
  const replay = `${incident}/replay`;
  const entries = [...view.timeline].reverse();
  const isOlder = seqFrom(hereOf(context).searchParams.get("before")) !== null;
  const inSight = isOlder ? entries.length : entriesInSight;
  const folded = entries.slice(inSight);
  const older = view.earlier.entries === null ? null : `${incident}?before=${view.earlier.entries}#timeline`;
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">{words.timeline.title}</h2>
      <p class="quiet">
        {words.timeline.order} <a href={replay}>{words.incident.replay}</a>
      </p>
      <Timeline context={context} entries={entries.slice(0, inSight)} replay={replay} />
      <Earlier count={folded.length} label={words.timeline.earlier}>
        <Timeline context={context} entries={folded} replay={replay} />
      </Earlier>
      <OlderAndNewest
        context={context}
        label={words.timeline.pages}
        older={older}
        newest={isOlder ? `${incident}#timeline` : null}
      />
    </section>
  );
}

export function Notified({ context, view, people }: RecordProps & { readonly people: readonly Named[] }) {
  const { words } = context;
  // What is asked of other incidents stands among those.
  const messages = view.messages.filter(({ message }) => !linkOf(view.playbook, message.type)).reverse();
  const isOlder = messagePlaceFrom(hereOf(context).searchParams.get("sent")) !== null;
  const isInSight = (message: MessageView) =>
    isOlder || messages.indexOf(message) < messagesInSight || !isThrough(message);
  const folded = messages.filter((message) => !isInSight(message));
  return (
    <section aria-labelledby="notifications">
      <h2 id="notifications">{words.notifications.title}</h2>
      {messages.length === 0 ? <p class="quiet">{words.notifications.none}</p> : null}
      <Messages context={context} messages={messages.filter(isInSight)} people={people} />
      <Earlier count={folded.length} label={words.notifications.earlier}>
        <Messages context={context} messages={folded} people={people} />
      </Earlier>
      <PagesOfMessages context={context} view={view} at={`/incidents/${view.row.number}`} id="notifications" />
    </section>
  );
}

interface PagesProps extends RecordProps {
  readonly at: string;
  /** Of the heading that the links lead to. */
  readonly id: string;
}

/** `at` may have a query of its own. */
export function PagesOfMessages({ context, view, at, id }: PagesProps) {
  const joined = at.includes("?") ? "&" : "?";
  const isOlder = messagePlaceFrom(hereOf(context).searchParams.get("sent")) !== null;
  const { messages } = view.earlier;
  const older = messages === null ? null : `${at}${joined}sent=${messages}#${id}`;
  const label = context.words.notifications.pages;
  return <OlderAndNewest context={context} label={label} older={older} newest={isOlder ? `${at}#${id}` : null} />;
}

interface OlderAndNewestProps {
  readonly context: PageContext;
  readonly label: string;
  readonly older: string | null;
  readonly newest: string | null;
}

function OlderAndNewest({ context, label, older, newest }: OlderAndNewestProps) {
  const { words } = context;
  if (older === null && newest === null) return null;
  return (
    <nav class="pages" aria-label={label}>
      {newest === null ? null : <a href={newest}>{words.timeline.newest}</a>}{" "}
      {older === null ? null : (
        <a href={older} rel="next">
          {words.timeline.older}
        </a>
      )}
    </nav>
  );
}

/** Only of this desk: the host is never looked at. */
function hereOf({ here }: PageContext): URL {
  return new URL(here, "http://desk.invalid");
}

/** It went to everybody: nothing is left to wait or to care for. */
function isThrough({ message, notifications }: MessageView): boolean {
  return message.state === "delivered" && notifications.every(({ state }) => state === "sent");
}

interface EarlierProps {
  readonly count: number;
  readonly label: (count: number) => string;
  readonly children: ComponentChildren;
}

function Earlier({ count, label, children }: EarlierProps) {
  if (count === 0) return null;
  return (
    <details class="earlier">
      <summary>{label(count)}</summary>
      {children}
    </details>
  );
}
