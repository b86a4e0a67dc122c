/** The notifications that were written. `db` implements the store. */

/** What was written to one recipient because of one message. */
export interface NotificationRow {
  /** The outbox message that asked for it; together with `recipient` it names the notification. */
  readonly message: string;
  readonly recipient: string;
  readonly instance: string;
  readonly address: string;
  /** `mail`, `file` … */
  readonly channel: string;
  readonly language: string;
  readonly subject: string;
  readonly text: string;
  readonly state: "sent" | "failed";
  /** How often it was tried. */
  readonly attempts: number;
  /** What the receiving server said, or why it failed. */
  readonly answer: string | null;
  /** When the last try was made (ms). */
  readonly sentAt: number;
}

/** Without the address for whoever may not see it. */
export type ShownNotification = Omit<NotificationRow, "address"> & { readonly address: string | null };

export interface NotificationStore {
  /** Writes the notification, or what became of it on another try. A notification that was sent stays sent. */
  put(notification: NotificationRow): Promise<void>;
  /** What this message has written so far: a retry skips those who already have theirs. */
  ofMessage(message: string): Promise<NotificationRow[]>;
  /** Oldest first. */
  ofMessages(messages: readonly string[]): Promise<NotificationRow[]>;
  /** Newest first. */
  recent(limit: number): Promise<NotificationRow[]>;
}
