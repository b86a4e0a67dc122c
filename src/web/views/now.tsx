/** The box on top of an incident: the one thing that must be done, by whom, by when; and its form when it is the reader's turn. */
import type { ComponentChildren } from "preact";
import type { Subject } from "../../../machines/playbook.ts";
import type { Field } from "../../playbook/forms.ts";
import type { Named } from "../../directory/person.ts";
import { may } from "../../desk/permissions.ts";
import type { IncidentView, OfferedEvent } from "../../desk/views.ts";
import type { PageContext } from "../page-context.ts";
import { formatActors, formatNames, formatText } from "../format.ts";
import type { FormInput } from "../form-input.ts";
import { DutyDue, dutyTone } from "./duty-due.tsx";
import { EventFields } from "./event-form.tsx";
import type { FormOrigin } from "./form.tsx";
import { isolate } from "../../kernel/isolate.ts";

/** The one form that stands open. */
export interface MainForm {
  readonly offered: OfferedEvent;
  readonly subjects: readonly Subject[];
  readonly fields: readonly Field[];
  readonly typed: FormInput;
}

export interface NowProps {
  readonly context: PageContext;
  readonly view: IncidentView;
  readonly people: readonly Named[];
  readonly main: MainForm | null;
  readonly seen: FormOrigin;
}

/** Its children say who has the incident. */
export function NowBox(props: NowProps & { readonly children: ComponentChildren }) {
  const { context, view, people, main, seen } = props;
  const { words } = context;
  const { duty } = view;
  const tone = dutyTone(view);
  return (
    <section class={`now is-${tone}`} aria-labelledby="now">
      <div class="now-head">
        <h2 id="now">
          <span class="now-word">{words.incident.now}</span> {formatText(context, duty.what)}
        </h2>
        <DutyDue context={context} view={view} />
      </div>
      {props.children}
      {main === null ? (
        <WaitingFor context={context} view={view} people={people} />
      ) : (
        <EventFields
          context={context}
          number={view.row.number}
          form={main.offered.form}
          subjects={main.subjects}
          people={people}
          fields={main.fields}
          typed={main.typed}
          errors={{}}
          seen={seen}
          button={null}
        />
      )}
    </section>
  );
}

function WaitingFor({
  context,
  view,
  people,
}: {
  readonly context: PageContext;
  readonly view: IncidentView;
  readonly people: readonly Named[];
}) {
  const { words } = context;
  const { duty } = view;
  if (duty.by.length === 0) return <p>{words.incident.nothing}</p>;
  const names = people.filter((person) => may(person, duty, context.organised)).map((person) => isolate(person.name));
  const why = view.offered.find((offered) => offered.form.type === duty.event)?.whyNot ?? null;
  return (
    <p class="waiting">
      {words.incident.waitingFor}
      {words.colon}
      <b>{names.length > 0 ? formatNames(context, names) : formatActors(context, duty.by)}</b>
      {names.length > 0 ? <span class="quiet">{words.remark(formatActors(context, duty.by))}</span> : null}
      {why === null ? null : <span class="why-not">{formatText(context, why)}</span>}
    </p>
  );
}
