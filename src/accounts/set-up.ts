/** The first start: a code that only whoever reads the server's output has makes the first administrator, once. */
import type { Language } from "../../machines/playbook.ts";
import { isSameSecret, secretHash, type NewSecret } from "../kernel/secret.ts";
import type { Membership } from "./membership.ts";
import { busyIsNull, type PasswordHasher } from "./password-hash.ts";
import { faultOf, type PasswordFault } from "./password-rules.ts";
import type { AccountStorage, Member, OrganisationStart, MembershipStore } from "./ports.ts";
import type { Clock } from "../kernel/clock.ts";

export interface FirstAdministrator {
  readonly name: string;
  readonly mail: string;
  readonly password: string;
  readonly language: Language;
}

export type SetUpOutcome =
  | { readonly outcome: "done"; readonly person: string }
  | { readonly outcome: "wrong-code" }
  | { readonly outcome: "fault"; readonly fault: PasswordFault }
  | { readonly outcome: "mail-taken" }
  /** Too many sign in at once: nothing has happened. */
  | { readonly outcome: "busy" }
  /** Somebody was quicker. */
  | { readonly outcome: "over" };

export interface SetUp {
  /** Nobody can sign in yet. */
  needed(): Promise<boolean>;
  /** The same for as long as this process lives; `ABCD-EFGH-…` */
  readonly code: string;
  run(code: string, organisation: OrganisationStart, first: FirstAdministrator): Promise<SetUpOutcome>;
}

export interface SetUpParts {
  readonly storage: AccountStorage;
  readonly members: MembershipStore;
  readonly hasher: PasswordHasher;
  readonly clock: Clock;
  readonly newSecret: NewSecret;
  readonly membership: Membership;
}

export function openSetUp(parts: SetUpParts): SetUp {
  const code = readable(parts.newSecret());
  let running = false;
  const needed = async () => (await parts.storage.credentials.count()) === 0;
  return {
    needed,
    code,
    run: async (given, organisation, first) => {
      if (!isSame(given, code)) return { outcome: "wrong-code" };
      if (running) return { outcome: "over" };
      running = true;
      try {
        return (await needed()) ? await run(parts, organisation, first) : { outcome: "over" };
      } finally {
        running = false;
      }
    },
  };
}

async function run(
  { storage, members, hasher, clock, membership }: SetUpParts,
  organisation: OrganisationStart,
  { name, mail, password, language }: FirstAdministrator,
): Promise<SetUpOutcome> {
  const words = [organisation.name.zh, organisation.name.en, name, mail, "answerable"];
  const fault = faultOf(password, { hasSecondFactor: false, words });
  if (fault !== null) return { outcome: "fault", fault };
  const hash = await hasher.hash(password).catch(busyIsNull);
  if (hash === null) return { outcome: "busy" };
  const present = (await storage.contacts.personByMail(mail)) ?? (await begunBefore(storage, members, name));
  const person = present ?? membership.freeId(mail);
  const member = { id: person, name, language, roles: ["administrator"] as const, active: true };
  if (!(await members.establish(organisation, member))) await makeAdministrator(members, member);
  if (!(await storage.contacts.set(person, "mail", mail, clock.now()))) return { outcome: "mail-taken" };
  await storage.credentials.setPassword(person, hash, clock.now());
  return { outcome: "done", person };
}

/** Somebody who was made the administrator by a set-up that came no further: it goes on where that one ended. */
async function begunBefore(storage: AccountStorage, members: MembershipStore, name: string): Promise<string | null> {
  for (const member of members.all()) {
    const isTheirs = member.active && member.name === name && member.roles.includes("administrator");
    if (isTheirs && (await storage.contacts.of(member.id)).mail === null) return member.id;
  }
  return null;
}

/** The people of the settings file may be there already, and the administrator among them. */
async function makeAdministrator(members: MembershipStore, member: Member): Promise<void> {
  const present = members.member(member.id);
  if (present === null) await members.add(member, system);
  else if (!present.roles.includes("administrator"))
    await members.setRoles(present.id, [...present.roles, "administrator"], system);
}

/** Acts before there is anybody. */
const system = "system";
const groups = 5;
const groupLength = 4;
/** Without letters and digits that look alike: five bits each. */
const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** A hundred bits of the secret, to be typed. */
function readable(secret: string): string {
  const bytes = Buffer.from(secretHash(secret), "base64url").subarray(0, groups * groupLength);
  const text = Array.from(bytes, (byte) => letters[byte % letters.length]).join("");
  return (text.match(new RegExp(`.{${groupLength}}`, "g")) ?? []).join("-");
}

function isSame(given: string, code: string): boolean {
  const plain = (text: string) => text.toUpperCase().replace(/[^A-Z2-9]/g, "");
  return isSameSecret(plain(given), plain(code));
}
