/** On every page of the owner and of administrators, as long as a channel takes nothing because it is set up wrongly. */
import type { PageContext } from "../page-context.ts";

export function BrokenChannelsBanner({ context }: { readonly context: PageContext }) {
  const { brokenChannels, person } = context;
  if (brokenChannels.length === 0) return null;
  const words = context.words.delivery.brokenChannels;
  const others = brokenChannels.filter(({ id }) => id !== person?.id).map(({ name }) => name);
  return (
    <div class="caution" role="alert">
      <p>
        <b>
          <span aria-hidden="true">▲</span> {words.title}
        </b>{" "}
        {others.length < brokenChannels.length ? (
          <>
            {words.yours} <a href="/channels">{words.open}</a>{" "}
          </>
        ) : null}
        {others.length === 0 ? null : words.others(context.words.list(others))}
      </p>
    </div>
  );
}
