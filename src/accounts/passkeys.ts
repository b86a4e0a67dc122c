/** Passkeys (WebAuthn): a key on the person's device that is bound to this desk's address and unlocked by the person. */
import type {
  AuthenticationResponseJSON,
  AuthenticatorTransport,
  RegistrationResponseJSON,
} from "@simplewebauthn/server";
import { z } from "zod";
import type { Clock } from "../kernel/clock.ts";
import type { Json } from "../kernel/json.ts";
import { limits } from "./limits.ts";
import type { PasskeyRow, PasskeyStore, Recorded } from "./ports.ts";
import type { Steps } from "./steps.ts";

/** What goes to the browser's own function, and the name under which the answer is expected. */
export interface Ceremony {
  readonly options: Json;
  readonly step: string;
}

export interface Passkeys {
  beginNew(person: string, name: string, account: string): Promise<Ceremony>;
  /** False: the answer does not fit, or came too late. */
  finishNew(person: string, step: string, made: NewPasskey): Promise<boolean>;
  /** `proving`: who is signed in and proves it once more. */
  beginSignIn(proving?: string | null): Promise<Ceremony>;
  /** Whose key it was; null when it is nobody's or does not fit. */
  finishSignIn(step: string, answer: string): Promise<KeyUsed | null>;
  list(person: string): Promise<readonly PasskeyRow[]>;
  remove(person: string, id: string): Promise<boolean>;
}

export interface NewPasskey {
  readonly answer: string;
  readonly label: string;
  /** Comes before the key is kept: none lets anybody in unrecorded. */
  readonly record?: Recorded;
}

export interface KeyUsed {
  readonly person: string;
  readonly proving: string | null;
}

export interface PasskeyParts {
  readonly store: PasskeyStore;
  readonly steps: Steps;
  readonly clock: Clock;
  /** `https://desk.example.org`: a key made for it works nowhere else. */
  readonly origin: () => string;
  readonly organisation: () => string;
}

/** Its certificates and encodings take longer to load than everything else: not before somebody has a passkey. */
const library = () => import("@simplewebauthn/server");

const challengeData = z.object({ challenge: z.string() });
/** Characters of what an authenticator answers. */
export const answerMax = 20_000;

export function openPasskeys(parts: PasskeyParts): Passkeys {
  const { store, steps } = parts;
  return {
    beginNew: async (person, name, account) => {
      const own = await store.ofPerson(person);
      const options = await (
        await library()
      ).generateRegistrationOptions({
        rpName: parts.organisation(),
        rpID: hostOf(parts.origin()),
        userID: new TextEncoder().encode(person),
        userName: account,
        userDisplayName: name,
        attestationType: "none",
        excludeCredentials: own.map(({ id }) => ({ id })),
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
      });
      const step = await steps.begin("passkey-new", person, { challenge: options.challenge });
      return { options: JSON.parse(JSON.stringify(options)) as Json, step };
    },
    finishNew: (person, step, made) => finishNew(parts, person, step, made),
    beginSignIn: async (proving = null) => {
      const options = await (
        await library()
      ).generateAuthenticationOptions({
        rpID: hostOf(parts.origin()),
        userVerification: "required",
      });
      const step = await steps.begin("passkey-sign-in", proving, { challenge: options.challenge });
      return { options: JSON.parse(JSON.stringify(options)) as Json, step };
    },
    finishSignIn: (step, answer) => finishSignIn(parts, step, answer),
    list: (person) => store.ofPerson(person),
    remove: (person, id) => store.remove(person, id),
  };
}

async function finishNew(
  { store, steps, clock, origin }: PasskeyParts,
  person: string,
  step: string,
  { answer, label, record }: NewPasskey,
): Promise<boolean> {
  const begun = await steps.take("passkey-new", step);
  const response = parsed(answer) as RegistrationResponseJSON | null;
  if (begun?.person !== person || !response) return false;
  if ((await store.ofPerson(person)).length >= limits.passkeysPerPersonMax) return false;
  const { verifyRegistrationResponse } = await library();
  const checked = await orNothing(() =>
    verifyRegistrationResponse({
      response,
      expectedChallenge: challengeData.parse(begun.data).challenge,
      expectedOrigin: origin(),
      expectedRPID: hostOf(origin()),
      requireUserVerification: true,
    }),
  );
  if (!checked?.verified) return false;
  const { id, publicKey, counter, transports = [] } = checked.registrationInfo.credential;
  if (await store.find(id)) return false;
  const key = Buffer.from(publicKey).toString("base64url");
  await record?.();
  await store.put({ id, person, publicKey: key, counter, transports, label, madeAt: clock.now(), usedAt: null });
  return true;
}

async function finishSignIn(
  { store, steps, clock, origin }: PasskeyParts,
  step: string,
  answer: string,
): Promise<KeyUsed | null> {
  const begun = await steps.take("passkey-sign-in", step);
  const response = parsed(answer) as AuthenticationResponseJSON | null;
  const passkey = response && (await store.find(response.id));
  if (!begun || !passkey) return null;
  const { verifyAuthenticationResponse } = await library();
  const checked = await orNothing(() =>
    verifyAuthenticationResponse({
      response,
      expectedChallenge: challengeData.parse(begun.data).challenge,
      expectedOrigin: origin(),
      expectedRPID: hostOf(origin()),
      credential: {
        id: passkey.id,
        publicKey: new Uint8Array(Buffer.from(passkey.publicKey, "base64url")),
        counter: passkey.counter,
        transports: passkey.transports as AuthenticatorTransport[],
      },
      requireUserVerification: true,
    }),
  );
  if (!checked?.verified) return null;
  await store.used(passkey.id, checked.authenticationInfo.newCounter, clock.now());
  return { person: passkey.person, proving: begun.person };
}

const answerShape = z.looseObject({ id: z.string().max(1400), response: z.looseObject({}) });

function parsed(answer: string): unknown {
  if (answer.length > answerMax) return null;
  try {
    return answerShape.parse(JSON.parse(answer));
  } catch {
    return null;
  }
}

/** The library throws for what a stranger may send: that is an answer too. */
async function orNothing<Result>(check: () => Promise<Result>): Promise<Result | null> {
  try {
    return await check();
  } catch {
    return null;
  }
}

function hostOf(origin: string): string {
  return new URL(origin).hostname;
}
