/** The administration's front page, and the frame of every page below it. */
import { changeOf } from "../../../../machines/organisation/changes.ts";
import type { ComponentChildren } from "preact";
import type { OrganisationView } from "../../../organisation/desk-types.ts";
import type { CopyRow } from "../../../accounts/way-ports.ts";
import type { PageContext } from "../../page-context.ts";
import { formatText } from "../../format.ts";
import { Layout } from "../layout.tsx";
import type { StepState } from "../../first-steps.ts";
import { FirstSteps } from "./first-steps.tsx";
import { LastBackup } from "./last-backup.tsx";
import { Copied } from "./copied.tsx";

export interface AdministrationProps {
  readonly context: PageContext;
  readonly view: OrganisationView;
  readonly recorded: string | null;
}

interface FrameProps extends Pick<AdministrationProps, "context" | "recorded"> {
  readonly title: string;
  readonly intro: string;
  readonly children: ComponentChildren;
}

export function AdministrationFrame({ context, recorded, title, intro, children }: FrameProps) {
  const { administration: words } = context.words.organisation;
  return (
    <Layout context={context} title={title} place="administration">
      {title === words.title ? null : (
        <p class="number">
          <a href="/administration">
            <span aria-hidden="true">←</span> {words.title}
          </a>
        </p>
      )}
      <h1>{title}</h1>
      {recorded === null ? null : (
        <p class="notice" role="status">
          {recorded}
        </p>
      )}
      <p class="help">{intro}</p>
      {children}
    </Layout>
  );
}

interface FrontProps extends AdministrationProps {
  readonly copies: readonly CopyRow[];
  readonly lastBackupAt: number | null;
  readonly steps: readonly StepState[];
}

export function AdministrationPage({ context, view, recorded, copies, lastBackupAt, steps }: FrontProps) {
  const { administration: words, roster, calendar } = context.words.organisation;
  const { deliveries } = context.words.delivery;
  const pages = [
    ["/administration/people", words.people, words.peopleIntro],
    ["/administration/units", words.units, words.unitsIntro],
    ["/roster", roster.title, roster.planIntro],
    ["/administration/ladder", words.ladder, words.ladderIntro],
    ["/administration/limits", words.limits, words.limitsIntro],
    ["/administration/erasures", context.words.erasures.title, context.words.erasures.intro],
    ["/administration/playbooks", context.words.shelf.title, context.words.shelf.intro],
    ["/administration/intake", context.words.reports.intakeTitle, context.words.reports.intakeIntro],
    ["/administration/record", words.record, words.recordIntro],
    ["/calendar", calendar.title, calendar.teamBy],
    ["/deliveries", deliveries.title, deliveries.intro],
  ] as const;
  return (
    <AdministrationFrame context={context} recorded={recorded} title={words.title} intro={words.intro}>
      {copies.map((copy) => (
        <Copied key={copy.id} context={context} copy={copy} mayDismiss={view.roles.includes("administrator")} />
      ))}
      <FirstSteps context={context} steps={steps} />
      <ul class="cards">
        {pages.map(([href, title, text]) => (
          <li key={href} class="panel">
            <h2>
              <a href={href}>{title}</a>
            </h2>
            <p class="quiet">{text}</p>
          </li>
        ))}
      </ul>
      <LastBackup context={context} at={lastBackupAt} />
      <OwnActions context={context} view={view} types={view.offers.map((offer) => offer.form.type)} />
    </AdministrationFrame>
  );
}

interface OwnActionsProps extends Pick<AdministrationProps, "context" | "view"> {
  readonly types: readonly string[];
}

/** What this person may change, of these. */
export function OwnActions({ context, view, types }: OwnActionsProps) {
  const { administration: words } = context.words.organisation;
  const own = view.offers.filter(
    ({ form, permitted }) => permitted && types.includes(form.type) && !changeOf(form.type)?.besideEntry,
  );
  if (own.length === 0) return null;
  return (
    <section aria-labelledby="actions">
      <h2 id="actions">{words.allActions}</h2>
      <ul class="actions">
        {own.map(({ form }) => (
          <li key={form.type}>
            <a href={`/administration/${form.type}`}>{formatText(context, form.label)}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
