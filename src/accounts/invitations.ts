/** Links by which somebody chooses a password: single use, three days, the newest one of a person only. */
import type { Clock } from "../kernel/clock.ts";
import { secretHash, type NewSecret } from "../kernel/secret.ts";
import { limits } from "./limits.ts";
import type { InvitationRow, InvitationStore } from "./ports.ts";

export interface Invitation {
  readonly secret: string;
  /** `/invitation/…`, below the desk's address. */
  readonly path: string;
  readonly expiresAt: number;
}

export interface Invitations {
  make(person: string, by: string): Promise<Invitation>;
  find(secret: string): Promise<InvitationRow | null>;
  waiting(): Promise<readonly InvitationRow[]>;
  withdraw(person: string): Promise<void>;
}

export function openInvitations(store: InvitationStore, clock: Clock, newSecret: NewSecret): Invitations {
  const good = (row: InvitationRow | null) => (row && clock.now() < row.expiresAt ? row : null);
  return {
    make: async (person, by) => {
      const secret = newSecret();
      const madeAt = clock.now();
      const expiresAt = madeAt + limits.invitationMs;
      await store.put({ secretHash: secretHash(secret), person, madeBy: by, madeAt, expiresAt });
      return { secret, path: `/invitation/${secret}`, expiresAt };
    },
    find: async (secret) => good(await store.find(secretHash(secret))),
    waiting: () => store.waiting(clock.now()),
    withdraw: (person) => store.withdraw(person),
  };
}
