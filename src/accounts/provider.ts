/**
 * Signing in with the organisation's own provider (OpenID Connect, authorization code with PKCE, state and nonce). What it
 * says of a person: who they are, whether their address is checked, and the roles that its claim is mapped to.
 */
import * as oidc from "openid-client";
import { z } from "zod";
import type { ProviderSettings } from "../../config/types.ts";
import { lineFault } from "../../machines/kit/characters.ts";
import { personInvited } from "../../machines/organisation/events/person-invited.ts";
import type { Role } from "../../machines/playbook.ts";
import { isMailAddress } from "../kernel/mail-address.ts";
import type { Steps } from "./steps.ts";

export interface OutsidePerson {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  /** Null unless the provider has checked it. */
  readonly mail: string | null;
  readonly language: string | null;
  /** They have just proved there who they are; otherwise it may have known them for hours. */
  readonly isProven: boolean;
  /** Null: the provider does not decide about roles. */
  readonly roles: readonly Role[] | null;
}

export interface Provider {
  readonly name: string;
  /** Where to send the browser, and what it must bring back. */
  begin(going: Going): Promise<{ readonly address: string; readonly step: string }>;
  /** `address`: where the browser came back to, with its query. Null: nobody went from here, or too long ago. */
  finish(address: URL, step: string): Promise<CameBack | null>;
}

export interface Going extends Remembered {
  /** Who is signed in here and proves it once more, there too; null: a stranger. */
  readonly proving: string | null;
}

export interface CameBack extends Going {
  /** Null: what came back does not fit. */
  readonly person: OutsidePerson | null;
}

/** Where they were going. */
export interface Remembered {
  readonly back: string;
  /** The form that waits for a proof, as text. */
  readonly kept: string;
}

/** Not found, not answering or not what it says it is. */
export class ProviderError extends Error {
  override name = "ProviderError";
}

const timeoutS = 10;
const remembered = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  back: z.string(),
  kept: z.string(),
});

export function openProvider(settings: ProviderSettings, steps: Steps, callback: () => string): Provider {
  let known: Promise<oidc.Configuration> | null = null;
  const configuration = async (): Promise<oidc.Configuration> => {
    known ??= discover(settings);
    try {
      return await known;
    } catch (error) {
      // It may be back at the next try.
      known = null;
      throw new ProviderError(`The sign-in provider ${settings.issuer} does not answer.`, { cause: error });
    }
  };
  return {
    name: settings.name,
    begin: async ({ proving, back, kept }) => {
      const verifier = oidc.randomPKCECodeVerifier();
      const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
      const address = oidc.buildAuthorizationUrl(await configuration(), {
        redirect_uri: callback(),
        scope: settings.scopes,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
        state,
        nonce,
        ...(proving === null ? {} : { prompt: "login", max_age: "0" }),
      });
      const step = await steps.begin("provider", proving, { state, nonce, verifier, back, kept });
      return { address: address.href, step };
    },
    finish: async (address, step) => {
      const begun = await steps.take("provider", step);
      if (!begun) return null;
      const { person: proving } = begun;
      const { back, kept, ...expected } = remembered.parse(begun.data);
      // A provider that has gone meanwhile lets nobody in, and what was typed stays.
      const config = await configuration().catch(() => null);
      const claims = config && (await claimsFrom(config, address, { ...expected, again: proving !== null }));
      const person = claims && personOf(settings, claims);
      return { proving, back, kept, person: person && { ...person, isProven: proving !== null } };
    },
  };
}

interface Expected {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** No proof older than this sign-in will do. */
  readonly again: boolean;
}

async function claimsFrom(
  config: oidc.Configuration,
  address: URL,
  { state, nonce, verifier, again }: Expected,
): Promise<oidc.IDToken | null> {
  try {
    const tokens = await oidc.authorizationCodeGrant(config, address, {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
      ...(again ? { maxAge: 120 } : {}),
    });
    return tokens.claims() ?? null;
  } catch {
    // A forged state, a code that was used before, the person said no: to us it is all the same.
    return null;
  }
}

async function discover({ issuer, clientId, clientSecret }: ProviderSettings): Promise<oidc.Configuration> {
  const server = new URL(issuer);
  const isHere = ["localhost", "127.0.0.1", "[::1]"].includes(server.hostname);
  return oidc.discovery(
    server,
    clientId,
    undefined,
    clientSecret === null ? oidc.None() : oidc.ClientSecretBasic(clientSecret),
    {
      timeout: timeoutS,
      execute: [
        // The library leaves the signature out where TLS brought the token here.
        oidc.enableNonRepudiationChecks,
        // Plain http only to this machine itself; the mark is there to make people think twice.
        // eslint-disable-next-line @typescript-eslint/no-deprecated
        ...(isHere && server.protocol === "http:" ? [oidc.allowInsecureRequests] : []),
      ],
    },
  );
}

type Claims = Readonly<Record<string, unknown>>;
/** As an OpenID provider may name somebody: at most so long, printable. */
const subjectMax = 255;
const subject = z.string().min(1).max(subjectMax).refine(isPlain);
const mailAddress = z.string().trim().refine(isMailAddress);
const localeMax = 35;

/** What a person may be called is what an administrator may type. */
const personsName = personInvited.form.shape.name.refine(isPlain);

/** One line that is what it looks like, as a person may type it, with a letter or a digit in it. */
function isPlain(text: string): boolean {
  return text === text.trim() && lineFault(text) === null && /[\p{L}\p{N}]/u.test(text);
}

/** Checked like what a person types. Null: nobody who can be told apart safely. */
function personOf(
  settings: ProviderSettings,
  claims: Claims & { readonly iss: string; readonly sub: string },
): Omit<OutsidePerson, "isProven"> | null {
  if (!subject.safeParse(claims.sub).success) return null;
  const read = (claim: string) => personsName.safeParse(claims[claim]).data ?? null;
  return {
    issuer: claims.iss,
    subject: claims.sub,
    name: read("name") ?? read("preferred_username") ?? claims.sub.slice(0, 200),
    mail: claims["email_verified"] === true ? (mailAddress.safeParse(claims["email"]).data ?? null) : null,
    language: z.string().max(localeMax).safeParse(claims["locale"]).data ?? null,
    roles: Object.keys(settings.roles).length === 0 ? null : mapped(settings, claims),
  };
}

function mapped({ rolesClaim, roles }: ProviderSettings, claims: Claims): readonly Role[] {
  const found = rolesClaim
    .split(".")
    .reduce<unknown>(
      (value, part) =>
        typeof value === "object" && value !== null && Object.hasOwn(value, part) ? (value as Claims)[part] : null,
      claims,
    );
  const values = [found].flat().filter((value) => typeof value === "string");
  return [...new Set(values.flatMap((value) => (Object.hasOwn(roles, value) ? [roles[value] as Role] : [])))];
}
