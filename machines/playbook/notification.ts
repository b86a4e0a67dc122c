/** What goes out to people, and to whom. */
import type { Language, Recipient, Role, Text } from "./words.ts";

/** What a notification says. The frame (greeting, link, signature, time zone) is common to all notifications. */
export interface NotificationText {
  readonly subject: Text;
  readonly happened: Text;
  readonly asked: Text;
  /** By when the reader must act (ms), null when nothing is due. */
  readonly dueAt: number | null;
}

/** Formats an instant in the organisation's zone, the zone named: notifications may not format times themselves. */
export type SayTime = (at: number, language: Language) => string;

/** A person's name by their id, the same in every language: notifications may not show an id. */
export type SayPerson = (id: string) => string;

/** A notification that says of earlier ones that somebody has seen to what they asked, or that they are over. */
export interface CallsEnded {
  /** Effects: whoever was sent a notification of one of these is told as well, as long as they may read incidents. */
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
  readonly endsCallsOf?: CallsEnded;
  /**
   * `params` are the effect's, frozen in the outbox; they always carry `to: Recipient[]`, and may carry
   * `otherwise: Recipient[][]`: who is told instead when nobody of `to` can be, the first that somebody is found for.
   */
  write(params: unknown, sayTime: SayTime, sayPerson: SayPerson): NotificationText;
}

/** Whether a notification to this recipient is for this person. */
export function isMeant(person: { readonly id: string; readonly roles: readonly Role[] }, to: Recipient): boolean {
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
