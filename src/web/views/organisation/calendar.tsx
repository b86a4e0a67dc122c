import type { Whose } from "../../../organisation/desk-types.ts";
import type { PageContext } from "../../page-context.ts";
import { formatInstant } from "../../format.ts";
import { Form } from "../form.tsx";
import { Layout } from "../layout.tsx";

interface Feed {
  readonly whose: Whose;
  readonly madeAt: number | null;
  readonly mayRenew: boolean;
}

interface CalendarProps {
  readonly context: PageContext;
  readonly feeds: readonly Feed[];
  readonly commandId: string;
  /** Shown once, on the answer to the form. */
  readonly made: { readonly whose: Whose; readonly link: string } | null;
}

/** Addresses that calendar programs subscribe to. */
export function CalendarPage({ context, feeds, commandId, made }: CalendarProps) {
  const { calendar, roster } = context.words.organisation;
  return (
    <Layout context={context} title={calendar.title} place="roster">
      <div class="narrow">
        <p class="number">
          <a href={made === null ? "/roster" : "/calendar"}>
            <span aria-hidden="true">←</span> {made === null ? roster.title : calendar.title}
          </a>
        </p>
        <h1>{calendar.title}</h1>
        <p class="help">{calendar.intro}</p>
        {made === null ? null : (
          <section class="panel is-kept" aria-labelledby="made">
            <h2 id="made">{calendar[made.whose]}</h2>
            <p>{calendar.shownOnce}</p>
            <p class="frozen-text">
              <code>{made.link}</code>
            </p>
          </section>
        )}
        {feeds.map((feed) => (
          <FeedPanel key={feed.whose} context={context} feed={feed} commandId={commandId} />
        ))}
      </div>
    </Layout>
  );
}

interface FeedPanelProps extends Pick<CalendarProps, "context" | "commandId"> {
  readonly feed: Feed;
}

function FeedPanel({ context, feed, commandId }: FeedPanelProps) {
  const { calendar } = context.words.organisation;
  const { whose, madeAt, mayRenew } = feed;
  return (
    <section class="panel" aria-labelledby={whose}>
      <h2 id={whose}>{calendar[whose]}</h2>
      <p class="quiet">{madeAt === null ? calendar.none : calendar.madeAt(formatInstant(context, madeAt))}</p>
      {mayRenew ? (
        <Form action={`/calendar/${whose}`} seen={{ commandId: `${commandId}-${whose}`, expectedSeq: null }}>
          <button class={whose === "own" ? "strong" : undefined}>
            {madeAt === null ? calendar.make : calendar.renew}
          </button>
        </Form>
      ) : (
        <p class="quiet">{whose === "team" ? calendar.teamBy : calendar.notHere}</p>
      )}
    </section>
  );
}
