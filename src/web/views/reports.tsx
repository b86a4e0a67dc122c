/** Reports from outside: what came in, and what a person makes of each. */
import type { Named } from "../../directory/person.ts";
import type { Report } from "../../reports/ports.ts";
import { mayOpen } from "../access.ts";
import type { AuthenticatedContext } from "../context-of.ts";
import { formatInstant } from "../format.ts";
import { Layout } from "./layout.tsx";
import { Trouble } from "./plain-field.tsx";
import { PostForm } from "./post-form.tsx";

interface ReportsProps {
  readonly context: AuthenticatedContext;
  readonly state: "waiting" | "settled";
  readonly waiting: number;
  readonly rows: readonly ShownReport[];
  /** Where the next part begins; null: there is none. */
  readonly older: number | null;
  readonly people: readonly Named[];
  readonly trouble: string | null;
}

export interface ShownReport extends Report {
  /** Null: there is none, or the reader is not one of those who settle reports. */
  readonly contact: string | null;
}

export function ReportsPage(props: ReportsProps) {
  const { context, state, waiting, rows, older } = props;
  const words = context.words.reports;
  return (
    <Layout context={context} title={words.title} place="none">
      <div class="narrow">
        <h1>{words.title}</h1>
        <p>{words.intro}</p>
        <Trouble sentence={props.trouble} />
        <nav class="tabs" aria-label={words.title}>
          <a href="/reports" aria-current={state === "waiting" ? "true" : undefined}>
            {words.waiting(waiting)}
          </a>
          <a href="/reports?show=settled" aria-current={state === "settled" ? "true" : undefined}>
            {words.settled}
          </a>
        </nav>
        {rows.length === 0 ? <p class="quiet">{state === "waiting" ? words.none : words.noneSettled}</p> : null}
        <ol class="cards">
          {rows.map((report) => (
            <li key={report.number} class="panel" id={`report-${String(report.number)}`}>
              <One {...props} report={report} />
            </li>
          ))}
        </ol>
        {older === null ? null : (
          <p>
            <a href={`/reports?${state === "settled" ? "show=settled&" : ""}before=${String(older)}`}>{words.older}</a>
          </p>
        )}
        {mayOpen(context.person, "GET /reports/import") ? (
          <p>
            <a href="/reports/import">{words.importTitle}</a>
          </p>
        ) : null}
      </div>
    </Layout>
  );
}

function One(props: ReportsProps & { readonly report: ShownReport }) {
  const { context, report } = props;
  const words = context.words.reports;
  const time = (at: number) => formatInstant(context, at);
  const { number, source, title, detail, link, place, occurredAt, overAt, count, contact } = report;
  return (
    <>
      <h2>
        <bdi>{title}</bdi>
      </h2>
      <p class="quiet">
        {words.number(number)} · <bdi>{words.from(source)}</bdi> · {words.received(time(report.receivedAt))}
        {count > 1 ? <> · {words.counted(count, time(report.lastAt))}</> : null}
      </p>
      {detail === null ? null : <p class="reported">{detail}</p>}
      {occurredAt === null ? null : <p>{words.occurred(time(occurredAt))}</p>}
      {overAt === null ? null : <p>{words.over(time(overAt))}</p>}
      {place === null ? null : <p>{`${words.place}${context.words.colon}${place}`}</p>}
      {link === null ? null : (
        <p>
          <a href={link} rel="noopener noreferrer nofollow">
            {link}
          </a>
        </p>
      )}
      {contact === null ? null : (
        <p>
          {`${words.contact}${context.words.colon}`}
          <bdi>{contact}</bdi> <small class="quiet">{words.contactHint}</small>
        </p>
      )}
      {report.state === "waiting" ? <Settle {...props} /> : <Outcome {...props} />}
    </>
  );
}

function Outcome({ context, report, people }: ReportsProps & { readonly report: ShownReport }) {
  const words = context.words.reports;
  const { state, incident, settledAt, settledBy } = report;
  const text =
    incident === null ? words.isNothing : state === "registered" ? words.became(incident) : words.belongsTo(incident);
  const name = people.find(({ id }) => id === settledBy)?.name ?? settledBy ?? "";
  return (
    <p>
      {incident === null ? <b>{text}</b> : <a href={`/incidents/${String(incident)}`}>{text}</a>}{" "}
      <span class="quiet">{words.settledBy(name, formatInstant(context, settledAt ?? 0))}</span>
    </p>
  );
}

function Settle({ context, report }: ReportsProps & { readonly report: ShownReport }) {
  if (!mayOpen(context.person, "POST /reports/:report")) return null;
  const words = context.words.reports;
  const action = `/reports/${String(report.number)}`;
  const id = (name: string) => `${name}-${String(report.number)}`;
  return (
    <>
      {context.mayRegister ? (
        <p class="buttons">
          <a class="button primary" href={registerAddress(report)}>
            {words.register}
          </a>
        </p>
      ) : null}
      <PostForm action={action} class="settle">
        <input type="hidden" name="outcome" value="belongs" />
        <label for={id("incident")}>{words.belongs}</label>
        <input id={id("incident")} name="incident" inputMode="numeric" autocomplete="off" required />
        <button>{words.belongsIt}</button>
      </PostForm>
      <PostForm action={action} class="settle">
        <input type="hidden" name="outcome" value="nothing" />
        <label for={id("reason")}>{words.nothing}</label>
        <input id={id("reason")} name="reason" autocomplete="off" required maxLength={300} />
        <button>{words.nothingIt}</button>
      </PostForm>
    </>
  );
}

/** What the sender said stands in the form already; grade and time of discovery are the officer's. */
function registerAddress({ number, title, detail, link, place, source }: Report): string {
  const fields = { report: String(number), title, summary: detail, link, place, sourceName: source };
  const given = Object.entries(fields).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  return `/register?${new URLSearchParams(given).toString()}`;
}
