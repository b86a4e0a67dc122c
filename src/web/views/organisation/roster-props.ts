import type { OrganisationView } from "../../../organisation/desk-types.ts";
import type { PageContext } from "../../page-context.ts";
import type { FormOrigin } from "../form.tsx";

/** What the parts of the roster's page are given. */
export interface RosterProps {
  readonly context: PageContext;
  readonly view: OrganisationView;
  /** Local date of the first day shown. */
  readonly first: string;
  readonly seen: FormOrigin;
  readonly recorded: string | null;
}
