import type { OrganisationView } from "../../../organisation/desk-types.ts";
import type { Proven } from "../../../roster/unproven.ts";
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
  /** Channels that their owners have confirmed; null: not known here. */
  readonly proven: readonly Proven[] | null;
}
