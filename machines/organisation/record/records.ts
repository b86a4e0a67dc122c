/** How an event that was accepted changes the directory: the parts that it changes. */
import type { OrganisationContext } from "../context.ts";
import type { EventOf, EventType } from "../events.ts";

export type Change<Type extends EventType> = (
  context: OrganisationContext,
  event: EventOf<Type>,
) => Partial<OrganisationContext>;

export type Records<Types extends EventType> = { readonly [Type in Types]: Change<Type> };

/** What ended longer ago is looked up in the log. */
export const keptMs = 400 * 24 * 60 * 60_000;
