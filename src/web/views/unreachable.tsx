/** On every page, as long as a notification reached nobody. */
import type { PageContext } from "../page-context.ts";
import { formatInstant } from "../format.ts";
import { IncidentLink } from "./incident-link.tsx";

export function UnreachedBanner({ context }: { readonly context: PageContext }) {
  const { unreachable } = context;
  if (unreachable.length === 0) return null;
  const words = context.words.delivery.unreachable;
  return (
    <div class="caution" role="alert">
      <p>
        <b>
          <span aria-hidden="true">▲</span> {words.title}
        </b>{" "}
        {words.text}{" "}
        {unreachable.map(({ instance, number, since }) => (
          <IncidentLink key={instance} context={context} incident={number ?? instance}>
            #{number ?? instance} {words.since(formatInstant(context, since))}{" "}
          </IncidentLink>
        ))}
        <a href="/deliveries">{words.open}</a>
      </p>
    </div>
  );
}
