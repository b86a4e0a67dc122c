/** For whom and with what a form is opened. */
export interface FormOpened {
  /** Values from the page's address, by field. */
  readonly asked: Readonly<Record<string, string>>;
  readonly viewer: string;
  /** Milliseconds. */
  readonly now: number;
  readonly calendar: FormCalendar;
}

/** What a form's start needs of the zone's calendar, of the roster and of the playbooks, which the record alone does not say. */
export interface FormCalendar {
  /** When a turn begins that is planned today: tomorrow morning there (ms). */
  nextMorning(): number;
  /** `2026-11-22`, there. */
  localDate(at: number): string;
  /** When the present turn of a layer ends (ms). */
  turnUntil(layer: string): number;
  /** A playbook's limits as they count now, as JSON. */
  policy(playbook: string): string;
}
