/** The last page before something goes public or becomes final: what will happen, to whom, and whether it can be undone. */
import type { Doubt } from "../../../machines/playbook.ts";
import type { FieldErrors, TimelineEntry } from "../../playbook/types.ts";
import { formatText } from "../format.ts";
import { Doubts } from "./doubts.tsx";
import { DutyDue } from "./duty-due.tsx";
import { BackLink, EventFields, eventPath, type EventPageProps } from "./event-form.tsx";
import { Entered, Form, HiddenFields, NotesList } from "./form.tsx";
import { Layout } from "./layout.tsx";
import { NotNow } from "./offered.tsx";
import { Subjects } from "./subject.tsx";
import { Timeline } from "./timeline.tsx";

type ConfirmProps = Omit<EventPageProps, "errors" | "button"> & {
  readonly notes: FieldErrors;
  readonly doubts: readonly Doubt[];
  readonly confirmed: readonly string[];
  /** It was sent while something had not been confirmed. */
  readonly isRefused: boolean;
};

export function ConfirmPage(props: ConfirmProps) {
  const { context, view, number, form, fields, typed, seen, notes } = props;
  const { words } = context;
  const title = words.form.confirmTitle(formatText(context, form.label));
  return (
    <Layout context={context} title={title} place="none" live={{ of: `incident ${number}`, when: "say" }}>
      <div class="narrow">
        <BackLink view={view} />
        <h1>{title}</h1>
        <DutyDue context={context} view={view} />
        <p>{form.needsConfirmation ? words.form.confirmQuestion : words.form.checkQuestion}</p>
        {form.confirm ? <p class="caution">{formatText(context, form.confirm)}</p> : null}
        <NotesList context={context} fields={fields} errors={notes} />
        <Subjects context={context} subjects={props.subjects} people={props.people} />
        <h2>{words.form.entered}</h2>
        <Entered context={context} fields={fields} typed={typed} />
        <Form action={eventPath(number, form.type)} seen={seen}>
          <HiddenFields fields={fields} typed={typed} />
          <Doubts context={context} doubts={props.doubts} confirmed={props.confirmed} isRefused={props.isRefused} />
          <p class="buttons">
            <button class="primary" name="step" value="confirmed">
              {formatText(context, form.label)}
            </button>
            <button name="step" value="edit">
              {words.form.back}
            </button>
            <a class="button" href={`/incidents/${number}`}>
              {words.form.cancel}
            </a>
          </p>
        </Form>
      </div>
    </Layout>
  );
}

type ConflictProps = Omit<EventPageProps, "button"> & {
  readonly since: readonly TimelineEntry[];
  /** False when the event cannot be sent any more: what was typed is shown to be copied. */
  readonly canSend: boolean;
};

export function ConflictPage(props: ConflictProps) {
  const { context, view, number, form, fields, typed, since, canSend } = props;
  const { words } = context;
  return (
    <Layout context={context} title={words.form.conflictTitle} place="none">
      <div class="narrow">
        <BackLink view={view} />
        <h1>{words.form.conflictTitle}</h1>
        <p class="caution" role="alert">
          {words.form.conflictText}
        </p>
        <h2>{words.form.since}</h2>
        <Timeline context={context} entries={since} replay={`/incidents/${number}/replay`} />
        <h2>
          {words.form.kept}
          {words.colon}
          {formatText(context, form.label)}
        </h2>
        {canSend ? (
          <EventFields {...props} button={words.form.sendAnyway} />
        ) : (
          <>
            <p>{words.form.noLonger}</p>
            <Entered context={context} fields={fields} typed={typed} />
            <NotNow context={context} view={{ offered: [view.offered] }} />
          </>
        )}
        <p class="buttons">
          <a class="button" href={`/incidents/${number}`}>
            {words.form.discard}
          </a>
        </p>
      </div>
    </Layout>
  );
}
