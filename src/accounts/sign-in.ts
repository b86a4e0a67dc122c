/**
 * Signing in. An account that does not exist, one without a password and a wrong password take the same way through the
 * same work to the same answer: one look-up each, one count, one argon2id.
 */
import { secretHash, type NewSecret } from "../kernel/secret.ts";
import type { Clock } from "../kernel/clock.ts";
import { limits } from "./limits.ts";
import type { Membership } from "./membership.ts";
import type { Passkeys } from "./passkeys.ts";
import type { PasswordHasher } from "./password-hash.ts";
import { faultOf } from "./password-rules.ts";
import type { AccountStorage, CredentialRow, Member, MembershipStore } from "./ports.ts";
import { anotherPerson, whoComesFromOutside, type AnotherPerson, type LinkedOtherwise } from "./from-outside.ts";
import type { OutsidePerson } from "./provider.ts";
import type { Opening, Sessions, Visit } from "./sessions.ts";
import type { Steps } from "./steps.ts";
import type { Attempt, Throttle } from "./throttle.ts";
import type { Totp } from "./totp.ts";
import type { Ways } from "./ways.ts";

export interface Caller extends Visit {
  /** The mark of a browser that was signed in from before, if it has one. */
  readonly device: string | null;
}

export type SignInOutcome =
  /** `session` and `device` are for cookies. */
  | { readonly outcome: "in"; readonly member: Member; readonly session: string; readonly device: string }
  | { readonly outcome: "second-factor"; readonly step: string }
  | NotIn;

export type NotIn =
  | { readonly outcome: "wrong" }
  | { readonly outcome: "wait"; readonly waitMs: number }
  /** Too many sign in at once: nothing was counted and nothing was used up. */
  | { readonly outcome: "busy" };

export type Proof = { readonly outcome: "proven" } | NotIn;

export interface SigningIn {
  signIn(mail: string, password: string, caller: Caller): Promise<SignInOutcome>;
  /** The code that follows a password. A wrong one leaves the step as it was. */
  secondFactor(step: string, code: string, caller: Caller): Promise<SignInOutcome>;
  signInWithPasskey(step: string, answer: string, caller: Caller): Promise<SignInOutcome | AnotherPerson>;
  /** `proving`: who proves it once more; nobody else comes in then. */
  signInFromOutside(
    outside: OutsidePerson,
    caller: Caller,
    proving?: string | null,
  ): Promise<SignInOutcome | LinkedOtherwise | AnotherPerson>;
  /** Somebody signed in proves once more who they are. */
  proveByPassword(person: string, password: string, caller: Caller): Promise<Proof>;
  /** True: it may go, because the password is long enough to stand alone. */
  maySpareSecondFactor(
    person: string,
    password: string,
    caller: Caller,
  ): Promise<Proof | { readonly outcome: "too-short" }>;
  hasPassword(person: string): Promise<boolean>;
}

export interface SignInParts {
  readonly storage: AccountStorage;
  readonly members: MembershipStore;
  readonly hasher: PasswordHasher;
  readonly clock: Clock;
  readonly newSecret: NewSecret;
  readonly steps: Steps;
  readonly sessions: Sessions;
  readonly totp: Totp;
  readonly passkeys: Passkeys;
  readonly throttle: Throttle;
  readonly membership: Membership;
  readonly ways: Ways;
}

export function openSigningIn(parts: SignInParts): SigningIn {
  const prove = (person: string, password: string, caller: Caller) =>
    proveByPassword(parts, person, { password, caller });
  return {
    signIn: (mail, password, caller) => signIn(parts, mail, password, caller),
    secondFactor: (step, code, caller) => secondFactor(parts, step, code, caller),
    signInWithPasskey: async (step, answer, caller) => {
      const used = await parts.passkeys.finishSignIn(step, answer);
      if (used === null) return wrong;
      const { person, proving } = used;
      if (proving !== null && proving !== person) return anotherPerson;
      return open(parts, { person, way: "passkey", isProven: true }, caller);
    },
    signInFromOutside: async (outside, caller, proving = null) => {
      const found = await whoComesFromOutside(parts, outside, proving);
      if (found.outcome !== "somebody") return found;
      return open(parts, { person: found.person, way: "provider", isProven: outside.isProven }, caller);
    },
    proveByPassword: prove,
    maySpareSecondFactor: async (person, password, caller) => {
      const proof = await prove(person, password, caller);
      const fault = faultOf(password, { hasSecondFactor: false, words: [] });
      return proof.outcome === "proven" && fault !== null ? { outcome: "too-short" } : proof;
    },
    hasPassword: async (person) => ((await parts.storage.credentials.of(person))?.passwordHash ?? null) !== null,
  };
}

const wrong: SignInOutcome & { outcome: "wrong" } = { outcome: "wrong" };
const nobody = "";

async function signIn(parts: SignInParts, mail: string, password: string, caller: Caller): Promise<SignInOutcome> {
  const { storage, throttle, members, steps } = parts;
  const person = (await storage.contacts.personByMail(mail)) ?? nobody;
  const credential = await storage.credentials.of(person);
  const attempt: Attempt = { account: mail, address: caller.address, device: await knownDevice(parts, person, caller) };
  const guess = await guessed(parts, attempt, credential, password);
  if (guess.outcome === "proven" && !members.member(person)?.active) return wrong;
  if (guess.outcome !== "proven") return guess;
  await throttle.succeeded(attempt);
  if ((credential?.totpConfirmedAt ?? null) === null)
    return open(parts, { person, way: "password", isProven: true }, caller);
  return { outcome: "second-factor", step: await steps.begin("second-factor", person, null) };
}

/** One guess at a password. Its place in the pool comes before it is counted; whoever must wait anyway takes no place. */
async function guessed(
  { hasher, throttle }: SignInParts,
  attempt: Attempt,
  credential: Pick<CredentialRow, "passwordHash"> | null,
  password: string,
): Promise<Proof> {
  const before = await throttle.waitMs(attempt);
  if (before > 0) return { outcome: "wait", waitMs: before };
  const place = hasher.reserve();
  if (place === null) return { outcome: "busy" };
  try {
    const waitMs = await throttle.admit(attempt);
    if (waitMs > 0) return { outcome: "wait", waitMs };
    const matches = await place.matches(credential?.passwordHash ?? null, password);
    return matches ? { outcome: "proven" } : wrong;
  } finally {
    place.leave();
  }
}

async function knownDevice(
  { storage, clock }: SignInParts,
  person: string,
  { device }: Caller,
): Promise<string | null> {
  const hash = secretHash(device ?? nobody);
  return (await storage.devices.personOf(hash, clock.now() - limits.knownDeviceMs)) === person ? hash : null;
}

/** Counted apart from the password, and as the password on a device that this person has used before. */
async function attemptAt(parts: SignInParts, what: "code" | "proof", person: string, caller: Caller): Promise<Attempt> {
  const device = await knownDevice(parts, person, caller);
  return { account: `${what} of ${person}`, address: caller.address, device };
}

async function secondFactor(parts: SignInParts, step: string, code: string, caller: Caller): Promise<SignInOutcome> {
  const { steps, totp, throttle } = parts;
  const begun = await steps.look("second-factor", step);
  if (!begun?.person) return wrong;
  const attempt = await attemptAt(parts, "code", begun.person, caller);
  const waitMs = await throttle.admit(attempt);
  if (waitMs > 0) return { outcome: "wait", waitMs };
  if (!(await totp.check(begun.person, code))) return wrong;
  if ((await steps.take("second-factor", step)) === null) return wrong;
  await throttle.succeeded(attempt);
  return open(parts, { person: begun.person, way: "password+totp", isProven: true }, caller);
}

async function open(parts: SignInParts, opening: Opening, caller: Caller): Promise<SignInOutcome> {
  const { storage, members, sessions, clock, newSecret } = parts;
  const { person } = opening;
  const member = members.member(person);
  if (!member?.active) return wrong;
  const known = (await knownDevice(parts, person, caller)) === null ? null : caller.device;
  // Before the session: whoever comes in from elsewhere cannot keep the owner from hearing of it.
  if (known === null) {
    const tell = await parts.ways.soFar(person);
    await tell("signed-in", { by: person, detail: `${caller.agent.slice(0, 200)} · ${caller.address}` });
  }
  const session = await sessions.open(opening, caller);
  const device = known ?? newSecret();
  const now = clock.now();
  const keep = { since: now - limits.knownDeviceMs, most: limits.knownDevicesPerPersonMax };
  await storage.devices.put(secretHash(device), person, now, keep);
  if (opening.way.startsWith("password")) await storage.credentials.usedPassword(person, now);
  return { outcome: "in", member, session, device };
}

async function proveByPassword(
  parts: SignInParts,
  person: string,
  { password, caller }: { readonly password: string; readonly caller: Caller },
): Promise<Proof> {
  const attempt = await attemptAt(parts, "proof", person, caller);
  const guess = await guessed(parts, attempt, await parts.storage.credentials.of(person), password);
  if (guess.outcome === "proven") await parts.throttle.succeeded(attempt);
  return guess;
}
