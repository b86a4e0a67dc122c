/** The incidents that one is linked with: where it was opened from, and what was opened from it, with who has each and by when. */
import type { Named } from "../../directory/person.ts";
import type { LinkedRow } from "../../desk/ports.ts";
import type { IncidentView } from "../../desk/views.ts";
import { formatActors, formatInstant, formatText } from "../format.ts";
import type { PageContext } from "../page-context.ts";
import { formatReason } from "../reasons.ts";
import { Countdown, DueTime, Shape, toneOf } from "./clock.tsx";
import { HeldBy } from "./holder.tsx";
import { IncidentLink } from "./incident-link.tsx";

interface LinkedProps {
  readonly context: PageContext;
  readonly view: Pick<IncidentView, "linked" | "now">;
  readonly people: readonly Named[];
}

export const hasLinked = ({ linked }: LinkedProps["view"]): boolean =>
  linked.children.length > 0 || linked.asked.length > 0;

/** Under the title of an incident that was opened from another. */
export function OpenedFrom({ context, view }: Pick<LinkedProps, "context" | "view">) {
  const { parent } = view.linked;
  if (parent === null) return null;
  return (
    <p class="opened-from">
      {context.words.linked.from}{" "}
      <IncidentLink context={context} incident={parent.number}>
        <span class="number">#{parent.number}</span> <bdi>{parent.summary.title}</bdi>
      </IncidentLink>
    </p>
  );
}

export function LinkedIncidents({ context, view, people }: LinkedProps) {
  const words = context.words.linked;
  if (!hasLinked(view)) return null;
  return (
    <section aria-labelledby="linked">
      <h2 id="linked">{words.title}</h2>
      <ul class="linked">
        {view.linked.asked.map((asked) => (
          <Asked key={asked.id} context={context} asked={asked} />
        ))}
        {view.linked.children.map(({ row, label }) => (
          <Child key={row.id} context={context} row={row} label={formatText(context, label)} people={people} />
        ))}
      </ul>
    </section>
  );
}

interface AskedProps {
  readonly context: PageContext;
  readonly asked: IncidentView["linked"]["asked"][number];
}

/** It has not arrived: a person has to look when the other refused it. */
function Asked({ context, asked: { label, state, at, lastError } }: AskedProps) {
  const words = context.words.linked;
  const isRefused = state === "dead-lettered";
  return (
    <li class={isRefused ? "is-overdue" : "is-calm"}>
      <p>
        <b>{formatText(context, label)}</b> <span class="quiet">{formatInstant(context, at)}</span>
      </p>
      <p class={isRefused ? "state is-overdue" : "state"}>
        <span class="shape" aria-hidden="true">
          {isRefused ? "▲" : "◷"}
        </span>{" "}
        {isRefused ? words.refused : words.waiting}
        {lastError === null ? null : <span class="quiet"> · {formatReason(context, lastError)}</span>}
      </p>
    </li>
  );
}

interface ChildProps {
  readonly context: PageContext;
  readonly row: LinkedRow;
  readonly label: string;
  readonly people: readonly Named[];
}

function Child({ context, row, label, people }: ChildProps) {
  const { title, phaseLabel, open } = row.summary;
  return (
    <li>
      <p>
        <IncidentLink context={context} incident={row.number}>
          <span class="number">#{row.number}</span> <bdi>{title}</bdi>
        </IncidentLink>{" "}
        <span class="chip">{formatText(context, phaseLabel)}</span>
      </p>
      <p class="quiet">
        {label} · {context.words.linked.item(row.item)}
      </p>
      {open ? <Owed context={context} row={row} people={people} /> : null}
    </li>
  );
}

/** By when, and whose turn it is. */
function Owed({ context, row, people }: Omit<ChildProps, "label">) {
  const { clock, dueAt, duty, holder } = row.summary;
  const tone = clock === null || dueAt === null ? "none" : toneOf({ state: clock.state, dueAt }, context.now);
  return (
    <>
      {dueAt === null ? null : (
        <p class={`linked-due is-${tone}`}>
          <Shape tone={tone} /> {clock === null ? null : formatText(context, clock.label)}{" "}
          <Countdown context={context} dueAt={dueAt} now={context.now} /> <DueTime context={context} at={dueAt} />
        </p>
      )}
      <p class="quiet">
        {holder === null ? (
          <>
            {context.words.incident.waitingFor} {formatActors(context, duty.by)}
          </>
        ) : (
          <HeldBy context={context} people={people} holder={holder} />
        )}
      </p>
    </>
  );
}

/** On a page about an earlier moment: which they were, and nothing of how they stand now. */
export function LinkedThen({ context, view }: Pick<LinkedProps, "context" | "view">) {
  const { children } = view.linked;
  if (children.length === 0) return null;
  return (
    <section aria-labelledby="linked">
      <h2 id="linked">{context.words.linked.then}</h2>
      <ul class="linked">
        {children.map(({ row, label }) => (
          <li key={row.id}>
            <IncidentLink context={context} incident={row.number}>
              <span class="number">#{row.number}</span> <bdi>{row.summary.title}</bdi>
            </IncidentLink>{" "}
            <span class="quiet">{formatText(context, label)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
