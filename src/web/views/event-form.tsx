/** The form of one event, generated from the playbook; and the page that it has to itself. */
import type { EventForm, Subject } from "../../../machines/playbook.ts";
import type { Field } from "../../playbook/forms.ts";
import type { Named } from "../../directory/person.ts";
import type { EventOffer } from "../../desk/views.ts";
import type { FieldErrors } from "../../playbook/types.ts";
import type { PageContext } from "../page-context.ts";
import { formatText } from "../format.ts";
import type { FormInput } from "../form-input.ts";
import { ErrorSummary, Fields, Form, type FormOrigin } from "./form.tsx";
import { DutyDue } from "./duty-due.tsx";
import { Layout } from "./layout.tsx";
import { Subjects } from "./subject.tsx";

export interface EventFieldsProps {
  readonly context: PageContext;
  readonly number: number;
  readonly form: EventForm;
  /** What the form is about, as it stands now. */
  readonly subjects: readonly Subject[];
  readonly people: readonly Named[];
  readonly fields: readonly Field[];
  readonly typed: FormInput;
  readonly errors: FieldErrors;
  readonly seen: FormOrigin;
  /** What the button says when it is not the event's own label. */
  readonly button: string | null;
}

export function EventFields(props: EventFieldsProps) {
  const { context, number, form, fields, typed, errors, seen, button } = props;
  const { words } = context;
  return (
    <Form action={eventPath(number, form.type)} seen={seen}>
      <p class="help">{formatText(context, form.help)}</p>
      <Subjects context={context} subjects={props.subjects} people={props.people} />
      {form.needsConfirmation ? <p class="caution">{words.form.leaves}</p> : null}
      <Fields context={context} fields={fields} typed={typed} errors={errors} asks={form.asks} />
      <p class="buttons">
        <button class="primary">
          {button ?? (form.needsConfirmation ? words.form.checkFirst : formatText(context, form.label))}
        </button>
      </p>
    </Form>
  );
}

export function eventPath(number: number, type: string): string {
  return `/incidents/${number}/events/${type}`;
}

export interface EventPageProps extends EventFieldsProps {
  readonly view: EventOffer;
}

export function EventPage(props: EventPageProps) {
  const { context, view, form, fields, errors } = props;
  const { words } = context;
  const hasErrors = Object.keys(errors).length > 0;
  const title = formatText(context, form.label);
  return (
    <Layout
      context={context}
      title={`${hasErrors ? words.form.errorPrefix : ""}${title}`}
      place="none"
      live={{ of: `incident ${view.row.number}`, when: "say" }}
    >
      <div class="narrow">
        <BackLink view={view} />
        <h1>{title}</h1>
        <DutyDue context={context} view={view} />
        <ErrorSummary context={context} fields={fields} errors={errors} />
        <EventFields {...props} />
      </div>
    </Layout>
  );
}

export function BackLink({ view }: { readonly view: Pick<EventOffer, "row" | "headline"> }) {
  return (
    <p class="number">
      <a href={`/incidents/${view.row.number}`}>
        <span aria-hidden="true">←</span> #{view.row.number} <bdi>{view.headline.title}</bdi>
      </a>
    </p>
  );
}

/** The event exists but is not to be had: says why and who can. */
export function UnavailablePage({
  context,
  view,
  form,
  sentence,
}: Pick<EventPageProps, "context" | "view" | "form"> & { readonly sentence: string }) {
  return (
    <Layout context={context} title={formatText(context, form.label)} place="none">
      <div class="narrow">
        <BackLink view={view} />
        <h1>{formatText(context, form.label)}</h1>
        <p class="caution">
          <b>{context.words.form.cannot}</b>
          {context.words.colon}
          {sentence}
        </p>
        <p class="buttons">
          <a class="button" href={`/incidents/${view.row.number}`}>
            {context.words.form.cancel}
          </a>
        </p>
      </div>
    </Layout>
  );
}
