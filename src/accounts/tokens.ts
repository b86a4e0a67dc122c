/** What programs sign in with: made by a person, able to do at most what that person may, for a time. Shown once. */
import type { Clock } from "../kernel/clock.ts";
import type { NewId } from "../kernel/ids.ts";
import { secretHash, type NewSecret } from "../kernel/secret.ts";
import { limits } from "./limits.ts";
import type { Scope, TokenRow, TokenStore } from "./ports.ts";

const dayMs = 24 * 60 * 60 * 1000;
const minuteMs = 60_000;
/** Tells people and secret scanners what it is. */
const prefix = "answerable_";

export const scopes: readonly Scope[] = ["read", "write"];

export interface Tokens {
  /** `record` comes before the token is good. Null: the person has as many as anybody may. */
  issue(
    person: string,
    label: string,
    scopes: readonly Scope[],
    days: number,
    record?: (token: TokenRow) => Promise<void>,
  ): Promise<{ secret: string; token: TokenRow } | null>;
  /** Null: unknown, too old, or revoked. */
  find(secret: string): Promise<TokenRow | null>;
  list(person: string): Promise<readonly TokenRow[]>;
  revoke(person: string, id: string): Promise<boolean>;
  revokeAll(person: string): Promise<number>;
}

interface TokenParts {
  readonly store: TokenStore;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly newSecret: NewSecret;
}

export function openTokens({ store, clock, newId, newSecret }: TokenParts): Tokens {
  const isGood = ({ expiresAt, revokedAt }: TokenRow) => revokedAt === null && clock.now() < expiresAt;
  return {
    issue: async (person, label, wanted, days, record) => {
      if ((await store.ofPerson(person)).filter(isGood).length >= limits.tokensPerPersonMax) return null;
      const secret = `${prefix}${newSecret()}`;
      const madeAt = clock.now();
      const token: TokenRow = {
        secretHash: secretHash(secret),
        id: newId(),
        person,
        label,
        scopes: scopes.filter((scope) => wanted.includes(scope)),
        madeAt,
        expiresAt: madeAt + Math.min(days, limits.tokenDaysMax) * dayMs,
        usedAt: null,
        revokedAt: null,
      };
      await record?.(token);
      await store.put(token);
      return { secret, token };
    },
    find: async (secret) => {
      const token = secret.startsWith(prefix) ? known(await store.find(secretHash(secret))) : null;
      if (!token || !isGood(token)) return null;
      const now = clock.now();
      if (token.usedAt === null || now - token.usedAt >= minuteMs) await store.used(token.secretHash, now);
      return token;
    },
    list: async (person) => (await store.ofPerson(person)).map(known),
    revoke: (person, id) => store.revoke(person, id, clock.now()),
    revokeAll: (person) => store.revokeAll(person, clock.now()),
  };
}

/** A token may have been made when there were further scopes. */
function known<Token extends TokenRow | null>(token: Token): Token {
  return token && { ...token, scopes: token.scopes.filter((scope) => scopes.includes(scope)) };
}

/** Whoever may write may read what they wrote to. */
export function allows({ scopes: held }: Pick<TokenRow, "scopes">, needed: Scope): boolean {
  return held.includes(needed) || (needed === "read" && held.length > 0);
}
