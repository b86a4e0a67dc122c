/** Joining and leaving: who is invited, what their password must be, what ends when they go. */
import type { Language, Role } from "../../machines/playbook.ts";
import { assert } from "../kernel/assert.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Invitation, Invitations } from "./invitations.ts";
import { busyIsNull, type PasswordHasher } from "./password-hash.ts";
import { faultOf, type PasswordFault } from "./password-rules.ts";
import type { AccountStorage, InvitationRow, Member, Roll, SignInPart } from "./ports.ts";
import type { Sessions } from "./sessions.ts";
import type { Tokens } from "./tokens.ts";
import type { Totp } from "./totp.ts";

export interface NewMember {
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
  /** Uses an invitation up: the password is set, every earlier sign-in of the person ends. */
  accept(secret: string, password: string): Promise<Accepted>;
  /** Null: it is set. `keepSession`: the id of the one that stays. */
  setPassword(person: string, password: string, keepSession: string | null): Promise<PasswordFault | "busy" | null>;
  /** Nothing opens the desk to them any more; what they did stays. */
  deactivate(person: string, by: string): Promise<void>;
  /** The same, when it is on record already. */
  closeDoors(person: string): Promise<void>;
  reactivate(person: string, by: string): Promise<void>;
  /**
   * Somebody lost their telephone: codes, passkeys and sessions end, and the password too, which may have been short because of
   * the codes. By the link they choose another. Null: nobody active.
   */
  startOver(person: string, by: string): Promise<Invitation | null>;
  /** False: somebody else signs in with this address. Another mail address ends links that went to the old one. */
  setContact(person: string, kind: "mail" | "phone", address: string | null, by: string): Promise<boolean>;
  /** A short id that nobody has. */
  freeId(mail: string): string;
}

export interface MembershipParts {
  readonly storage: AccountStorage;
  readonly roll: Roll;
  readonly hasher: PasswordHasher;
  readonly clock: Clock;
  readonly organisation: () => string;
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  readonly totp: Totp;
  readonly invitations: Invitations;
}

export function openMembership(parts: MembershipParts): Membership {
  const { storage, roll, invitations } = parts;
  return {
    invite: async (asked, by) => {
      if ((await storage.contacts.personByMail(asked.mail)) !== null) return { outcome: "mail-taken" };
      const { name, language, roles, mail } = asked;
      const member: Member = { id: asked.id ?? freeId(roll, mail), name, language, roles, active: true };
      await roll.add(member, by);
      if (!(await storage.contacts.set(member.id, "mail", mail))) return { outcome: "mail-taken" };
      return { outcome: "invited", member, invitation: await invitations.make(member.id, by) };
    },
    inviteAgain: async (person, by) => (roll.member(person)?.active ? invitations.make(person, by) : null),
    accept: (secret, password) => accept(parts, secret, password),
    setPassword: async (person, password, keepSession) => {
      const set = await changePassword(parts, person, { password, keepSession, invitation: null });
      assert(set !== "gone", "Without an invitation there is none that could be gone.");
      return set;
    },
    deactivate: async (person, by) => {
      await roll.setActive(person, false, by);
      await closeDoors(parts, person);
    },
    closeDoors: (person) => closeDoors(parts, person),
    reactivate: (person, by) => roll.setActive(person, true, by),
    startOver: async (person, by) => {
      if (!roll.member(person)?.active) return null;
      const removed = await removeAllWays(parts, person);
      for (const part of removed) await roll.note({ what: "sign-in", person, part, change: "removed" }, by);
      return invitations.make(person, by);
    },
    setContact: async (person, part, address, by) => {
      if (!(await storage.contacts.set(person, part, address))) return false;
      if (part === "mail") await invitations.withdraw(person);
      await roll.note({ what: "contact", person, part, change: address === null ? "removed" : "set" }, by);
      return true;
    },
    freeId: (mail) => freeId(roll, mail),
  };
}

async function closeDoors({ storage, sessions, tokens, invitations }: MembershipParts, person: string) {
  await sessions.endOthers(person, null);
  await tokens.revokeAll(person);
  await storage.devices.forget(person);
  await invitations.withdraw(person);
}

async function removeAllWays(parts: MembershipParts, person: string): Promise<readonly SignInPart[]> {
  const { storage, totp, sessions, clock } = parts;
  const removed: SignInPart[] = [];
  if ((await storage.credentials.of(person))?.passwordHash) {
    await storage.credentials.setPassword(person, null, clock.now());
    removed.push("password");
  }
  if (await totp.isOn(person)) removed.push("one-time-codes");
  await totp.remove(person);
  const passkeys = await storage.passkeys.ofPerson(person);
  for (const { id } of passkeys) await storage.passkeys.remove(person, id);
  if (passkeys.length > 0) removed.push("passkey");
  await sessions.endOthers(person, null);
  await storage.devices.forget(person);
  return removed;
}

async function accept(parts: MembershipParts, secret: string, password: string): Promise<Accepted> {
  const { roll, invitations } = parts;
  const waiting = await invitations.find(secret);
  const member = waiting && roll.member(waiting.person);
  if (!member?.active) return { outcome: "gone" };
  // What keeps the password from being set leaves the link as it was.
  const set = await changePassword(parts, member.id, { password, keepSession: null, invitation: waiting });
  if (set === null) return { outcome: "done", member };
  return set === "gone" || set === "busy" ? { outcome: set } : { outcome: "fault", fault: set };
}

interface NewPassword {
  readonly password: string;
  readonly keepSession: string | null;
  /** Used up in the same moment. */
  readonly invitation: InvitationRow | null;
}

/** All of it or none of it. What costs much comes first, and the record before the change: nothing changes unrecorded. */
async function changePassword(
  parts: MembershipParts,
  person: string,
  { password, keepSession, invitation }: NewPassword,
): Promise<PasswordFault | "busy" | "gone" | null> {
  const { storage, hasher, clock, roll } = parts;
  const fault = await passwordFault(parts, person, password);
  if (fault !== null) return fault;
  const passwordHash = await hasher.hash(password).catch(busyIsNull);
  if (passwordHash === null) return "busy";
  await roll.note({ what: "sign-in", person, part: "password", change: "set" }, person);
  const by = invitation?.secretHash ?? null;
  const changed = await storage.credentials.changePassword({
    person,
    passwordHash,
    at: clock.now(),
    keepSession,
    invitation: by,
  });
  return changed ? null : "gone";
}

async function passwordFault(parts: MembershipParts, person: string, password: string): Promise<PasswordFault | null> {
  const { storage, roll, totp, organisation } = parts;
  const { mail } = await storage.contacts.of(person);
  const words = [organisation(), roll.member(person)?.name ?? "", person, mail ?? "", "answerable"];
  return faultOf(password, { hasSecondFactor: await totp.isOn(person), words });
}

const idLengthMax = 40;

function freeId(roll: Roll, mail: string): string {
  const plain = mail
    .replace(/@.*$/, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, idLengthMax - 4);
  const wanted = plain || "person";
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? wanted : `${wanted}-${number}`;
    if (roll.member(id) === null && id !== "system") return id;
  }
}
