import type { OrganisationView } from "../../../organisation/desk-types.ts";
import type { PageContext } from "../../page-context.ts";
import type { Seen } from "../form.tsx";

/** What the parts of the roster's page are given. */
export interface RosterProps {
  readonly context: PageContext;
  readonly view: OrganisationView;
  /** Local date of the first day shown. */
  readonly first: string;
  readonly seen: Seen;
  readonly recorded: string | null;
}
