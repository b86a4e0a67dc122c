/** The organisation as the rest of the program sees it: plain JSON, the fold of its own stream in the log. */
export type { OrganisationContext as Directory } from "../../machines/organisation/context.ts";
