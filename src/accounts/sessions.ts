/** Who is signed in where: a random secret in a cookie, its hash in the database, ended by time, by the person, or with their account. */
import type { Clock } from "../kernel/clock.ts";
import type { NewId } from "../kernel/ids.ts";
import { secretHash, type NewSecret } from "../kernel/secret.ts";
import { limits } from "./limits.ts";
import type { SessionRow, SessionStore, SignInWay } from "./ports.ts";

export interface Visit {
  /** What the browser says it is, and where it calls from. */
  readonly agent: string;
  readonly address: string;
}

export interface Opening {
  readonly person: string;
  readonly way: SignInWay;
  /** They have just proved who they are. */
  readonly isProven: boolean;
}

export interface Sessions {
  /** Returns the secret for the cookie: always a new one. */
  open(opening: Opening, visit: Visit): Promise<string>;
  /** Null: there is none, or its time is over. `isByItself`: an open page asks, and nobody has done anything. */
  find(secret: string, isByItself?: boolean): Promise<SessionRow | null>;
  /** The person has just proved who they are. Returns the new secret for the cookie; null when the session has ended. */
  confirm(secret: string): Promise<string | null>;
  isConfirmed(session: SessionRow): boolean;
  list(person: string): Promise<readonly SessionRow[]>;
  endBySecret(secret: string): Promise<void>;
  end(person: string, id: string): Promise<boolean>;
  endOthers(person: string, exceptId: string | null): Promise<number>;
}

/** Longer ago than any proof lasts. */
const never = 0;

interface SessionParts {
  readonly store: SessionStore;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly newSecret: NewSecret;
}

export function openSessions({ store, clock, newId, newSecret }: SessionParts): Sessions {
  const isOver = (session: SessionRow): boolean => {
    const now = clock.now();
    return now >= session.expiresAt || now - session.seenAt >= limits.sessionIdleMs;
  };
  return {
    open: async ({ person, way, isProven }, { agent, address }) => {
      const now = clock.now();
      await store.endExpired(now - limits.sessionIdleMs, now);
      const secret = newSecret();
      await store.put({
        secretHash: secretHash(secret),
        id: newId(),
        person,
        way,
        madeAt: now,
        seenAt: now,
        expiresAt: now + limits.sessionAbsoluteMs,
        confirmedAt: isProven ? now : never,
        agent: agent.slice(0, 200),
        address,
      });
      // Somebody who signs in again and again keeps the newest.
      for (const old of (await store.ofPerson(person)).slice(limits.sessionsPerPersonMax))
        await store.end(person, old.id);
      return secret;
    },
    find: async (secret, isByItself = false) => {
      const session = await store.find(secretHash(secret));
      if (!session || isOver(session)) return null;
      const now = clock.now();
      if (isByItself || now - session.seenAt < limits.sessionSeenEveryMs) return session;
      await store.seen(session.secretHash, now);
      return { ...session, seenAt: now };
    },
    confirm: async (secret) => {
      const renewed = newSecret();
      return (await store.confirmed(secretHash(secret), secretHash(renewed), clock.now())) ? renewed : null;
    },
    isConfirmed: ({ confirmedAt }) => clock.now() - confirmedAt < limits.confirmedForMs,
    list: async (person) => (await store.ofPerson(person)).filter((session) => !isOver(session)),
    endBySecret: (secret) => store.endBySecret(secretHash(secret)),
    end: (person, id) => store.end(person, id),
    endOthers: (person, exceptId) => store.endAll(person, exceptId),
  };
}
