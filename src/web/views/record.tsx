/** What has happened in an incident and who was told of it: the newest in sight, the rest one click away. */
import type { ComponentChildren } from "preact";
import type { Named } from "../../directory/person.ts";
import type { IncidentView, MessageView } from "../../desk/views.ts";
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
  const replay = `/incidents/${view.row.number}/replay`;
  const entries = [...view.timeline].reverse();
  const earlier = entries.slice(entriesInSight);
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">{words.timeline.title}</h2>
      <p class="quiet">
        {words.timeline.order} <a href={replay}>{words.incident.replay}</a>
      </p>
      <Timeline context={context} entries={entries.slice(0, entriesInSight)} replay={replay} />
      <Earlier count={earlier.length} label={words.timeline.earlier}>
        <Timeline context={context} entries={earlier} replay={replay} />
      </Earlier>
    </section>
  );
}

export function Notified({ context, view, people }: RecordProps & { readonly people: readonly Named[] }) {
  const { words } = context;
  const messages = [...view.messages].reverse();
  const isInSight = (message: MessageView) => messages.indexOf(message) < messagesInSight || !isThrough(message);
  const earlier = messages.filter((message) => !isInSight(message));
  return (
    <section aria-labelledby="notifications">
      <h2 id="notifications">{words.notifications.title}</h2>
      {messages.length === 0 ? <p class="quiet">{words.notifications.none}</p> : null}
      <Messages context={context} messages={messages.filter(isInSight)} people={people} />
      <Earlier count={earlier.length} label={words.notifications.earlier}>
        <Messages context={context} messages={earlier} people={people} />
      </Earlier>
    </section>
  );
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
