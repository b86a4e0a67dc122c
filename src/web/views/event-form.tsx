/** The form of one event, generated from the playbook; and the page that it has to itself. */
import type { EventForm, Subject } from "../../../machines/playbook.ts";
import type { Field } from "../../playbook/forms.ts";
import type { Named } from "../../directory/person.ts";
import type { EventOffer } from "../../desk/views.ts";
import type { FieldErrors } from "../../playbook/types.ts";
import type { PageContext } from "../page-context.ts";
import { formatText } from "../format.ts";
import type { Typed } from "../typed.ts";
import { ErrorSummary, Fields, Form, type Seen } from "./form.tsx";
import { DutyDue } from "./duty-due.tsx";
import { Layout } from "./layout.tsx";
import { Subjects } from "./subject.tsx";

export interface EventFieldsProps {
  readonly scene: PageContext;
  readonly number: number;
  readonly form: EventForm;
  /** What the form is about, as it stands now. */
  readonly subjects: readonly Subject[];
  readonly people: readonly Named[];
  readonly fields: readonly Field[];
  readonly typed: Typed;
  readonly errors: FieldErrors;
  readonly seen: Seen;
  /** What the button says when it is not the event's own label. */
  readonly button: string | null;
}

export function EventFields(props: EventFieldsProps) {
  const { scene, number, form, fields, typed, errors, seen, button } = props;
  const { words } = scene;
  return (
    <Form action={eventPath(number, form.type)} seen={seen}>
      <p class="help">{formatText(scene, form.help)}</p>
      <Subjects scene={scene} subjects={props.subjects} people={props.people} />
      {form.outward ? <p class="outward">{words.form.leaves}</p> : null}
      <Fields scene={scene} fields={fields} typed={typed} errors={errors} />
      <p class="buttons">
        <button class="primary">
          {button ?? (form.outward ? words.form.checkFirst : formatText(scene, form.label))}
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
  const { scene, view, form, fields, errors } = props;
  const { words } = scene;
  const hasErrors = Object.keys(errors).length > 0;
  const title = formatText(scene, form.label);
  return (
    <Layout scene={scene} title={`${hasErrors ? words.form.errorPrefix : ""}${title}`} place="none">
      <div class="narrow">
        <BackLink view={view} />
        <h1>{title}</h1>
        <DutyDue scene={scene} view={view} />
        <ErrorSummary scene={scene} fields={fields} errors={errors} />
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
  scene,
  view,
  form,
  sentence,
}: Pick<EventPageProps, "scene" | "view" | "form"> & { readonly sentence: string }) {
  return (
    <Layout scene={scene} title={formatText(scene, form.label)} place="none">
      <div class="narrow">
        <BackLink view={view} />
        <h1>{formatText(scene, form.label)}</h1>
        <p class="outward">
          <b>{scene.words.form.cannot}</b>
          {scene.words.colon}
          {sentence}
        </p>
        <p class="buttons">
          <a class="button" href={`/incidents/${view.row.number}`}>
            {scene.words.form.cancel}
          </a>
        </p>
      </div>
    </Layout>
  );
}
