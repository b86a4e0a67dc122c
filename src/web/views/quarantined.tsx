/** On every page, as long as stored rows are passed over: which, and of what incident. */
import type { Scene } from "../scene.ts";
import { IncidentLink } from "./incident-link.tsx";

export function QuarantinedBanner({ scene }: { readonly scene: Scene }) {
  const { quarantined } = scene;
  if (quarantined.length === 0) return null;
  const { frame } = scene.words;
  return (
    <div class="outward" role="alert">
      <p>
        <b>
          <span aria-hidden="true">▲</span> {frame.quarantined(quarantined.length)}
        </b>{" "}
        {frame.quarantinedTodo}
      </p>
      <ul>
        {quarantined.map(({ table, key, number }) => (
          <li key={`${table} ${key}`}>
            {number === null || number === 0 ? null : (
              <IncidentLink scene={scene} incident={number}>
                #{number}
              </IncidentLink>
            )}{" "}
            <code>
              {table} {key}
            </code>
          </li>
        ))}
      </ul>
    </div>
  );
}
