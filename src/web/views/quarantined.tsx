/** On every page, as long as stored rows are passed over or do not fit: which, and of what incident. */
import type { QuarantinedRow } from "../../kernel/unreadable-row.ts";
import type { PageContext } from "../page-context.ts";
import { IncidentLink } from "./incident-link.tsx";

export function QuarantinedBanner({ scene }: { readonly scene: PageContext }) {
  const { quarantined, unfitRows, words } = scene;
  if (quarantined.length + unfitRows.length === 0) return null;
  return (
    <div class="outward" role="alert">
      <Rows scene={scene} rows={quarantined} title={words.frame.quarantined(quarantined.length)} />
      <Rows scene={scene} rows={unfitRows} title={words.frame.unfitRows(unfitRows.length)} />
    </div>
  );
}

interface RowsProps {
  readonly scene: PageContext;
  readonly rows: readonly QuarantinedRow[];
  readonly title: string;
}

function Rows({ scene, rows, title }: RowsProps) {
  if (rows.length === 0) return null;
  // A row's key may be somebody's id.
  const isAdministrator = scene.person?.roles.includes("administrator") === true;
  const shown = rows.filter(({ number }) => isAdministrator || (number !== null && number !== 0));
  return (
    <>
      <p>
        <b>
          <span aria-hidden="true">▲</span> {title}
        </b>{" "}
        {scene.words.frame.quarantinedTodo}
      </p>
      {shown.length === 0 ? null : (
        <ul>
          {shown.map(({ table, key, number }) => (
            <li key={`${table} ${key}`}>
              {number === null || number === 0 ? null : (
                <IncidentLink scene={scene} incident={number}>
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
