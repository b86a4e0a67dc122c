/**
 * Whom a sign-in provider means. One account there for each person: a second one, even with the same checked address, is refused
 * and put on record, until an administrator links it.
 */
import type { Role } from "../../machines/playbook.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Membership } from "./membership.ts";
import type { AccountStorage, Member, MembershipStore } from "./ports.ts";
import type { OutsidePerson } from "./provider.ts";
import { DirectoryRefusal } from "../organisation/stream.ts";
import type { Way } from "./way-ports.ts";
import type { Ways } from "./ways.ts";

export type FromOutside =
  | { readonly outcome: "somebody"; readonly person: string }
  | { readonly outcome: "wrong" }
  | LinkedOtherwise
  | AnotherPerson;

/** The provider names an account that is not the one this person is linked with. */
export interface LinkedOtherwise {
  readonly outcome: "linked-otherwise";
}

/** Somebody signed in was asked to prove who they are, and another person did. */
export interface AnotherPerson {
  readonly outcome: "another-person";
}

interface Parts {
  readonly storage: Pick<AccountStorage, "identities" | "contacts">;
  readonly clock: Clock;
  readonly members: MembershipStore;
  readonly membership: Membership;
  readonly ways: Ways;
}

/** Acts where nobody did: the provider said so. */
const system = "system";
const wrong = { outcome: "wrong" } as const;
const linkedOtherwise = { outcome: "linked-otherwise" } as const;
export const anotherPerson = { outcome: "another-person" } as const;

/** `proving`: nobody else is let in, linked, or given another role by it. Null: whoever it is. */
export async function whoComesFromOutside(
  parts: Parts,
  outside: OutsidePerson,
  proving: string | null,
): Promise<FromOutside> {
  if (proving !== null && (await whoIsNamed(parts, outside)) !== proving) return anotherPerson;
  const found = await whoIsMeant(parts, outside);
  if (found.outcome !== "somebody") return found;
  const member = parts.members.member(found.person);
  if (!member?.active) return wrong;
  await parts.storage.identities.used(outside.issuer, outside.subject, parts.clock.now());
  if (outside.roles && !sameRoles(outside.roles, member.roles)) await followRoles(parts, member, outside.roles);
  return found;
}

/** Whose account here this is, linked or not. */
async function whoIsNamed({ storage }: Parts, { issuer, subject, mail }: OutsidePerson): Promise<string | null> {
  const known = await storage.identities.find(issuer, subject);
  if (known !== null) return known.person;
  return mail === null ? null : storage.contacts.personByMail(mail);
}

async function whoIsMeant(parts: Parts, outside: OutsidePerson): Promise<FromOutside> {
  const { storage } = parts;
  const { issuer, subject, mail } = outside;
  const known = await storage.identities.find(issuer, subject);
  if (known !== null) {
    if (known.endedAt === null) return { outcome: "somebody", person: known.person };
    await storage.identities.used(issuer, subject, parts.clock.now());
    return linkedOtherwise;
  }
  const person = mail === null ? null : await storage.contacts.personByMail(mail);
  return person === null ? newPerson(parts, outside) : linkOrRefuse(parts, outside, person);
}

/** The first account that comes with somebody's checked address is theirs; no other one is. */
async function linkOrRefuse(parts: Parts, outside: OutsidePerson, person: string): Promise<FromOutside> {
  const { storage, clock, members, ways } = parts;
  const { issuer, subject } = outside;
  const now = clock.now();
  if (!members.member(person)?.active) return wrong;
  const tell = await ways.soFar(person);
  if (await isFirstThere(parts, outside, person)) {
    // On record first, and told in the same step: no account lets anybody in of which nobody hears.
    await members.note({ what: "sign-in", person, part: "provider", change: "set" }, system);
    const told = tell.draft("provider-set", { by: person, detail: subject });
    if (await storage.identities.put(issuer, subject, person, now, told)) {
      tell.wake();
      return { outcome: "somebody", person };
    }
  }
  // Said and recorded once, however often it asks.
  if (await storage.identities.refuse(issuer, subject, person, now)) {
    await members.note({ what: "sign-in", person, part: "provider", change: "refused" }, system);
    await tell("provider-refused", { by: person, detail: subject });
  }
  return linkedOtherwise;
}

/** Neither is the account anybody's, nor has the person one there, or had. */
async function isFirstThere(
  { storage, ways }: Parts,
  { issuer, subject }: OutsidePerson,
  person: string,
): Promise<boolean> {
  const isThere = ({ kind, id }: Way) => (kind === "provider" || kind === "unlinked") && id === issuer;
  return (await storage.identities.find(issuer, subject)) === null && !(await ways.of(person)).some(isThere);
}

/** Somebody whom the provider gives a role here belongs here. */
async function newPerson({ storage, clock, members, membership }: Parts, outside: OutsidePerson): Promise<FromOutside> {
  const { issuer, subject, mail, name, roles } = outside;
  if (!roles || roles.length === 0) return wrong;
  const id = membership.freeId(mail ?? subject);
  if (!(await storage.identities.put(issuer, subject, id, clock.now()))) return wrong;
  const language = outside.language?.toLowerCase().startsWith("zh") ? "zh" : "en";
  await members.add({ id, name, language, roles, active: true }, system);
  if (mail !== null) await storage.contacts.set(id, "mail", mail, clock.now());
  return { outcome: "somebody", person: id };
}

/** The provider cannot take the last administrator away: then the roles stay as they are. */
async function followRoles({ members, membership }: Parts, member: Member, roles: readonly Role[]): Promise<void> {
  try {
    await members.setRoles(member.id, roles, system);
  } catch (error) {
    if (!(error instanceof DirectoryRefusal)) throw error;
    return;
  }
  if (member.roles.includes("administrator") && !roles.includes("administrator"))
    await membership.isAdministratorNoMore(member.id, system);
}

function sameRoles(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((role) => others.includes(role));
}
