/** The hand-over: what is open and due next, and the two signatures. */
import { layerById, nameOf } from "../../../directory/directory.ts";
import type { Signature } from "../../../directory/entries.ts";
import type { OrganisationView } from "../../../organisation/desk-types.ts";
import type { IncidentRow } from "../../../desk/ports.ts";
import type { HandoverDue } from "../../../roster/handovers.ts";
import type { PageContext } from "../../page-context.ts";
import { isoTime, formatText, formatInstant } from "../../format.ts";
import { Form, type FormOrigin } from "../form.tsx";
import { Layout } from "../layout.tsx";
import { changePath } from "./event-form.tsx";

export interface HandOverProps {
  readonly context: PageContext;
  readonly view: OrganisationView;
  /** Oldest first. */
  readonly due: readonly HandoverDue[];
  readonly signed: readonly HandoverDue[];
  /** Null: not for this reader. */
  readonly incidents: readonly IncidentRow[] | null;
  readonly seen: FormOrigin;
  readonly recorded: string | null;
}

export function HandOverPage(props: HandOverProps) {
  const { context, due, signed, recorded } = props;
  const { handOver, roster } = context.words.organisation;
  return (
    <Layout context={context} title={handOver.title} place="roster">
      <div class="narrow">
        <p class="number">
          <a href="/roster">
            <span aria-hidden="true">←</span> {roster.title}
          </a>
        </p>
        <h1>{handOver.title}</h1>
        {recorded === null ? null : (
          <p class="notice" role="status">
            {recorded}
          </p>
        )}
        <p class="help">{handOver.intro}</p>
        <Incidents {...props} />
        {due.length === 0 ? <p>{handOver.none}</p> : null}
        {due.map((one) => (
          <HandOver key={`${one.layer} ${one.moment}`} {...props} one={one} />
        ))}
        {signed.length === 0 ? null : <h2>{handOver.past}</h2>}
        {signed.map((one) => (
          <HandOver key={`${one.layer} ${one.moment}`} {...props} one={one} />
        ))}
      </div>
    </Layout>
  );
}

function Incidents({ context, incidents }: HandOverProps) {
  const { handOver } = context.words.organisation;
  return (
    <section aria-labelledby="incidents">
      <h2 id="incidents">{handOver.incidents}</h2>
      {incidents === null ? <p class="quiet">{handOver.notForYou}</p> : null}
      {incidents?.length === 0 ? <p class="quiet">{handOver.noIncidents}</p> : null}
      <ol class="notifications">
        {incidents?.map(({ number, summary }) => (
          <li key={number}>
            <p>
              <a href={`/incidents/${number}`}>
                #{number} <bdi>{summary.title}</bdi>
              </a>
              <small>
                {summary.dueAt === null
                  ? handOver.noDeadline
                  : `${summary.dueAt <= context.now ? `▲ ${handOver.overdue}` : handOver.due} ${formatInstant(context, summary.dueAt)}`}
              </small>
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

type One = HandOverProps & { readonly one: HandoverDue };

function HandOver(props: One) {
  const { context, view, one } = props;
  const { handOver } = context.words.organisation;
  const label = layerById(view.directory, one.layer)?.label;
  const isDone = one.signedFrom !== null && one.signedTo !== null;
  return (
    <section class={isDone ? "panel is-kept" : "panel"}>
      <h2>
        {label ? formatText(context, label) : one.layer}
        {context.words.colon} {handOver.at(formatInstant(context, one.moment))}
      </h2>
      <dl class="sheet">
        <Signatory {...props} word={handOver.leaves} person={one.from} signature={one.signedFrom} />
        <Signatory {...props} word={handOver.comes} person={one.to} signature={one.signedTo} />
      </dl>
      {isDone ? <p class="state">✓ {handOver.both}</p> : <SignForm {...props} />}
    </section>
  );
}

interface SideProps extends One {
  readonly word: string;
  readonly person: string | null;
  readonly signature: Signature | null;
}

function Signatory({ context, view, word, person, signature }: SideProps) {
  const { handOver } = context.words.organisation;
  return (
    <div>
      <dt>{word}</dt>
      <dd>
        <b>{person === null ? "—" : <bdi>{nameOf(view.directory, person)}</bdi>}</b>{" "}
        {signature === null ? (
          <span class="state is-soon">○ {handOver.notSigned}</span>
        ) : (
          <span class="state is-kept">✓ {handOver.signedAt(formatInstant(context, signature.at))}</span>
        )}
        {signature?.note ? <p>{signature.note}</p> : null}
      </dd>
    </div>
  );
}

function SignForm({ context, seen, one }: One) {
  const { handOver } = context.words.organisation;
  const me = context.person?.id;
  const own = me === one.from ? one.signedFrom : me === one.to ? one.signedTo : undefined;
  if (own !== null || one.from === null || one.to === null) return null;
  const id = `note-${one.layer}-${one.moment}`;
  return (
    <Form
      action={changePath("HANDOVER_SIGNED")}
      seen={{ ...seen, commandId: `${seen.commandId}-${one.layer}-${one.moment}` }}
    >
      <input type="hidden" name="layer" value={one.layer} />
      <input type="hidden" name="moment" value={isoTime(one.moment)} />
      <input type="hidden" name="from" value={one.from} />
      <input type="hidden" name="to" value={one.to} />
      <div class="field">
        <label for={id}>
          {handOver.note} <span class="optional">({context.words.form.optional})</span>
        </label>
        <textarea id={id} name="note" rows={3}></textarea>
      </div>
      <p class="buttons">
        <button class="primary">{handOver.sign}</button>
      </p>
    </Form>
  );
}
