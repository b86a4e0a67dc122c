/** A file that was checked: what it is, what changes, its nights and its drawing; whoever may proposes or activates it here. */
import { playbookKey } from "../../../../machines/playbook.ts";
import type { Review } from "../../../shelf/shelf-desk.ts";
import { mayOpen } from "../../access.ts";
import type { AuthenticatedContext } from "../../context-of.ts";
import { formatInstant, formatText } from "../../format.ts";
import { Chart } from "../chart.tsx";
import { Trouble } from "../plain-field.tsx";
import { Comparison, NightList, whoIs } from "../playbook-file.tsx";
import { PostForm } from "../post-form.tsx";
import { AdministrationFrame } from "./administration.tsx";
import { Faults } from "./shelf.tsx";

interface ReviewProps {
  readonly context: AuthenticatedContext;
  readonly review: Review;
  /** Null: it cannot be drawn. */
  readonly svg: string | null;
  readonly trouble: string | null;
  readonly commandId: string;
}

export function ReviewPage(props: ReviewProps) {
  const { context, review, svg, trouble } = props;
  const { checked, text } = review;
  const words = context.words.shelf;
  const { is } = checked;
  const title = words.review(is === null ? checked.digest.slice(0, 8) : playbookKey(is));
  return (
    <AdministrationFrame context={context} recorded={null} title={title} intro={words.intro}>
      <Trouble sentence={trouble} />
      <Faults context={context} faults={checked.faults} />
      {is === null ? null : (
        <section class="panel">
          <h2>{formatText(context, is.title)}</h2>
          <p>{formatText(context, is.purpose)}</p>
          <p class="quiet">
            {words.facts(is.states, is.events, is.clocks)}
            <br />
            {words.digest}
            {context.words.colon}
            <code>{checked.digest}</code>
          </p>
        </section>
      )}
      <Decide {...props} />
      <Changes {...props} />
      <Nights {...props} />
      {svg === null ? null : (
        <section aria-labelledby="chart">
          <h2 id="chart">{context.words.playbook.chart}</h2>
          <Chart context={context} svg={svg} />
        </section>
      )}
      <details>
        <summary>{words.source}</summary>
        <pre class="frozen-text">{text}</pre>
      </details>
    </AdministrationFrame>
  );
}

function Changes({ context, review: { checked, active } }: ReviewProps) {
  const { comparison } = checked;
  if (comparison === null || active === null) return null;
  const title = context.words.shelf.changes(playbookKey(active));
  return <Comparison context={context} title={title} comparison={comparison} />;
}

function Nights({ context, review: { checked } }: ReviewProps) {
  if (checked.is === null || checked.faults.length > 0) return null;
  return <NightList context={context} nights={checked.is.nights} />;
}

function Decide({ context, review, commandId }: ReviewProps) {
  const words = context.words.shelf;
  const { proposal, checked, isActive } = review;
  if (isActive) return <p class="notice">{words.isActive}</p>;
  if (!mayOpen(context.person, "POST /administration/playbooks/:digest")) return null;
  const isOwn = proposal?.by === context.person.id;
  return (
    <PostForm action={`/administration/playbooks/${checked.digest}`}>
      <input type="hidden" name="commandId" value={commandId} />
      {proposal === null ? null : (
        <>
          <input type="hidden" name="proposal" value={proposal.id} />
          <p class="quiet">{words.proposedBy(whoIs(context, proposal.by), formatInstant(context, proposal.at))}</p>
        </>
      )}
      <p>{isOwn ? words.own : words.consequence}</p>
      <p class="buttons">
        {proposal === null && checked.faults.length === 0 ? (
          <button class="primary" name="decision" value="propose">
            {words.propose}
          </button>
        ) : null}
        {proposal === null || isOwn || checked.faults.length > 0 ? null : (
          <button class="primary" name="decision" value="activate">
            {words.activate}
          </button>
        )}
        {proposal === null ? null : (
          <button name="decision" value="decline">
            {words.decline}
          </button>
        )}
      </p>
    </PostForm>
  );
}
