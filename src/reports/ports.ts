/** What reports from outside ask of the storage. They are no incidents: a person decides what becomes of each. */

/** How the bodies that come with a key are written. */
export type Shape = "answerable" | "alertmanager" | "grafana" | "mapped";

export interface IntakeKey {
  readonly id: string;
  /** As the list of reports names it: a system or a channel, never a person. */
  readonly source: string;
  readonly shape: Shape;
  /** Of a mapped one: where each field stands in the body, as a JSON pointer. */
  readonly mapping: Readonly<Record<string, string>>;
  readonly madeAt: number;
  readonly madeBy: string;
  readonly endedAt: number | null;
  readonly usedAt: number | null;
}

/** What was sent in, cleaned and cut. Times in ms. */
export interface SentReport {
  /** By the sender: what comes under it again is counted and makes no second report. */
  readonly key: string;
  readonly title: string;
  readonly detail: string | null;
  readonly link: string | null;
  readonly place: string | null;
  readonly occurredAt: number | null;
  readonly contact: string | null;
  /**
   * Since when what it tells of lasts. A report under the same key that was settled before begins anew; null: one under the same key is
   * the same for good.
   */
  readonly beganAt: number | null;
}

export type ReportState = "waiting" | "registered" | "belongs" | "nothing";

export interface Report extends Omit<SentReport, "beganAt" | "contact"> {
  readonly number: number;
  readonly source: string;
  readonly receivedAt: number;
  readonly lastAt: number;
  /** How often it came. */
  readonly count: number;
  /** The sender says that it is over. */
  readonly overAt: number | null;
  readonly state: ReportState;
  /** The number of the incident that was registered from it, or to which it belongs. */
  readonly incident: number | null;
  readonly settledAt: number | null;
  readonly settledBy: string | null;
}

export interface Settlement {
  readonly state: Exclude<ReportState, "waiting">;
  readonly incident: number | null;
  readonly by: string;
  readonly at: number;
}

export interface ReportPlace {
  /** Only with a lower number than this. */
  readonly before?: number;
  readonly limit: number;
}

export interface ReportStore {
  keys(): Promise<readonly IntakeKey[]>;
  /** Null: unknown or ended. */
  keyOf(secretHash: string): Promise<IntakeKey | null>;
  addKey(key: IntakeKey, secretHash: string): Promise<void>;
  /** False: there is no such key, or it has ended. */
  endKey(id: string, at: number): Promise<boolean>;
  keyUsed(id: string, at: number): Promise<void>;
  /** New or counted: `count` is 1 when it is new. */
  take(source: string, report: SentReport, at: number): Promise<{ readonly number: number; readonly count: number }>;
  /** What waits under this key is over. False: nothing waits. */
  over(source: string, key: string, at: number): Promise<boolean>;
  /** Which of these keys are known. */
  known(source: string, keys: readonly string[]): Promise<readonly string[]>;
  waiting(): Promise<number>;
  /** Newest first. */
  list(state: "waiting" | "settled", place: ReportPlace): Promise<readonly Report[]>;
  find(number: number): Promise<Report | null>;
  contactOf(number: number): Promise<string | null>;
  /** False: it does not wait, or another person was quicker. */
  settle(number: number, settlement: Settlement): Promise<boolean>;
  /** Takes back a settlement that could not be put on record. */
  unsettle(number: number, settlement: Settlement): Promise<void>;
  /** How many contacts came before this moment. */
  contactsBefore(at: number): Promise<number>;
  eraseContacts(before: number): Promise<void>;
}
