/** The calendar of an organisation, as an incident freezes it when it is opened. */
export interface Calendar {
  /** For people: which zone it is. */
  readonly zone: string;
  /** From this instant (ms) on local time is so many minutes ahead of UTC, oldest first. */
  readonly offsets: readonly (readonly [from: number, minutes: number])[];
  /** Dates, `2026-10-01`: off although weekdays. */
  readonly holidays: readonly string[];
  /** Working days although at a weekend. */
  readonly workdays: readonly string[];
}
