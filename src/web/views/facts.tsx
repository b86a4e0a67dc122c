import type { FactSheet } from "../../../machines/playbook.ts";
import { nameOf } from "../../playbook/names.ts";
import type { Person } from "../../directory/person.ts";
import type { PageContext } from "../page-context.ts";
import { isoTime, formatText, formatInstant } from "../format.ts";

/** What is known of the incident, sheet by sheet, as its playbook tells it. */
export interface FactsProps {
  readonly context: PageContext;
  readonly facts: readonly FactSheet[];
  readonly people: readonly Pick<Person, "id" | "name">[];
}

export function Facts({ context, facts, people }: FactsProps) {
  return (
    <>
      {facts
        .filter((sheet) => sheet.rows.length > 0)
        .map((sheet, index) => (
          <section key={index} class="panel">
            <h3>{formatText(context, sheet.title)}</h3>
            <FactRows context={context} rows={sheet.rows} people={people} />
          </section>
        ))}
    </>
  );
}

interface FactRowsProps extends Pick<FactsProps, "context" | "people"> {
  readonly rows: FactSheet["rows"];
}

export function FactRows({ context, rows, people }: FactRowsProps) {
  return (
    <dl class="sheet">
      {rows.map((row, index) => (
        <div key={index}>
          <dt>{formatText(context, row.label)}</dt>
          <dd>
            <FactValue context={context} value={row.value} people={people} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface FactValueProps extends Pick<FactsProps, "context" | "people"> {
  readonly value: FactSheet["rows"][number]["value"];
}

function FactValue({ context, value, people }: FactValueProps) {
  switch (value.kind) {
    case "text":
      return <bdi>{value.text}</bdi>;
    case "words":
      return <>{formatText(context, value.text)}</>;
    case "instant":
      return <time dateTime={isoTime(value.at)}>{formatInstant(context, value.at)}</time>;
    case "person":
      return <bdi>{nameOf(people, value.id)}</bdi>;
  }
}
