/** Everything that lets a person in, and everything that leads to them from outside: one list. `db` implements the stores. */
import type { Language } from "../../machines/playbook.ts";

export type WayKind =
  | "password"
  | "codes"
  | "passkey"
  | "provider"
  /** An account at a provider that was refused or ended: it lets nobody in until an administrator links it. */
  | "unlinked"
  | "session"
  | "device"
  | "token"
  /** By which a password is chosen; not used yet. */
  | "link"
  | "calendar"
  | "acknowledge"
  | "webhook"
  | "mail"
  | "phone";

/** One entry of the list. */
export interface Way {
  readonly kind: WayKind;
  /** To name it by among its kind; opens nothing. */
  readonly id: string;
  /** What the person calls it, or what it says of itself. */
  readonly label: string;
  /** Of a session: how it was opened, a space, and from where. Of a token: its scopes as JSON. Of a link: who made it. Of a provider: the subject there. */
  readonly detail: string;
  readonly since: number | null;
  readonly usedAt: number | null;
  readonly until: number | null;
}

/** What can end at once: entries of the list, sign-ins under way, and links that this person made for others. */
export type EndKind = Exclude<WayKind, "unlinked" | "mail" | "phone"> | "unfinished" | "links-made";

export interface Ending {
  readonly kind: EndKind;
  /** Left out: all of its kind. */
  readonly id?: string | undefined;
  /** The session that stays, when sessions end. */
  readonly keepSession?: string | null;
}

export interface Ended {
  readonly kind: EndKind;
  readonly label: string;
}

/** Until when something that is not used goes on counting. */
export interface StillGood {
  readonly now: number;
  readonly sessionsSeenSince: number;
  readonly devicesSeenSince: number;
}

export interface WayStore {
  /** What lets in or leads out now. */
  of(person: string, good: StillGood): Promise<readonly Way[]>;
  /**
   * All of it or nothing, with the notices of it. Whatever opened a session takes the session with it. Says what was there to
   * end.
   */
  end(
    person: string,
    endings: readonly Ending[],
    at: number,
    notices?: readonly NoticeRow[],
  ): Promise<readonly Ended[]>;
}

export interface IdentityRow {
  readonly person: string;
  /** Null: it lets in. */
  readonly endedAt: number | null;
}

/** Accounts at sign-in providers: at most one of a person and an issuer lets in. */
export interface IdentityStore {
  find(issuer: string, subject: string): Promise<IdentityRow | null>;
  /** The notices are kept in the same step. False: the account is somebody's already, or the person has, or had, another one there. */
  put(issuer: string, subject: string, person: string, at: number, notices?: readonly NoticeRow[]): Promise<boolean>;
  /** Remembers an account that asked to be this person and was not let in. False: it had asked before, or too many have. */
  refuse(issuer: string, subject: string, person: string, at: number): Promise<boolean>;
  used(issuer: string, subject: string, at: number): Promise<void>;
  /**
   * Links an account that was refused or ended, in the place of the one that is linked; the notices are kept in the same
   * step. False: there is none.
   */
  relink(person: string, issuer: string, subject: string, at: number, notices?: readonly NoticeRow[]): Promise<boolean>;
}

/** A notice that has not arrived yet. */
export interface NoticeRow extends AccountNotice {
  readonly tries: number;
  readonly nextAt: number;
}

export interface NoticeStore {
  put(notices: readonly NoticeRow[]): Promise<void>;
  /** Oldest first. */
  due(now: number, limit: number): Promise<readonly NoticeRow[]>;
  /** When the next is due; null when none waits. */
  nextAt(): Promise<number | null>;
  /** One more try, the next one then. False: somebody else is at it. */
  claim(notice: NoticeRow, nextAt: number): Promise<boolean>;
  remove(id: string): Promise<void>;
}

/** What a desk that was made from another one ended at its first start. */
export interface CopyRow {
  readonly id: string;
  readonly how: "backup" | "restore" | "copy" | "asked";
  /** When the backup or the copy was made. */
  readonly madeAt: number;
  readonly endedAt: number;
  readonly ended: EndedCounts;
}

export interface EndedCounts {
  readonly sessions: number;
  readonly tokens: number;
  readonly links: number;
  readonly devices: number;
  readonly calendars: number;
}

export interface CopyStore {
  /** Those that nobody has dismissed, newest first. */
  shown(): Promise<readonly CopyRow[]>;
  dismiss(id: string, by: string, at: number): Promise<void>;
  /** Marks this database as restored by other means: at the next start all that was handed out ends. */
  mark(id: string, at: number): Promise<void>;
}

/** What was changed about somebody's account, on its way to where they were reached before. */
export interface AccountNotice {
  readonly id: string;
  readonly person: string;
  readonly name: string;
  readonly language: Language;
  readonly what: string;
  readonly detail: string;
  /** Null: themselves; "": nobody whom the desk knows. */
  readonly by: string | null;
  readonly at: number;
  readonly channel: "mail" | "webhook";
  readonly address: string;
  readonly secret: string | null;
}
