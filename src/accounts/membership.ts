/** Joining and leaving: who is invited, what their password must be, what ends when they go. */
import { reservedIds } from "../../machines/organisation/people.ts";
import type { Language, Role } from "../../machines/playbook.ts";
import { assert } from "../kernel/assert.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Invitation, Invitations } from "./invitations.ts";
import { busyIsNull, type PasswordHasher } from "./password-hash.ts";
import { faultOf, type PasswordFault } from "./password-rules.ts";
import type { NoticeWhat } from "./notices.ts";
import type { AccountStorage, Belonging, InvitationRow, Member, MembershipStore } from "./ports.ts";
import type { EndKind } from "./way-ports.ts";
import type { Totp } from "./totp.ts";
import { endedBy, type Ways } from "./ways.ts";

export interface NewMember extends Belonging {
  /** Made from the address when left out. */
  readonly id?: string;
  readonly name: string;
  readonly language: Language;
  readonly roles: readonly Role[];
  readonly mail: string;
}

export type Invited =
  | { readonly outcome: "invited"; readonly member: Member; readonly invitation: Invitation }
  | { readonly outcome: "mail-taken" };

export type Accepted =
  | { readonly outcome: "done"; readonly member: Member }
  | { readonly outcome: "fault"; readonly fault: PasswordFault }
  | { readonly outcome: "gone" }
  /** Too many sign in at once: the link is as good as before. */
  | { readonly outcome: "busy" };

export interface Membership {
  /** Adds somebody and makes the link by which they choose a password. */
  invite(asked: NewMember, by: string): Promise<Invited>;
  /** Another link for somebody who is here already: the old one was lost, or the password was. Null: nobody active. */
  inviteAgain(person: string, by: string): Promise<Invitation | null>;
  /** Uses an invitation up: the password is set, and every earlier sign-in, token and calendar address of the person ends. */
  accept(secret: string, password: string): Promise<Accepted>;
  /** Null: it is set. What the person was signed in with elsewhere ends. */
  setPassword(person: string, password: string, options: NewPassword): Promise<PasswordFault | "busy" | null>;
  /** Nothing opens the desk to them any more; what they did stays. */
  deactivate(person: string, by: string): Promise<void>;
  /** The same, when it is on record already. */
  closeDoors(person: string, by: string): Promise<void>;
  reactivate(person: string, by: string): Promise<void>;
  /** The same, when it is on record already. */
  openedAgain(person: string, by: string): Promise<void>;
  /** Links that they made for others end with the role that let them. On record already. */
  isAdministratorNoMore(person: string, by: string): Promise<void>;
  /**
   * Somebody lost their telephone, or their account: everything that lets them in or leads out to them ends (see `ways.ts`). By
   * the link they choose another password. Null: nobody active.
   */
  resetSignIn(person: string, by: string): Promise<Invitation | null>;
  /** False: somebody else signs in with this address. Another mail address ends what went to the old one. */
  setContact(person: string, kind: "mail" | "phone", address: string | null, by: string): Promise<boolean>;
  /** A short id that nobody has. */
  freeId(mail: string): string;
}

export interface NewPassword {
  /** The id of the session that stays. */
  readonly keepSession: string | null;
  /** API tokens and the calendar address go on. */
  readonly keepsTokens: boolean;
}

export interface MembershipParts {
  readonly storage: AccountStorage;
  readonly members: MembershipStore;
  readonly hasher: PasswordHasher;
  readonly clock: Clock;
  readonly organisation: () => string;
  readonly totp: Totp;
  readonly invitations: Invitations;
  readonly ways: Ways;
}

export function openMembership(parts: MembershipParts): Membership {
  const { members, ways } = parts;
  const closeDoors = async (person: string, by: string) => {
    await ways.endBy("deactivated", person, { by });
  };
  const openedAgain = async (person: string, by: string) => (await ways.soFar(person))("reactivated", { by });
  return {
    invite: (asked, by) => invite(parts, asked, by),
    inviteAgain: (person, by) => makeLink(parts, person, by, "link-made"),
    accept: (secret, password) => accept(parts, secret, password),
    setPassword: async (person, password, { keepSession, keepsTokens }) => {
      const also = keepsTokens ? [] : (["token", "calendar"] as const);
      const set = await changePassword(parts, person, { act: "password-set", password, keepSession, also });
      assert(set !== "gone", "Without an invitation there is none that could be gone.");
      return set;
    },
    deactivate: async (person, by) => {
      await members.setActive(person, false, by);
      await closeDoors(person, by);
    },
    closeDoors,
    reactivate: async (person, by) => {
      await members.setActive(person, true, by);
      await openedAgain(person, by);
    },
    openedAgain,
    isAdministratorNoMore: async (person, by) => {
      await ways.endBy("administrator-no-more", person, { by });
    },
    resetSignIn: async (person, by) => {
      if (!members.member(person)?.active) return null;
      const tell = await ways.soFar(person);
      await ways.endBy("started-over", person, { by, notices: tell.draft("started-over", { by }) });
      tell.wake();
      return makeLink(parts, person, by, null);
    },
    setContact: (person, part, address, by) => setContact(parts, { person, part, address, by }),
    freeId: (mail) => freeId(members, mail),
  };
}

async function invite(
  { storage, members, invitations, clock }: MembershipParts,
  asked: NewMember,
  by: string,
): Promise<Invited> {
  if ((await storage.contacts.personByMail(asked.mail)) !== null) return { outcome: "mail-taken" };
  const { name, language, roles, mail } = asked;
  const member: Member = { id: asked.id ?? freeId(members, mail), name, language, roles, active: true };
  const { units, posts, unitPosts } = asked;
  await members.add({ ...member, units, posts, unitPosts }, by);
  if (!(await storage.contacts.set(member.id, "mail", mail, clock.now()))) return { outcome: "mail-taken" };
  return { outcome: "invited", member, invitation: await invitations.make(member.id, by) };
}

/** Whoever has it can become that person, so it is on record before it is used. */
async function makeLink(
  { members, invitations, ways }: MembershipParts,
  person: string,
  by: string,
  what: NoticeWhat | null,
): Promise<Invitation | null> {
  if (!members.member(person)?.active) return null;
  const tell = await ways.soFar(person);
  await members.note({ what: "sign-in", person, part: "link", change: "set" }, by);
  if (what !== null) await tell(what, { by });
  return invitations.make(person, by);
}

interface ContactChange {
  readonly person: string;
  readonly part: "mail" | "phone";
  readonly address: string | null;
  readonly by: string;
}

/** What went to the old address ends first, and what is told goes there; both before anything goes to the new one. */
async function setContact({ storage, members, ways, clock }: MembershipParts, change: ContactChange): Promise<boolean> {
  const { person, part, address, by } = change;
  const owner = part === "mail" && address !== null ? await storage.contacts.personByMail(address) : null;
  if (owner !== null && owner !== person) return false;
  const tell = await ways.soFar(person);
  await members.note({ what: "contact", person, part, change: address === null ? "removed" : "set" }, by);
  if (part === "mail") await ways.endBy("address-changed", person, { by });
  const notices = tell.draft(`${part}-set`, { by, detail: address ?? "" });
  if (!(await storage.contacts.set(person, part, address, clock.now(), notices))) return false;
  tell.wake();
  return true;
}

async function accept(parts: MembershipParts, secret: string, password: string): Promise<Accepted> {
  const { members, invitations } = parts;
  const waiting = await invitations.find(secret);
  const member = waiting && members.member(waiting.person);
  if (!waiting || !member?.active) return { outcome: "gone" };
  // What keeps the password from being set leaves the link as it was.
  const change = { act: "password-by-link", password, keepSession: null, also: [], invitation: waiting } as const;
  const set = await changePassword(parts, member.id, change);
  if (set === null) return { outcome: "done", member };
  return set === "gone" || set === "busy" ? { outcome: set } : { outcome: "fault", fault: set };
}

interface ChangedPassword {
  readonly act: "password-set" | "password-by-link";
  readonly password: string;
  readonly keepSession: string | null;
  readonly also: readonly EndKind[];
  /** Used up in the same moment. */
  readonly invitation?: InvitationRow;
}

/** All of it or none of it. What costs much comes first, and the record before the change: nothing changes unrecorded. */
async function changePassword(
  parts: MembershipParts,
  person: string,
  { act, password, keepSession, also, invitation }: ChangedPassword,
): Promise<PasswordFault | "busy" | "gone" | null> {
  const { storage, hasher, clock, members, ways } = parts;
  const fault = await passwordFault(parts, person, password);
  if (fault !== null) return fault;
  const passwordHash = await hasher.hash(password).catch(busyIsNull);
  if (passwordHash === null) return "busy";
  const tell = await ways.soFar(person);
  await members.note({ what: "sign-in", person, part: "password", change: "set" }, person);
  const endings = [...endedBy[act], ...also].map((kind) => ({ kind, keepSession }));
  const used = invitation?.secretHash ?? null;
  await ways.noteEnding(act, person, [...endedBy[act], ...also], person);
  const notices = tell.draft("password-set", { by: person });
  const change = { person, passwordHash, at: clock.now(), endings, invitation: used, notices };
  if ((await storage.credentials.changePassword(change)) === null) return "gone";
  tell.wake();
  return null;
}

async function passwordFault(parts: MembershipParts, person: string, password: string): Promise<PasswordFault | null> {
  const { storage, members, totp, organisation } = parts;
  const { mail } = await storage.contacts.of(person);
  const words = [organisation(), members.member(person)?.name ?? "", person, mail ?? "", "answerable"];
  return faultOf(password, { hasSecondFactor: await totp.isOn(person), words });
}

const idLengthMax = 40;

function freeId(members: MembershipStore, mail: string): string {
  const plain = mail
    .replace(/@.*$/, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, idLengthMax - 4);
  const wanted = plain || "person";
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? wanted : `${wanted}-${number}`;
    if (members.member(id) === null && !reservedIds.includes(id)) return id;
  }
}
