import type { FactSheet } from "../../../machines/playbook.ts";
import { isoTime, say, sayAt, type Scene } from "../scene.ts";

/** What is known of the incident, sheet by sheet, as its playbook tells it. */
export function Facts({ scene, facts }: { readonly scene: Scene; readonly facts: readonly FactSheet[] }) {
  return (
    <>
      {facts
        .filter((sheet) => sheet.rows.length > 0)
        .map((sheet, index) => (
          <section key={index} class="panel">
            <h3>{say(scene, sheet.title)}</h3>
            <dl class="sheet">
              {sheet.rows.map((row, rowIndex) => (
                <div key={rowIndex}>
                  <dt>{say(scene, row.label)}</dt>
                  <dd>
                    <FactValue scene={scene} value={row.value} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
    </>
  );
}

function FactValue({ scene, value }: { readonly scene: Scene; readonly value: FactSheet["rows"][number]["value"] }) {
  switch (value.kind) {
    case "text":
      return <>{value.text}</>;
    case "words":
      return <>{say(scene, value.text)}</>;
    case "instant":
      return <time dateTime={isoTime(value.at)}>{sayAt(scene, value.at)}</time>;
  }
}
