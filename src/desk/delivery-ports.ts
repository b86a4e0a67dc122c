/** What became of each notification on each channel, where people are reached, and the links that let them acknowledge. `db` implements the stores. */
import type { Language, Text } from "../../machines/playbook.ts";
import type { Message, OutboxRow } from "../engine/types.ts";
import type { Json } from "../kernel/json.ts";

/**
 * `queued`: its turn has not come. `retrying`: to be tried again. `failed`: for good. `skipped`: meant, and could not be
 * told. `unreachable`: nobody at all could be told.
 */
export type DeliveryState = "queued" | "sent" | "retrying" | "failed" | "skipped" | "unreachable";

/** One channel's part of one notification. */
export interface DeliveryRow {
  readonly message: string;
  /** A person's id; "" when nobody was found. */
  readonly recipient: string;
  /** `mail`, `file`, `webhook`; "" when it never came to that. */
  readonly channel: string;
  readonly instance: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** What the receiver said, or why it failed. */
  readonly answer: string | null;
  /** Why this person was told or passed over, when that needs saying. */
  readonly why: Text | null;
  /** For whom they are told, as a deputy. */
  readonly insteadOf: string | null;
  /** When it was first due, and when it was last tried (ms). */
  readonly firstAt: number;
  readonly lastAt: number;
}

export interface ToldBefore {
  readonly recipient: string;
  readonly params: Json;
}

/** Somebody pressed "send again". */
export interface ResendRow {
  readonly message: string;
  readonly by: string;
  readonly at: number;
}

export interface DeliveryStore {
  /** What was sent stays sent. */
  put(rows: readonly DeliveryRow[]): Promise<void>;
  ofMessage(message: string): Promise<DeliveryRow[]>;
  /** Oldest first. */
  ofMessages(messages: readonly string[]): Promise<DeliveryRow[]>;
  /** Who was sent a message of these types by then (ms), with what it was about. */
  toldOf(instance: string, types: readonly string[], until: number): Promise<readonly ToldBefore[]>;
  /** Messages of the same incident and moment that wait; itself among them. */
  waitingBeside(message: Pick<Message, "instance" | "at">): Promise<readonly Message[]>;
  /** Newest first. */
  recent(limit: number): Promise<DeliveryRow[]>;
  /** Messages that are waiting or were given up: those that wait for a person first, then in their order. */
  queue(limit: number): Promise<OutboxRow[]>;
  /** Of open incidents: nobody could be told, and nobody has been since. Newest first. */
  unreachable(limit: number): Promise<DeliveryRow[]>;
  /**
   * Puts a message that was given up back into the queue, due at once, its failed parts to be tried again. False: it was
   * not given up, or somebody was quicker.
   */
  resend(row: ResendRow): Promise<boolean>;
  /** Oldest first. */
  resends(messages: readonly string[]): Promise<ResendRow[]>;
}

export interface KeyStore {
  /** The key of this name, which is `fresh` when there is none yet. */
  key(name: string, fresh: string, at: number): Promise<string>;
}

/** The link in a notification by which its reader acknowledges: for one message, one person and this one act. */
export interface AcknowledgeLink {
  /** What is kept of the secret in its address. */
  readonly secretHash: string;
  readonly message: string;
  readonly person: string;
  readonly madeAt: number;
  readonly expiresAt: number;
}

export interface AcknowledgeLinkStore {
  put(link: AcknowledgeLink): Promise<void>;
  find(secretHash: string): Promise<AcknowledgeLink | null>;
  /** Every link of one person is worth nothing from now on. */
  endOf(person: string): Promise<void>;
}

/** A link by which somebody chooses a password, on its way to them. Its secret is kept nowhere: it is sent now or not at all. */
export interface InvitationMail {
  readonly to: { readonly id: string; readonly name: string; readonly language: Language; readonly address: string };
  /** Name of whoever invites. */
  readonly by: string;
  readonly link: string;
  readonly expiresAt: number;
  /** False: they were invited before, and lost the link or the password. */
  readonly isFirst: boolean;
}

export type InvitationMailed =
  | { readonly outcome: "sent"; readonly answer: string }
  | { readonly outcome: "failed"; readonly answer: string }
  /** No mail server is set, or the person has no address. */
  | { readonly outcome: "not-by-mail" };

/** By which a test's reader confirms that it came: a link, or a code where there is no place for one. */
export type TestProof = { readonly link: string; readonly code: null } | { readonly link: null; readonly code: string };

/** What the other side of a channel answered to a test. */
export type ChannelTest =
  | { readonly outcome: "answered"; readonly answer: string }
  | { readonly outcome: "failed"; readonly answer: string }
  | { readonly outcome: "no-address" };
