/** What the server must remember between two pages of one sign-in: kept for ten minutes under a secret that only the browser has, used once. */
import type { Clock } from "../kernel/clock.ts";
import type { Json } from "../kernel/json.ts";
import { secretHash, type NewSecret } from "../kernel/secret.ts";
import { limits } from "./limits.ts";
import type { SignInStepStore } from "./ports.ts";

export type StepKind = "second-factor" | "passkey-sign-in" | "passkey-new" | "provider";

export interface Steps {
  begin(kind: StepKind, person: string | null, data: Json): Promise<string>;
  /** Looks without using it up. */
  look(kind: StepKind, secret: string): Promise<Step | null>;
  take(kind: StepKind, secret: string): Promise<Step | null>;
}

export interface Step {
  readonly person: string | null;
  readonly data: Json;
}

export function openSteps(store: SignInStepStore, clock: Clock, newSecret: NewSecret): Steps {
  const good = (row: Awaited<ReturnType<SignInStepStore["take"]>>): Step | null =>
    row && clock.now() < row.expiresAt ? { person: row.person, data: JSON.parse(row.data) as Json } : null;
  return {
    begin: async (kind, person, data) => {
      const now = clock.now();
      await store.endExpired(now);
      const secret = newSecret();
      const expiresAt = now + limits.signInStepMs;
      await store.put({ secretHash: secretHash(secret), kind, person, data: JSON.stringify(data), expiresAt });
      return secret;
    },
    look: async (kind, secret) => good(await store.find(secretHash(secret), kind)),
    take: async (kind, secret) => good(await store.take(secretHash(secret), kind)),
  };
}
