/** What somebody who acts says beside what they do. */

export interface ActCommand {
  /** The sender's own: two senders may use the same one. */
  readonly commandId: string;
  /** Codes of doubts that the sender has looked at. */
  readonly confirmed?: readonly string[];
  readonly expectedSeq?: number;
  /** The desk made the id of what the command is about. No door lets a sender say so. */
  readonly isDesksOwn?: true;
  readonly auth?: Auth;
}

/**
 * How it was known who acts: by a sign-in and its way, an API token, a link in a notification, the terminal of the machine itself; not
 * at all where nobody signs in.
 */
export type Auth = "password" | "password+totp" | "passkey" | "provider" | "token" | "link" | "terminal" | "unverified";
