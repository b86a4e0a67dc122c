/** The box on top of an incident: the one thing that must be done, by whom, by when; and its form when it is the reader's turn. */
import type { Subject } from "../../../machines/playbook.ts";
import type { Field } from "../../playbook/forms.ts";
import type { Named } from "../../directory/person.ts";
import { may } from "../../desk/permissions.ts";
import type { IncidentView, OfferedEvent } from "../../desk/views.ts";
import type { PageContext } from "../page-context.ts";
import { formatActors, formatNames, formatText } from "../format.ts";
import type { Typed } from "../typed.ts";
import { DutyDue, dutyTone } from "./duty-due.tsx";
import { EventFields } from "./event-form.tsx";
import type { Seen } from "./form.tsx";
import { isolate } from "../../kernel/isolate.ts";

/** The one form that stands open. */
export interface MainForm {
  readonly offered: OfferedEvent;
  readonly subjects: readonly Subject[];
  readonly fields: readonly Field[];
  readonly typed: Typed;
}

export interface NowProps {
  readonly scene: PageContext;
  readonly view: IncidentView;
  readonly people: readonly Named[];
  readonly main: MainForm | null;
  readonly seen: Seen;
}

export function NowBox({ scene, view, people, main, seen }: NowProps) {
  const { words } = scene;
  const { duty } = view;
  const tone = dutyTone(view);
  return (
    <section class={`now is-${tone}`} aria-labelledby="now">
      <div class="now-head">
        <h2 id="now">
          <span class="now-word">{words.incident.now}</span> {formatText(scene, duty.what)}
        </h2>
        <DutyDue scene={scene} view={view} />
      </div>
      {main === null ? (
        <WaitingFor scene={scene} view={view} people={people} />
      ) : (
        <EventFields
          scene={scene}
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
  scene,
  view,
  people,
}: {
  readonly scene: PageContext;
  readonly view: IncidentView;
  readonly people: readonly Named[];
}) {
  const { words } = scene;
  const { duty } = view;
  if (duty.by.length === 0) return <p>{words.incident.nothing}</p>;
  const names = people.filter((person) => may(person, duty, scene.organised)).map((person) => isolate(person.name));
  const why = view.offered.find((offered) => offered.form.type === duty.event)?.whyNot ?? null;
  return (
    <p class="waiting">
      {words.incident.waitingFor}
      {words.colon}
      <b>{names.length > 0 ? formatNames(scene, names) : formatActors(scene, duty.by)}</b>
      {names.length > 0 ? <span class="quiet">{words.remark(formatActors(scene, duty.by))}</span> : null}
      {why === null ? null : <span class="why-not">{formatText(scene, why)}</span>}
    </p>
  );
}
