/** Who has an incident, and the button by which the reader takes it on themselves. */
import type { EventForm } from "../../../machines/playbook.ts";
import { nameOf } from "../../playbook/names.ts";
import type { Named } from "../../directory/person.ts";
import type { IncidentView, OfferedEvent } from "../../desk/views.ts";
import type { PageContext } from "../page-context.ts";
import { formatText } from "../format.ts";
import { eventPath } from "./event-form.tsx";
import { Form, type FormOrigin } from "./form.tsx";
import { isOpenTo } from "./offered.tsx";

interface HolderLineProps {
  readonly context: PageContext;
  readonly view: Pick<IncidentView, "row" | "headline" | "offered">;
  readonly people: readonly Named[];
  readonly taking: FormOrigin;
}

export function HolderLine({ context, view, people, taking }: HolderLineProps) {
  const { open, holder = null } = view.headline;
  const isAssigned = view.offered.some(({ form }) => putsInCharge(form));
  if (!open || (holder === null && !isAssigned)) return null;
  return (
    <div class="holder-line">
      <p class="holder">
        <HeldBy context={context} people={people} holder={holder} />
      </p>
      {view.offered.map((offered) => (
        <TakeOn key={offered.form.type} context={context} number={view.row.number} offered={offered} taking={taking} />
      ))}
    </div>
  );
}

/** One person has an incident of such a playbook; in others whoever holds the role takes the next step. */
export function putsInCharge({ personField }: EventForm): boolean {
  return personField?.selfAssignLabel !== undefined;
}

interface HeldByProps extends Pick<HolderLineProps, "context" | "people"> {
  readonly holder: string | null;
}

/** In lists and on the incident's page alike. */
export function HeldBy({ context, people, holder }: HeldByProps) {
  const { has, you, nobodyHasIt } = context.words.desk;
  if (holder === null) return <b>{nobodyHasIt}</b>;
  return (
    <>
      {has} <b>{holder === context.person?.id ? you : <bdi>{nameOf(people, holder)}</bdi>}</b>
    </>
  );
}

interface TakeOnProps extends Pick<HolderLineProps, "context" | "taking"> {
  readonly number: number;
  readonly offered: OfferedEvent;
}

function TakeOn({ context, number, offered, taking }: TakeOnProps) {
  const { personField, type } = offered.form;
  const me = offered.options[personField?.field ?? ""]?.find(({ value }) => value === context.person?.id);
  if (!personField?.selfAssignLabel || !me || !isOpenTo(offered)) return null;
  return (
    <Form action={eventPath(number, type)} seen={taking}>
      <input type="hidden" name={personField.field} value={me.value} />
      <button>{formatText(context, personField.selfAssignLabel)}</button>
    </Form>
  );
}
