import type { FactSheet } from "../../../machines/playbook.ts";
import { nameOf } from "../../playbook/names.ts";
import type { Person } from "../../directory/person.ts";
import type { PageContext } from "../page-context.ts";
import { isoTime, formatText, formatInstant } from "../format.ts";

/** What is known of the incident, sheet by sheet, as its playbook tells it. */
export interface FactsProps {
  readonly scene: PageContext;
  readonly facts: readonly FactSheet[];
  readonly people: readonly Pick<Person, "id" | "name">[];
}

export function Facts({ scene, facts, people }: FactsProps) {
  return (
    <>
      {facts
        .filter((sheet) => sheet.rows.length > 0)
        .map((sheet, index) => (
          <section key={index} class="panel">
            <h3>{formatText(scene, sheet.title)}</h3>
            <FactRows scene={scene} rows={sheet.rows} people={people} />
          </section>
        ))}
    </>
  );
}

interface FactRowsProps extends Pick<FactsProps, "scene" | "people"> {
  readonly rows: FactSheet["rows"];
}

export function FactRows({ scene, rows, people }: FactRowsProps) {
  return (
    <dl class="sheet">
      {rows.map((row, index) => (
        <div key={index}>
          <dt>{formatText(scene, row.label)}</dt>
          <dd>
            <FactValue scene={scene} value={row.value} people={people} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface FactValueProps extends Pick<FactsProps, "scene" | "people"> {
  readonly value: FactSheet["rows"][number]["value"];
}

function FactValue({ scene, value, people }: FactValueProps) {
  switch (value.kind) {
    case "text":
      return <bdi>{value.text}</bdi>;
    case "words":
      return <>{formatText(scene, value.text)}</>;
    case "instant":
      return <time dateTime={isoTime(value.at)}>{formatInstant(scene, value.at)}</time>;
    case "person":
      return <bdi>{nameOf(people, value.id)}</bdi>;
  }
}
