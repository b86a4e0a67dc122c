/** To the page of an incident, for those who may open it; to the others the same words without a link. */
import type { ComponentChildren } from "preact";
import { mayOpen } from "../access.ts";
import type { PageContext } from "../page-context.ts";

interface IncidentLinkProps {
  readonly context: PageContext;
  readonly incident: number | string;
  readonly class?: string;
  readonly label?: string;
  readonly children: ComponentChildren;
}

export function IncidentLink({ context, incident, class: style, label, children }: IncidentLinkProps) {
  if (!mayOpen(context.person, "GET /incidents/:number")) return <span class={style}>{children}</span>;
  return (
    <a class={style} href={`/incidents/${incident}`} aria-label={label}>
      {children}
    </a>
  );
}
