/** Who may send reports: one key a source, shown once. */
import type { IntakeKey } from "../../../reports/ports.ts";
import { mayOpen } from "../../access.ts";
import type { AuthenticatedContext } from "../../context-of.ts";
import { formatInstant } from "../../format.ts";
import { PlainField, Trouble } from "../plain-field.tsx";
import { PostForm } from "../post-form.tsx";
import { Table } from "../table.tsx";
import { AdministrationFrame } from "./administration.tsx";

export const shapes = ["answerable", "alertmanager", "grafana", "mapped"] as const;

export interface AskedKey {
  readonly source: string;
  readonly shape: (typeof shapes)[number];
  readonly mapping: string;
}

interface IntakeProps {
  readonly context: AuthenticatedContext;
  readonly keys: readonly IntakeKey[];
  readonly asked: AskedKey;
  readonly trouble: string | null;
  /** Just created: this page alone shows it. */
  readonly secret: string | null;
}

export function IntakePage(props: IntakeProps) {
  const { context, trouble, secret } = props;
  const words = context.words.reports;
  return (
    <AdministrationFrame context={context} recorded={null} title={words.intakeTitle} intro={words.intakeIntro}>
      <Trouble sentence={trouble} />
      {secret === null ? null : (
        <div class="panel" role="status">
          <p>{words.newKey}</p>
          <p>
            <code>{secret}</code>
          </p>
        </div>
      )}
      <Keys {...props} />
      {mayOpen(context.person, "POST /administration/intake") ? <Create {...props} /> : null}
    </AdministrationFrame>
  );
}

function Keys({ context, keys }: IntakeProps) {
  const words = context.words.reports;
  const mayEnd = mayOpen(context.person, "POST /administration/intake/end");
  if (keys.length === 0) return <p class="quiet">{words.noKeys}</p>;
  const time = (at: number) => formatInstant(context, at);
  return (
    <Table
      id="keys"
      title={words.intakeTitle}
      head={[words.keySource, words.keyShape, words.keyMade, words.keyUsed, words.endKey]}
      rows={keys.map(({ id, source, shape, madeAt, usedAt, endedAt }) => [
        <bdi>{source}</bdi>,
        words.shapes[shape],
        time(madeAt),
        usedAt === null ? words.keyNever : time(usedAt),
        endedAt !== null ? (
          words.keyEnded(time(endedAt))
        ) : mayEnd ? (
          <PostForm action="/administration/intake/end">
            <input type="hidden" name="key" value={id} />
            <button>{words.endKey}</button>
          </PostForm>
        ) : (
          ""
        ),
      ])}
    />
  );
}

function Create({ context, asked }: IntakeProps) {
  const words = context.words.reports;
  return (
    <section aria-labelledby="create">
      <h2 id="create">{words.createKey}</h2>
      <PostForm action="/administration/intake">
        <PlainField
          context={context}
          name="source"
          label={words.keySource}
          hint={words.keySourceHint}
          autocomplete="off"
          value={asked.source}
        />
        <div class="field">
          <label for="shape">{words.keyShape}</label>
          <select id="shape" name="shape">
            {shapes.map((shape) => (
              <option key={shape} value={shape} selected={shape === asked.shape}>
                {words.shapes[shape]}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="mapping">{words.mapping}</label>
          <p class="hint" id="mapping-hint">
            {words.mappingHint}
          </p>
          <textarea id="mapping" name="mapping" rows={5} aria-describedby="mapping-hint" value={asked.mapping} />
        </div>
        <p class="buttons">
          <button class="primary">{words.createKey}</button>
        </p>
      </PostForm>
    </section>
  );
}
