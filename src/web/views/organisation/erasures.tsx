/** Requests to erase texts, and one of them with what it reaches and what it does not. */
import type { ErasureView } from "../../../desk/erasure-ports.ts";
import { nameOf } from "../../../directory/directory.ts";
import { reasonText } from "../../../playbook/erasures.ts";
import { mayOpen } from "../../access.ts";
import type { AuthenticatedContext } from "../../context-of.ts";
import { formatInstant, formatText } from "../../format.ts";
import { PlainField, Trouble } from "../plain-field.tsx";
import { PostForm } from "../post-form.tsx";
import { AdministrationFrame } from "./administration.tsx";
import { TextTable } from "./erasable-texts.tsx";

interface ErasuresProps {
  readonly context: AuthenticatedContext;
  readonly erasures: readonly ErasureView[];
  /** An incident was named that there is not. */
  readonly isLost: boolean;
}

export function ErasuresPage({ context, erasures, isLost }: ErasuresProps) {
  const words = context.words.erasures;
  const waiting = erasures.filter(({ proposal }) => proposal.approved === null);
  const approved = erasures.filter(({ proposal }) => proposal.approved !== null);
  return (
    <AdministrationFrame context={context} recorded={null} title={words.title} intro={words.intro}>
      <section aria-labelledby="waiting">
        <h2 id="waiting">{words.waiting}</h2>
        {waiting.length === 0 ? (
          <p class="quiet">{words.noneWaiting}</p>
        ) : (
          <Requests context={context} erasures={waiting} />
        )}
      </section>
      {mayOpen(context.person, "POST /administration/erasures/of/:incident") ? (
        <Choose context={context} isLost={isLost} />
      ) : null}
      {approved.length === 0 ? null : (
        <section aria-labelledby="approved">
          <h2 id="approved">{words.approved}</h2>
          <Requests context={context} erasures={approved} />
        </section>
      )}
    </AdministrationFrame>
  );
}

function Choose({ context, isLost }: Pick<ErasuresProps, "context" | "isLost">) {
  const words = context.words.erasures;
  return (
    <section aria-labelledby="choose">
      <h2 id="choose">{words.choose}</h2>
      <form method="get" action="/administration/erasures">
        <PlainField
          context={context}
          name="incident"
          label={words.incident}
          autocomplete="off"
          inputMode="numeric"
          error={isLost ? words.noIncident : null}
        />
        <p class="buttons">
          <button>{words.show}</button>
        </p>
      </form>
      <p>
        <a href="/administration/erasures/of/organisation">{words.ofOrganisation}</a>
      </p>
    </section>
  );
}

function Requests({ context, erasures }: Pick<ErasuresProps, "context" | "erasures">) {
  return (
    <ul class="cards">
      {erasures.map((erasure) => (
        <li key={erasure.proposal.id} class="panel">
          <h3>
            <a href={`/administration/erasures/${erasure.proposal.id}`}>{titleOf(context, erasure)}</a>
          </h3>
          <About context={context} erasure={erasure} />
        </li>
      ))}
    </ul>
  );
}

function titleOf({ words: { erasures: words } }: AuthenticatedContext, { proposal }: ErasureView): string {
  const { incident, texts } = proposal;
  return incident === "organisation" ? words.oneOfOrganisation(texts.length) : words.one(texts.length, incident);
}

function About({
  context,
  erasure: { proposal, title, isDone },
}: {
  context: AuthenticatedContext;
  erasure: ErasureView;
}) {
  const { words, organised } = context;
  const name = (id: string) => (organised.directory === null ? id : nameOf(organised.directory, id));
  const said = words.erasures;
  return (
    <>
      {title === null ? null : (
        <p>
          <bdi>{title}</bdi>
        </p>
      )}
      <p class="quiet">
        {said.reason}
        {words.colon}
        {formatText(context, reasonText(proposal.reason))}
        <br />
        {said.requestedBy(name(proposal.by), formatInstant(context, proposal.at))}
        {proposal.approved === null ? null : (
          <>
            <br />
            {said.approvedBy(name(proposal.approved.by), formatInstant(context, proposal.approved.at))}
            {words.remark(isDone ? said.done : said.notDone)}
          </>
        )}
      </p>
    </>
  );
}

interface ErasureProps {
  readonly context: AuthenticatedContext;
  readonly erasure: ErasureView;
  readonly backupDays: number | null;
  readonly isKeptOutside: boolean;
  readonly trouble: string | null;
  readonly commandId: string;
}

export function ErasurePage(props: ErasureProps) {
  const { context, erasure, trouble } = props;
  const words = context.words.erasures;
  return (
    <AdministrationFrame context={context} recorded={null} title={titleOf(context, erasure)} intro={words.intro}>
      <Trouble sentence={trouble} />
      <section class="panel">
        <About context={context} erasure={erasure} />
      </section>
      <TextTable context={context} texts={erasure.texts} pick={null} />
      <Reach {...props} />
      {erasure.proposal.approved === null ? <Decide {...props} /> : null}
    </AdministrationFrame>
  );
}

const dayMs = 86_400_000;

/** What an erasure cannot reach is said before anybody approves it. */
function Reach({ context, erasure: { proposal }, backupDays, isKeptOutside }: ErasureProps) {
  const words = context.words.erasures;
  const from = proposal.approved?.at ?? context.now;
  const backups =
    backupDays === null
      ? words.backupsUnknown
      : words.backups(formatInstant(context, from + backupDays * dayMs), backupDays);
  return (
    <>
      <section aria-labelledby="reached">
        <h2 id="reached">{words.reaches}</h2>
        <List lines={words.reached} />
      </section>
      <section aria-labelledby="beyond">
        <h2 id="beyond">{words.notReached}</h2>
        <List lines={[...words.beyond, backups]} />
        <p>{isKeptOutside ? words.keptOutside : words.notKeptOutside}</p>
      </section>
    </>
  );
}

function List({ lines }: { lines: readonly string[] }) {
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function Decide({ context, erasure: { proposal }, commandId }: ErasureProps) {
  if (!mayOpen(context.person, "POST /administration/erasures/:erasure")) return null;
  const words = context.words.erasures;
  const isOwn = proposal.by === context.person.id;
  return (
    <PostForm action={`/administration/erasures/${proposal.id}`}>
      <input type="hidden" name="commandId" value={commandId} />
      <p>{isOwn ? words.own : words.forGood}</p>
      <p class="buttons">
        {isOwn ? null : (
          <button class="primary" name="decision" value="approve">
            {words.approve}
          </button>
        )}
        <button name="decision" value="decline">
          {words.decline}
        </button>
      </p>
    </PostForm>
  );
}
