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
  readonly scene: PageContext;
  readonly found: Acknowledgement;
  readonly action: string;
  readonly fields: readonly Field[];
  /** Why the button did nothing; null before it was pressed. */
  readonly refusal: string | null;
}

export function AcknowledgePage({ scene, found, action, fields, refusal }: AcknowledgeProps) {
  const words = scene.words.delivery.acknowledge;
  if (found.state === "unknown")
    return (
      <Layout scene={scene} title={words.unknownTitle} place="none">
        <div class="narrow">
          <h1>{words.unknownTitle}</h1>
          <p>{words.unknown}</p>
        </div>
      </Layout>
    );
  if (scene.person !== null && scene.person.id !== found.person.id)
    return (
      <Layout scene={scene} title={words.notYoursTitle} place="none">
        <div class="narrow">
          <h1>{words.notYoursTitle}</h1>
          <p>{words.notYours(found.person.name, scene.person.name)}</p>
        </div>
      </Layout>
    );
  const { view } = found;
  const { number } = view.row;
  return (
    <Layout scene={scene} title={words.title} place="none">
      <div class="narrow">
        <h1>{words.title}</h1>
        <p class="entry-title">
          <b>
            <bdi>{view.headline.title}</bdi>
          </b>{" "}
          <span class="seq">#{number}</span> {formatText(scene, view.headline.gradeLabel)}
        </p>
        {refusal === null ? null : (
          <p class="outward" role="alert">
            {refusal}
          </p>
        )}
        <Overdue scene={scene} found={found} />
        <Standing scene={scene} found={found} action={action} fields={fields} />
        <p>
          <a class="button" href={`/incidents/${number}`}>
            {words.toIncident}
          </a>
        </p>
      </div>
    </Layout>
  );
}

type Known = Exclude<Acknowledgement, { state: "unknown" }>;

function Overdue({ scene, found }: { readonly scene: PageContext; readonly found: Known }) {
  const missed = found.view.clocks.filter((clock) => clock.state === "missed");
  if (missed.length === 0) return null;
  return (
    <dl class="sheet">
      {missed.map((clock) => (
        <div key={clock.id}>
          <dt>
            {scene.words.delivery.acknowledge.overdue}
            {scene.words.colon} {formatText(scene, clock.label)}
          </dt>
          <dd>
            <time dateTime={isoTime(clock.dueAt)}>{formatInstant(scene, clock.dueAt)}</time>
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface StandingProps {
  readonly scene: PageContext;
  readonly found: Known;
  readonly action: string;
  readonly fields: readonly Field[];
}

function Standing({ scene, found, action, fields }: StandingProps) {
  const words = scene.words.delivery.acknowledge;
  switch (found.state) {
    case "acknowledged":
      return <p class="notice">{words.acknowledged(found.by, formatInstant(scene, found.at))}</p>;
    case "expired":
      return <p class="note">{words.expired}</p>;
    case "not-now":
      return <p class="note">{formatText(scene, found.sentence)}</p>;
    case "open":
      return (
        <PostForm action={action} noValidate>
          <p>{words.nothingYet}</p>
          <p>{words.asPerson(isolate(found.person.name))}</p>
          <Fields scene={scene} fields={fields} typed={{}} errors={{}} />
          <p class="buttons">
            <button class="primary">{words.title}</button>
          </p>
        </PostForm>
      );
  }
}
