/** Finding who holds what, in a form that may not be filled in yet. */
import type { Holding, OrganisationContext } from "../context.ts";

interface HoldingQuery {
  readonly person?: string | undefined;
  readonly post?: string | undefined;
  readonly unit?: string | undefined;
}

export const isTheHolding = (held: Holding, { person, post, unit }: HoldingQuery): boolean =>
  held.until === null && held.person === person && held.post === post && held.unit === (unit ?? null);

export const holdsAlready = ({ holdings }: OrganisationContext, asked: HoldingQuery): boolean =>
  holdings.some((held) => isTheHolding(held, asked));
