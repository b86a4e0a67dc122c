/** Where a notification's link leads: opening it changes nothing, the button does. Who comes late reads who was quicker. */
import type { Field } from "../../playbook/forms.ts";
import type { Acknowledgement } from "../../desk/delivery/types.ts";
import type { PageContext } from "../page-context.ts";
import { isoTime, formatText, formatInstant } from "../format.ts";
import { Fields } from "./form.tsx";
import { Layout } from "./layout.tsx";
import { PostForm } from "./post-form.tsx";
import { isolate } from "../../kernel/isolate.ts";

interface AcknowledgeProps {
  readonly context: PageContext;
  readonly found: Acknowledgement;
  readonly action: string;
  readonly fields: readonly Field[];
  /** Why the button did nothing; null before it was pressed. */
  readonly refusal: string | null;
}

export function AcknowledgePage({ context, found, action, fields, refusal }: AcknowledgeProps) {
  const words = context.words.delivery.acknowledge;
  if (found.state === "unknown")
    return (
      <Layout context={context} title={words.unknownTitle} place="none">
        <div class="narrow">
          <h1>{words.unknownTitle}</h1>
          <p>{words.unknown}</p>
        </div>
      </Layout>
    );
  if (context.person !== null && context.person.id !== found.person.id)
    return (
      <Layout context={context} title={words.notYoursTitle} place="none">
        <div class="narrow">
          <h1>{words.notYoursTitle}</h1>
          <p>{words.notYours(found.person.name, context.person.name)}</p>
        </div>
      </Layout>
    );
  if (found.state === "test") return <TestPage context={context} found={found} action={action} />;
  const { view } = found;
  const { number } = view.row;
  return (
    <Layout context={context} title={words.title} place="none">
      <div class="narrow">
        <h1>{words.title}</h1>
        <p class="entry-title">
          <b>
            <bdi>{view.headline.title}</bdi>
          </b>{" "}
          <span class="seq">#{number}</span> {formatText(context, view.headline.gradeLabel)}
        </p>
        {refusal === null ? null : (
          <p class="caution" role="alert">
            {refusal}
          </p>
        )}
        <Overdue context={context} found={found} />
        <Standing context={context} found={found} action={action} fields={fields} />
        <p>
          <a class="button" href={`/incidents/${number}`}>
            {words.toIncident}
          </a>
        </p>
      </div>
    </Layout>
  );
}

interface TestPageProps {
  readonly context: PageContext;
  readonly found: Extract<Acknowledgement, { state: "test" }>;
  readonly action: string;
}

/** The test of a channel is confirmed like any notification. */
function TestPage({ context, found: { person, proof }, action }: TestPageProps) {
  const { acknowledge: words, channels } = context.words.delivery;
  return (
    <Layout context={context} title={words.title} place="none">
      <div class="narrow">
        <h1>{words.title}</h1>
        <p class={proof === "proven" ? "notice" : "note"}>{words.test[proof]}</p>
        {proof === "open" ? (
          <PostForm action={action} noValidate>
            <p>{words.asPerson(isolate(person.name))}</p>
            <p class="buttons">
              <button class="primary">{words.title}</button>
            </p>
          </PostForm>
        ) : (
          <p>
            <a class="button" href="/channels">
              {channels.title}
            </a>
          </p>
        )}
      </div>
    </Layout>
  );
}

type Known = Exclude<Acknowledgement, { state: "unknown" } | { state: "test" }>;

function Overdue({ context, found }: { readonly context: PageContext; readonly found: Known }) {
  const missed = found.view.clocks.filter((clock) => clock.state === "missed");
  if (missed.length === 0) return null;
  return (
    <dl class="sheet">
      {missed.map((clock) => (
        <div key={clock.id}>
          <dt>
            {context.words.delivery.acknowledge.overdue}
            {context.words.colon} {formatText(context, clock.label)}
          </dt>
          <dd>
            <time dateTime={isoTime(clock.dueAt)}>{formatInstant(context, clock.dueAt)}</time>
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface StandingProps {
  readonly context: PageContext;
  readonly found: Known;
  readonly action: string;
  readonly fields: readonly Field[];
}

function Standing({ context, found, action, fields }: StandingProps) {
  const words = context.words.delivery.acknowledge;
  switch (found.state) {
    case "acknowledged":
      return <p class="notice">{words.acknowledged(found.by, formatInstant(context, found.at))}</p>;
    case "expired":
      return <p class="note">{words.expired}</p>;
    case "not-now":
      return <p class="note">{formatText(context, found.sentence)}</p>;
    case "open":
      return (
        <PostForm action={action} noValidate>
          <p>{words.nothingYet}</p>
          <p>{words.asPerson(isolate(found.person.name))}</p>
          <Fields context={context} fields={fields} typed={{}} errors={{}} />
          <p class="buttons">
            <button class="primary">{words.title}</button>
          </p>
        </PostForm>
      );
  }
}
