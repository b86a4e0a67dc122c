/** What goes out to people, and to whom. */
import type { Language, Recipient, Role, Text } from "./words.ts";

/**
 * What a notification says, part by part. The frame, common to all, lays the parts out: sentence, matter, details, what to do
 * and by when, links, and in small print the rest.
 */
export interface NotificationText {
  /** One line: `#7 Critical: fast report due 22:56 – 15 min left`. */
  readonly subject: Text;
  /** What happened, in one sentence without a greeting: lock screens show it. */
  readonly happened: Text;
  /** Which matter it is about: its title and grade. Left out: the sentence says it. */
  readonly about?: Text;
  /** What is known of it, line by line. */
  readonly details?: Text;
  readonly asked: Text;
  /** False: nothing is asked, and that is what it says. */
  readonly isAsked?: boolean;
  /** By when the reader must act (ms), null when nothing is due. */
  readonly dueAt: number | null;
  /** Behind the due time, after a comma: "when the official reply is due". */
  readonly dueNote?: Text;
  /** What happens otherwise, and what else is due. */
  readonly next?: Text;
  /** A whole text to be read: the statement to approve. */
  readonly attached?: Text;
  /** How the deadline comes about. */
  readonly calculation?: Text;
}

/** Formats an instant in the organisation's zone, the zone named: notifications may not format times themselves. */
export type FormatTime = (at: number, language: Language) => string;

/** A person's name by their id, the same in every language: notifications may not show an id. */
export type PersonName = (id: string) => string;

/** How a notification says times and people, and who reads it, at the moment at which it leaves. */
export interface Phrasing {
  /** What everybody calls the incident by; null where that is not known. */
  readonly number: number | null;
  /** When it leaves (ms): "in 15 minutes" counts from here. */
  readonly now: number;
  /** In full, in the organisation's zone, the zone named. */
  time(at: number): Text;
  /** `22:56` on the day on which it leaves, else `23 Nov, 09:10`. */
  shortTime(at: number): Text;
  person(id: string): string;
  /** Whom recipients mean, in words: "duty lead, higher authority". */
  recipients(to: readonly Recipient[]): Text;
  /** Their id; null where nobody reads it yet. */
  readonly reader: string | null;
  /** The roles as which the reader is notified; null: in others' place, as somebody who has to act. */
  readonly readerRoles: readonly Role[] | null;
  /** Who was sent an earlier notification about the same matter, oldest first; see `earlier` of the template. */
  readonly earlier: readonly Earlier[];
}

export interface Earlier {
  readonly person: string;
  /** Of that notification's effect. */
  readonly params: unknown;
}

/** Earlier notifications about the same matter. */
export interface SameMatter {
  /** Of these effects. */
  readonly notifications: readonly string[];
  /** Whether an earlier notification's params are about the same thing as this one's. */
  isSameMatter(earlier: unknown, own: unknown): boolean;
}

export interface NotificationTemplate {
  /** What kind of notification it is, short: "Fast report". Lists name a notification by it; its subject says what it is about. */
  readonly label: Text;
  /** In words, for the playbook page: "Consultation group". */
  readonly to: Text;
  readonly when: Text;
  /** The event by which a reader says that they have it: then the notification carries a link to say so. */
  readonly acknowledge?: string;
  /** It says that these are over, or seen to: whoever was sent one is told as well, as long as they may read incidents. */
  readonly endsCallsOf?: SameMatter;
  /** It says who was sent these before it. */
  readonly earlier?: SameMatter;
  /**
   * It tells nobody: it puts something on the organisation's public page. Its params carry the `release`, by its number, and this
   * is the type of the event that says that it is out.
   */
  readonly publishes?: string;
  /** Those of one moment that are for the same person leave as one message. */
  readonly together?: true;
  /**
   * `params` are the effect's, frozen in the outbox; they always carry `to: Recipient[]`, and may carry
   * `otherwise: Recipient[][]`: who is told instead when nobody of `to` can be, the first that somebody is found for.
   */
  write(params: unknown, say: Phrasing): NotificationText;
}

/** Whether a notification to this recipient is for this person. */
export function isAddressedTo(
  person: { readonly id: string; readonly roles: readonly Role[] },
  to: Recipient,
): boolean {
  return "role" in to ? person.roles.includes(to.role) : "person" in to && person.id === to.person;
}

/** Whom an effect's params address: `to`, then those who take its place in turn; null when they do not say. */
export function levelsOf(params: unknown): readonly (readonly Recipient[])[] | null {
  if (typeof params !== "object" || params === null || !("to" in params)) return null;
  const otherwise: unknown = "otherwise" in params ? params.otherwise : [];
  if (!isLevel(params.to) || !Array.isArray(otherwise) || !otherwise.every(isLevel)) return null;
  return [params.to, ...otherwise];
}

const isLevel = (level: unknown): level is readonly Recipient[] => Array.isArray(level) && level.every(isRecipient);

function isRecipient(one: unknown): one is Recipient {
  if (typeof one !== "object" || one === null) return false;
  if ("role" in one) return typeof one.role === "string";
  if ("layer" in one) return typeof one.layer === "string";
  const { person, post, unit = "", orElse = "" } = one as Readonly<Record<string, unknown>>;
  return (
    (typeof person === "string" || (typeof post === "string" && typeof unit === "string")) && typeof orElse === "string"
  );
}
