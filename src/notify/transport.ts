/** What carries a notification to one person, whatever the way. */
export interface OutgoingNotification {
  /** The outbox message that asked for it. */
  readonly message: string;
  readonly instance: string;
  /** When the message was asked for (ms): the same on every try. */
  readonly at: number;
  /** The person's id, and where to reach them. */
  readonly recipient: string;
  readonly to: { readonly name: string; readonly address: string };
  /** The organisation, in the reader's language: the name of the sender where the settings give none. */
  readonly sender: string;
  readonly language: string;
  readonly subject: string;
  readonly text: string;
  /** The same for mail programs that show it. */
  readonly html: string;
}

export interface Transport {
  /** `mail`, `file` … stands beside each notification. */
  readonly channel: string;
  /** Where notifications go, for a person: "as files to data/notifications". */
  readonly describe: string;
  /** What it takes stays here and can be read later: then a notification carries nothing that acts for its reader. */
  readonly keeps?: boolean;
  /**
   * Sends one notification and returns what the receiver said. Throws `UndeliverableError` when the receiver said no for good,
   * and anything else to be tried again.
   */
  send(notification: OutgoingNotification): Promise<string>;
  /** Sends nothing more. Resolves when what was on its way is answered, or broken off: at the limit at the latest. */
  rest?(limit: AbortSignal): Promise<void>;
}
