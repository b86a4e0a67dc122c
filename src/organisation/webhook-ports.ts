/** Where a person is told at an address of their own. `db` implements the store. */

/** Where a person's chat or SMS gateway takes messages. */
export interface WebhookRow {
  readonly person: string;
  readonly address: string;
  /** `whsec_…`; signs what is sent. */
  readonly secret: string;
  /** Signs as well until `earlierUntil`, so that the receiver can change over. */
  readonly earlierSecret: string | null;
  readonly earlierUntil: number | null;
  /** By which a service that is known checks what it is sent; null: it checks nothing, or is none that is known. */
  readonly serviceSecret: string | null;
  /** Why it is switched off; null while it is on. */
  readonly off: string | null;
  readonly changedAt: number;
}

export interface WebhookStore {
  of(person: string): Promise<WebhookRow | null>;
  /** In the place of an earlier one. */
  put(webhook: WebhookRow): Promise<void>;
  remove(person: string): Promise<void>;
  /** Does nothing when the address has been changed meanwhile. */
  switchOff(person: string, address: string, why: string, at: number): Promise<void>;
}
