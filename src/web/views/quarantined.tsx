/** On every page, as long as stored rows are passed over or do not fit: which, and of what incident. */
import type { QuarantinedRow } from "../../kernel/unreadable-row.ts";
import type { PageContext } from "../page-context.ts";
import { IncidentLink } from "./incident-link.tsx";

export function QuarantinedBanner({ context }: { readonly context: PageContext }) {
  const { quarantined, unfitRows, words } = context;
  if (quarantined.length + unfitRows.length === 0) return null;
  return (
    <div class="caution" role="alert">
      <Rows context={context} rows={quarantined} title={words.frame.quarantined(quarantined.length)} />
      <Rows context={context} rows={unfitRows} title={words.frame.unfitRows(unfitRows.length)} />
    </div>
  );
}

interface RowsProps {
  readonly context: PageContext;
  readonly rows: readonly QuarantinedRow[];
  readonly title: string;
}

function Rows({ context, rows, title }: RowsProps) {
  if (rows.length === 0) return null;
  // A row's key may be somebody's id.
  const isAdministrator = context.person?.roles.includes("administrator") === true;
  const shown = rows.filter(({ number }) => isAdministrator || (number !== null && number !== 0));
  return (
    <>
      <p>
        <b>
          <span aria-hidden="true">▲</span> {title}
        </b>{" "}
        {context.words.frame.quarantinedTodo}
      </p>
      {shown.length === 0 ? null : (
        <ul>
          {shown.map(({ table, key, number }) => (
            <li key={`${table} ${key}`}>
              {number === null || number === 0 ? null : (
                <IncidentLink context={context} incident={number}>
                  #{number}
                </IncidentLink>
              )}{" "}
              {isAdministrator ? (
                <code>
                  {table} {key}
                </code>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
