/** Pages with little on them: recent notifications, who acts, about the desk. */
import { playbookKey, type Playbook } from "../../../machines/playbook.ts";
import type { IncidentCounts } from "../../desk/ports.ts";
import type { ShownNotification } from "../../desk/notification-ports.ts";
import type { Person, Named } from "../../directory/person.ts";
import type { PageContext } from "../page-context.ts";
import { formatText, formatRoles, formatInstantWithSeconds } from "../format.ts";
import { Layout } from "./layout.tsx";
import { NotificationView } from "./notifications.tsx";
import { PostForm } from "./post-form.tsx";

interface NotificationsPageProps {
  readonly context: PageContext;
  readonly notifications: readonly { readonly notification: ShownNotification; readonly number: number | null }[];
  readonly people: readonly Named[];
}

export function NotificationsPage({ context, notifications, people }: NotificationsPageProps) {
  const { words } = context;
  return (
    <Layout
      context={context}
      title={words.notifications.pageTitle}
      place="notifications"
      live={{ of: "incidents", when: "hold" }}
    >
      <div class="narrow">
        <h1>{words.notifications.pageTitle}</h1>
        <p class="quiet">{notifications.length === 0 ? words.notifications.nonePage : words.notifications.pageIntro}</p>
        <p>
          <a href="/deliveries">{context.words.delivery.deliveries.title}</a> ·{" "}
          <a href="/channels">{context.words.delivery.channels.title}</a>
        </p>
        <ol class="notifications">
          {notifications.map(({ notification, number }) => (
            <li key={`${notification.message} ${notification.recipient}`}>
              <p class="entry-title">
                <b>
                  <bdi>{notification.subject}</bdi>
                </b>{" "}
                {number === null ? null : (
                  <a class="seq" href={`/incidents/${number}`} aria-label={`${words.notifications.incident} ${number}`}>
                    #{number}
                  </a>
                )}
              </p>
              <NotificationView context={context} notification={notification} people={people} />
            </li>
          ))}
        </ol>
      </div>
    </Layout>
  );
}

interface IAmProps {
  readonly context: PageContext;
  readonly people: readonly Person[];
  readonly back: string;
}

export function ChoosePersonPage({ context, people, back }: IAmProps) {
  const { words } = context;
  return (
    <Layout context={context} title={words.iAm.title} place="none">
      <div class="narrow">
        <h1>{words.iAm.title}</h1>
        <p>{words.iAm.intro}</p>
        <PostForm action="/i-am">
          <input type="hidden" name="back" value={back} />
          <ul class="people">
            {people.map((person) => (
              <li key={person.id}>
                <button name="person" value={person.id}>
                  <b>
                    <bdi>{person.name}</bdi>
                  </b>
                  <span>{person.roles.length === 0 ? words.iAm.noRoles : formatRoles(context, person.roles)}</span>
                  {person.id === context.person?.id ? <em>{words.iAm.isYou}</em> : null}
                </button>
              </li>
            ))}
          </ul>
        </PostForm>
      </div>
    </Layout>
  );
}

const inWords = ({ own }: PageContext["words"]["about"], playbook: Playbook): string =>
  playbook.isOwn === true ? own(playbookKey(playbook)) : playbookKey(playbook);

interface AboutProps {
  readonly context: PageContext;
  readonly counts: IncidentCounts;
  readonly playbooks: readonly Playbook[];
  readonly version: string;
  readonly runtime: { readonly program: string; readonly zoneData: string };
}

export function AboutPage({ context, counts, playbooks, version, runtime }: AboutProps) {
  const { words, organisation } = context;
  const rows: readonly (readonly [string, string])[] = [
    [words.about.organisation, formatText(context, organisation.name)],
    [words.about.zone, `${organisation.zone} (${formatText(context, organisation.zoneLabel)})`],
    [words.about.clock, formatInstantWithSeconds(context, context.now)],
    [words.about.zoneData, runtime.zoneData],
    [words.about.incidents, words.about.incidentCounts(counts.open, counts.overdue, counts.closed)],
    [words.about.playbooks, words.list(playbooks.map((one) => inWords(words.about, one)))],
    [words.about.version, version],
    [words.about.program, runtime.program],
  ];
  return (
    <Layout context={context} title={words.about.title} place="about">
      <div class="narrow">
        <h1>{words.about.title}</h1>
        <p>{words.about.what}</p>
        <dl class="sheet">
          {rows.map(([label, text]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Layout>
  );
}
