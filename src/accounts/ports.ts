/**
 * What the accounts ask of storage, and of the organisation's stream. `db` implements the stores. A `…Hash` is the SHA-256
 * of a secret that only its holder has; instants are ms since 1970.
 */
import type { Language, Role, Text } from "../../machines/playbook.ts";
import type { WebhookStore } from "../organisation/webhook-ports.ts";
import type { CopyStore, Ended, Ending, IdentityStore, NoticeRow, NoticeStore, WayStore } from "./way-ports.ts";
import type { ContactStore } from "../organisation/contacts.ts";

/** Puts on record what is about to be given. It comes first: where it fails, nothing is given. */
export type Recorded = () => Promise<void>;

export interface CredentialRow {
  readonly person: string;
  /** In PHC form: names its own parameters. Null: no password. */
  readonly passwordHash: string | null;
  readonly passwordSetAt: number | null;
  /** Base32. Counts only once it has been confirmed by a code. */
  readonly totpSecret: string | null;
  readonly totpConfirmedAt: number | null;
  /** The last 30-second step whose code was taken: none is taken twice. */
  readonly totpStep: number;
}

/** A password in place of the one before, and what ends in the same moment. */
export interface PasswordChange {
  readonly person: string;
  readonly passwordHash: string;
  readonly at: number;
  readonly endings: readonly Ending[];
  /** Hash of the invitation that is used up in the same moment; without it nothing is changed. */
  readonly invitation: string | null;
  /** Written down in the same moment. */
  readonly notices?: readonly NoticeRow[];
}

export interface CredentialStore {
  /** How many people have signed up: 0 before the set-up. */
  count(): Promise<number>;
  of(person: string): Promise<CredentialRow | null>;
  /** Null takes it away. */
  setPassword(person: string, passwordHash: string | null, at: number): Promise<void>;
  /** All of it or nothing. Says what ended; null: the invitation is not there any more. */
  changePassword(change: PasswordChange): Promise<readonly Ended[] | null>;
  /** It has just let somebody in. */
  usedPassword(person: string, at: number): Promise<void>;
  /** Null takes it away. */
  setTotp(person: string, secret: string | null): Promise<void>;
  confirmTotp(person: string, at: number): Promise<void>;
  /** False: this step, or a later one, was taken before. */
  takeTotpStep(person: string, step: number): Promise<boolean>;
}

export interface InvitationRow {
  readonly secretHash: string;
  readonly person: string;
  readonly madeBy: string;
  readonly madeAt: number;
  readonly expiresAt: number;
}

export interface InvitationStore {
  /** Takes the place of earlier ones of this person. */
  put(invitation: InvitationRow): Promise<void>;
  find(secretHash: string): Promise<InvitationRow | null>;
  waiting(now: number): Promise<readonly InvitationRow[]>;
  withdraw(person: string): Promise<void>;
}

/** How somebody signed in. */
export type SignInWay = "password" | "password+totp" | "passkey" | "provider";

export interface SessionRow {
  readonly secretHash: string;
  /** To name it by, in a list. Opens nothing. */
  readonly id: string;
  readonly person: string;
  readonly way: SignInWay;
  readonly madeAt: number;
  readonly seenAt: number;
  /** Whatever happens. */
  readonly expiresAt: number;
  /** When the person last proved who they are. */
  readonly confirmedAt: number;
  /** What the browser says it is. */
  readonly agent: string;
  readonly address: string;
}

export interface SessionStore {
  put(session: SessionRow): Promise<void>;
  find(secretHash: string): Promise<SessionRow | null>;
  seen(secretHash: string, at: number): Promise<void>;
  /** The same session under a new secret. False: it has ended. */
  confirmed(secretHash: string, newHash: string, at: number): Promise<boolean>;
  /** Newest first. */
  ofPerson(person: string): Promise<readonly SessionRow[]>;
  /** By its `id`, and only this person's. */
  end(person: string, id: string): Promise<boolean>;
  endBySecret(secretHash: string): Promise<void>;
  /** All of a person's, but the one with this id. */
  endAll(person: string, exceptId: string | null): Promise<number>;
  endExpired(idleSince: number, now: number): Promise<void>;
}

export interface DeviceStore {
  /** Marks it as seen now. What was last seen before `since` goes, and of the person's all but the `most` newest. */
  put(
    secretHash: string,
    person: string,
    at: number,
    keep: { readonly since: number; readonly most: number },
  ): Promise<void>;
  /** Who has signed in from there, not before `since`. */
  personOf(secretHash: string, since: number): Promise<string | null>;
  forget(person: string): Promise<void>;
}

export interface PasskeyRow {
  /** As the authenticator names it, base64url. */
  readonly id: string;
  readonly person: string;
  /** COSE, base64url. */
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly label: string;
  readonly madeAt: number;
  readonly usedAt: number | null;
}

export interface PasskeyStore {
  put(passkey: PasskeyRow): Promise<void>;
  find(id: string): Promise<PasskeyRow | null>;
  ofPerson(person: string): Promise<readonly PasskeyRow[]>;
  used(id: string, counter: number, at: number): Promise<void>;
  remove(person: string, id: string): Promise<boolean>;
}

export type Scope = "read" | "write";

export interface TokenRow {
  readonly secretHash: string;
  readonly id: string;
  readonly person: string;
  readonly label: string;
  readonly scopes: readonly Scope[];
  readonly madeAt: number;
  readonly expiresAt: number;
  readonly usedAt: number | null;
  readonly revokedAt: number | null;
}

export interface TokenStore {
  put(token: TokenRow): Promise<void>;
  find(secretHash: string): Promise<TokenRow | null>;
  used(secretHash: string, at: number): Promise<void>;
  /** Newest first. */
  ofPerson(person: string): Promise<readonly TokenRow[]>;
  revoke(person: string, id: string, at: number): Promise<boolean>;
  revokeAll(person: string, at: number): Promise<number>;
}

export interface FailureRow {
  readonly count: number;
  readonly lastAt: number;
}

/** Sign-ins that failed, by a key that names whom or where from. */
export interface FailureStore {
  of(keys: readonly string[]): Promise<ReadonlyMap<string, FailureRow>>;
  /** Counts one more; begins at one when the last is from before `forgottenBefore`. */
  count(key: string, at: number, forgottenBefore: number): Promise<void>;
  /** Takes one back: it was no failure. */
  uncount(key: string): Promise<void>;
  clear(key: string): Promise<void>;
  forget(before: number): Promise<void>;
}

/** A sign-in that is not finished: what the server must remember until the browser comes back. */
export interface SignInStepRow {
  readonly secretHash: string;
  readonly kind: string;
  readonly person: string | null;
  readonly data: string;
  readonly expiresAt: number;
}

export interface SignInStepStore {
  put(step: SignInStepRow): Promise<void>;
  find(secretHash: string, kind: string): Promise<SignInStepRow | null>;
  /** Once only. */
  take(secretHash: string, kind: string): Promise<SignInStepRow | null>;
  endExpired(now: number): Promise<void>;
}

export interface AccountStorage {
  readonly credentials: CredentialStore;
  readonly contacts: ContactStore<NoticeRow>;
  readonly invitations: InvitationStore;
  readonly sessions: SessionStore;
  readonly devices: DeviceStore;
  readonly passkeys: PasskeyStore;
  readonly tokens: TokenStore;
  readonly identities: IdentityStore;
  readonly failures: FailureStore;
  readonly steps: SignInStepStore;
  readonly ways: WayStore;
  readonly notices: NoticeStore;
  readonly copies: CopyStore;
  readonly webhooks: Pick<WebhookStore, "of">;
}

/** Somebody of the organisation, as its stream knows them. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly language: Language;
  readonly roles: readonly Role[];
  readonly active: boolean;
}

export interface OrganisationStart {
  readonly name: Text;
  readonly zone: string;
  readonly zoneLabel: Text;
  readonly languages: readonly Language[];
}

/** The organisation's people, kept as events in its stream of the log. */
/** Where somebody belongs and what they hold from the beginning, by id. */
export interface Belonging {
  readonly units?: readonly string[] | undefined;
  /** Of the whole organisation. */
  readonly posts?: readonly string[] | undefined;
  /** In each of these units. */
  readonly unitPosts?: readonly string[] | undefined;
}

export interface MembershipStore {
  /** True once the organisation has been set up. */
  established(): boolean;
  /** Everybody, also who is no longer active. */
  all(): readonly Member[];
  member(id: string): Member | null;
  /** Sets the organisation up with its first administrator. False: somebody was quicker. */
  establish(organisation: OrganisationStart, first: Member): Promise<boolean>;
  /** `by` is a person's id. */
  add(member: Member & Belonging, by: string): Promise<void>;
  setRoles(id: string, roles: readonly Role[], by: string): Promise<void>;
  setActive(id: string, active: boolean, by: string): Promise<void>;
  /** That it changed goes on record, not to what. */
  note(change: AccountChange, by: string): Promise<void>;
}

export type AccountChange =
  | { readonly what: "contact"; readonly person: string; readonly part: ContactPart; readonly change: PartChange }
  | { readonly what: "sign-in"; readonly person: string; readonly part: SignInPart; readonly change: PartChange }
  | {
      readonly what: "token-issued";
      readonly person: string;
      readonly token: string;
      readonly label: string;
      readonly scopes: readonly Scope[];
      readonly expiresAt: number;
    }
  | { readonly what: "token-revoked"; readonly person: string; readonly token: string }
  | { readonly what: "sessions-ended"; readonly person: string };

export type PartChange = "set" | "removed" | "refused";
export type ContactPart = "mail" | "phone" | "webhook";
export type SignInPart =
  "password" | "one-time-codes" | "passkey" | "provider" | "device" | "link" | "calendar" | "acknowledge-links";
