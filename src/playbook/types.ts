/** What every door says of a form and of a row of the log. */
import type { Text } from "../../machines/playbook.ts";
import type { LogRow } from "../engine/log.ts";

/** Field errors by field name; "" is the form as a whole. */
export type FieldErrors = Readonly<Record<string, readonly Text[]>>;

/** One row of the log in words. */
export interface TimelineEntry {
  readonly seq: number;
  readonly at: number;
  readonly dueAt: number | null;
  readonly kind: LogRow["kind"];
  readonly title: Text;
  /** Person's name, or null for the system. */
  readonly by: string | null;
  /** The event's fields with their labels; instants are ms. */
  readonly fields: readonly {
    readonly label: Text;
    readonly value: string | readonly string[] | { readonly at: number } | Text;
  }[];
  readonly row: LogRow;
}

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
