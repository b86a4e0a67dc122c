/** What ended longer ago is looked up in the log. */
export const keptMs = 400 * 24 * 60 * 60_000;
