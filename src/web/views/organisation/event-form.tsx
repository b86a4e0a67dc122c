/** The form of one change of the organisation, generated like those of the incidents, and the pages around it. */
import type { ComponentChildren } from "preact";
import type { EventForm } from "../../../../machines/playbook.ts";
import { isList, type Field } from "../../../playbook/forms.ts";
import type { FieldErrors, TimelineEntry } from "../../../playbook/types.ts";
import type { PageContext } from "../../page-context.ts";
import { formatText } from "../../format.ts";
import type { FormInput } from "../../form-input.ts";
import { Entered, ErrorSummary, Form, HiddenFields, NotesList, type FormOrigin } from "../form.tsx";
import { Layout } from "../layout.tsx";
import { Timeline } from "../timeline.tsx";
import { OrderedPeople } from "./ordered-people.tsx";
import { FieldView } from "../field.tsx";

export interface ChangeProps {
  readonly context: PageContext;
  readonly form: EventForm;
  readonly fields: readonly Field[];
  readonly typed: FormInput;
  readonly seen: FormOrigin;
  /** Where one came from and goes back to. */
  readonly back: string;
}

export function changePath(type: string): string {
  return `/administration/${type}`;
}

function ChangeFields(props: ChangeProps & { readonly errors: FieldErrors; readonly button: string | null }) {
  const { context, form, fields, typed, errors, seen, button } = props;
  const given = { context, typed, errors };
  return (
    <Form action={changePath(form.type)} seen={seen}>
      <p class="help">{formatText(context, form.help)}</p>
      {fields.map((field) =>
        isList(field) && field.options.length > 0 ? (
          <OrderedPeople key={field.name} {...given} field={field} />
        ) : (
          <FieldView key={field.name} {...given} field={field} />
        ),
      )}
      <p class="buttons">
        <button class="primary">{button ?? formatText(context, form.label)}</button>
      </p>
    </Form>
  );
}

export function ChangePage(props: ChangeProps & { readonly errors: FieldErrors }) {
  const { context, form, fields, errors } = props;
  const title = formatText(context, form.label);
  const hasErrors = Object.keys(errors).length > 0;
  return (
    <Page {...props} title={`${hasErrors ? context.words.form.errorPrefix : ""}${title}`} heading={title}>
      <ErrorSummary context={context} fields={fields} errors={errors} />
      <ChangeFields {...props} button={null} />
    </Page>
  );
}

interface CheckProps extends ChangeProps {
  readonly notes: FieldErrors;
  /** What the change would mean. */
  readonly children: ComponentChildren;
  /** Fields of which that says everything. */
  readonly told?: readonly string[];
}

export function CheckChangePage(props: CheckProps) {
  const { context, form, fields, typed, seen, notes, children, back, told = [] } = props;
  const entered = fields.filter(({ name }) => !told.includes(name));
  const words = context.words.organisation;
  const title = context.words.form.confirmTitle(formatText(context, form.label));
  return (
    <Page {...props} title={title} heading={title}>
      <p>{words.check.intro}</p>
      <NotesList context={context} fields={fields} errors={notes} />
      {children}
      {entered.length === 0 ? null : (
        <>
          <h2>{context.words.form.entered}</h2>
          <Entered context={context} fields={entered} typed={typed} />
        </>
      )}
      <Form action={changePath(form.type)} seen={seen}>
        <HiddenFields fields={fields} typed={typed} />
        <p class="buttons">
          <button class="primary" name="step" value="confirmed">
            {words.check.save}
          </button>
          <button name="step" value="edit">
            {context.words.form.back}
          </button>
          <a class="button" href={back}>
            {context.words.form.cancel}
          </a>
        </p>
      </Form>
    </Page>
  );
}

/** Somebody else has changed the same: both are shown, and nothing typed is lost. */
export function ChangeConflictPage(props: ChangeProps & { readonly since: readonly TimelineEntry[] }) {
  const { context, form, since, back } = props;
  const { words } = context;
  return (
    <Page {...props} title={words.form.conflictTitle} heading={words.form.conflictTitle}>
      <p class="caution" role="alert">
        {context.words.organisation.administration.conflictText}
      </p>
      <h2>{words.form.since}</h2>
      <Timeline context={context} entries={since} replay="/administration/record/replay" />
      <h2>
        {words.form.kept}
        {words.colon} {formatText(context, form.label)}
      </h2>
      <ChangeFields {...props} errors={{}} button={words.form.sendAnyway} />
      <p class="buttons">
        <a class="button" href={back}>
          {words.form.discard}
        </a>
      </p>
    </Page>
  );
}

interface CannotProps extends Pick<ChangeProps, "context" | "form" | "back"> {
  readonly sentence: string;
}

export function CannotChangePage(props: CannotProps) {
  const { context, form, back, sentence } = props;
  return (
    <Page {...props} title={formatText(context, form.label)} heading={formatText(context, form.label)}>
      <p class="caution">
        <b>{context.words.form.cannot}</b>
        {context.words.colon} {sentence}
      </p>
      <p class="buttons">
        <a class="button" href={back}>
          {context.words.organisation.administration.back}
        </a>
      </p>
    </Page>
  );
}

interface PageProps {
  readonly context: PageContext;
  readonly back: string;
  readonly title: string;
  readonly heading: string;
  readonly children: ComponentChildren;
}

function Page({ context, back, title, heading, children }: PageProps) {
  return (
    <Layout context={context} title={title} place={back.startsWith("/roster") ? "roster" : "administration"}>
      <div class="narrow">
        <p class="number">
          <a href={back}>
            <span aria-hidden="true">←</span> {context.words.organisation.administration.back}
          </a>
        </p>
        <h1>{heading}</h1>
        {children}
      </div>
    </Layout>
  );
}
