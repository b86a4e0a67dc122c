/** The delivery log: every notification by every channel, with what can be sent again. */
import type { Named } from "../../directory/person.ts";
import type { DeliveryRow } from "../../desk/delivery-ports.ts";
import type { DeliveryEntry } from "../../desk/delivery/types.ts";
import type { PageContext } from "../page-context.ts";
import { isoTime, formatText, formatInstant } from "../format.ts";
import { formatReason } from "../reasons.ts";
import { IncidentLink } from "./incident-link.tsx";
import { Layout } from "./layout.tsx";
import { PostForm } from "./post-form.tsx";
import { isolate } from "../../kernel/isolate.ts";

interface DeliveriesProps {
  readonly context: PageContext;
  readonly entries: readonly DeliveryEntry[];
  readonly people: readonly Named[];
  readonly mayResend: boolean;
  readonly notice: string | null;
}

export function DeliveriesPage({ context, entries, people, mayResend, notice }: DeliveriesProps) {
  const words = context.words.delivery.deliveries;
  return (
    <Layout context={context} title={words.title} place="notifications" live={{ of: "incidents", when: "hold" }}>
      <div class="narrow">
        <h1>{words.title}</h1>
        {notice === null ? null : (
          <p class="notice" role="status">
            {notice}
          </p>
        )}
        <p class="quiet">{entries.length === 0 ? words.none : words.intro}</p>
        <ol class="notifications">
          {entries.map((entry) => (
            <li key={entry.message}>
              <Entry context={context} entry={entry} people={people} mayResend={mayResend} />
            </li>
          ))}
        </ol>
      </div>
    </Layout>
  );
}

interface EntryProps {
  readonly context: PageContext;
  readonly entry: DeliveryEntry;
  readonly people: readonly Named[];
  readonly mayResend: boolean;
}

function Entry({ context, entry, people, mayResend }: EntryProps) {
  const words = context.words.delivery.deliveries;
  const { notifications } = context.words;
  const next = entry.nextTryAt === null ? "" : ` · ${notifications.nextTry(formatInstant(context, entry.nextTryAt))}`;
  return (
    <>
      <p class="entry-title">
        <b>{entry.subject === null ? words.hidden : formatText(context, entry.subject)}</b>{" "}
        {entry.number === null ? null : (
          <IncidentLink
            context={context}
            incident={entry.number}
            class="seq"
            label={`${notifications.incident} ${entry.number}`}
          >
            #{entry.number}
          </IncidentLink>
        )}
      </p>
      {entry.state === "delivered" ? null : (
        <p class={entry.state === "dead-lettered" ? "state is-overdue" : "state"}>
          <span class="shape" aria-hidden="true">
            {entry.state === "dead-lettered" ? "▲" : "◷"}
          </span>{" "}
          {notifications.states[entry.state]}
          <span class="quiet">
            {next}
            {entry.lastError === null ? "" : ` · ${formatReason(context, entry.lastError)}`}
          </span>
        </p>
      )}
      <Deliveries context={context} deliveries={entry.deliveries} people={people} />
      {entry.resends.map(({ by, at }) => (
        <p key={at} class="quiet">
          {words.resentBy(isolate(nameOf(people, by)), formatInstant(context, at))}
        </p>
      ))}
      {entry.state !== "dead-lettered" ? null : mayResend ? (
        <PostForm action="/deliveries">
          <input type="hidden" name="message" value={entry.message} />
          <p>
            <button>{words.resend}</button>
          </p>
        </PostForm>
      ) : (
        <p class="quiet">{words.mayNot}</p>
      )}
    </>
  );
}

interface DeliveriesListProps {
  readonly context: PageContext;
  readonly deliveries: readonly DeliveryRow[];
  readonly people: readonly Named[];
}

/** Each channel of one notification; also on the page of its incident. */
export function Deliveries({ context, deliveries, people }: DeliveriesListProps) {
  const words = context.words.delivery.deliveries;
  if (deliveries.length === 0) return null;
  const shown = deliveries.length > rowsMax ? mattersFirst(deliveries).slice(0, rowsMax) : deliveries;
  return (
    <ul class="deliveries">
      {shown.map((row) => (
        <li key={`${row.recipient} ${row.channel}`}>
          <span class={`state ${row.state === "sent" ? "is-kept" : isBad(row) ? "is-overdue" : ""}`}>
            <span class="shape" aria-hidden="true">
              {row.state === "sent" ? "✓" : isBad(row) ? "▲" : "◷"}
            </span>{" "}
            {words.states[row.state === "sent" && row.channel === "file" ? "written" : row.state]}
          </span>{" "}
          <b>{row.recipient === "" ? words.nobody : <bdi>{nameOf(people, row.recipient)}</bdi>}</b>
          <span class="quiet">{detailsOf(context, row, people)}</span>{" "}
          <time class="quiet" dateTime={isoTime(row.lastAt)}>
            {formatInstant(context, row.lastAt)}
          </time>
        </li>
      ))}
      {deliveries.length > rowsMax ? <li>{`… + ${deliveries.length - rowsMax}`}</li> : null}
    </ul>
  );
}

/** Of one notification; whoever was passed over is left out first, and then whoever has it. */
const rowsMax = 30;

function mattersFirst(deliveries: readonly DeliveryRow[]): readonly DeliveryRow[] {
  return deliveries.toSorted((one, other) => urgencies.indexOf(one.state) - urgencies.indexOf(other.state));
}

const urgencies: readonly DeliveryRow["state"][] = ["unreachable", "failed", "retrying", "queued", "sent", "skipped"];

function isBad({ state }: DeliveryRow): boolean {
  return state === "failed" || state === "unreachable" || state === "skipped";
}

function detailsOf(context: PageContext, row: DeliveryRow, people: readonly Named[]): string {
  const words = context.words.delivery.deliveries;
  const { notifications } = context.words;
  const isChannel = row.attempts > 0 || row.state === "queued";
  const parts = [
    isChannel && row.channel !== "" ? notifications.channels(row.channel) : null,
    row.insteadOf === null ? null : words.insteadOf(isolate(nameOf(people, row.insteadOf))),
    row.state === "skipped" && row.why !== null ? formatText(context, row.why) : null,
    row.attempts > 1 ? notifications.tries(row.attempts) : null,
    row.answer === null ? null : formatReason(context, row.answer),
  ];
  return parts.map((part) => (part === null ? "" : ` · ${part}`)).join("");
}

function nameOf(people: readonly Named[], id: string): string {
  return people.find((person) => person.id === id)?.name ?? id;
}
