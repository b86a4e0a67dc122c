/**
 * Argon2id in a bounded pool: a few at a time, some waiting, the rest is told to come back. Whoever has no password costs
 * the same work as whoever has one, so that the time of an answer says nothing.
 */
import { hash, verify, type Options } from "@node-rs/argon2";
import { assert } from "../kernel/assert.ts";
import { limits } from "./limits.ts";

/** What OWASP's cheat sheet asks for at least: 19 MiB, two passes, one lane. Argon2id is the package's default. */
const cost: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export interface PasswordHasher {
  /** Throws `BusyError` before anything has happened. */
  hash(password: string): Promise<string>;
  /**
   * Keeps a place in the pool before anything is counted or used up, so that whoever finds it full has lost nothing. Whoever
   * has a place must leave it. Null: the pool is full.
   */
  reserve(): Place | null;
}

export interface Place {
  /** `stored` null: nobody has that password, at the same cost. */
  matches(stored: string | null, password: string): Promise<boolean>;
  leave(): void;
}

/** More people sign in at once than the pool takes: nothing was counted and nothing was changed. */
export class BusyError extends Error {
  override name = "BusyError";
  readonly status = 503;
}

/** For `catch`: a full pool is an answer. */
export function busyIsNull(error: unknown): null {
  if (error instanceof BusyError) return null;
  throw error;
}

export interface HasherOptions {
  /** For tests: the same algorithm, cheaper. */
  readonly cost?: Options;
  readonly atOnce?: number;
  readonly waitingMax?: number;
}

export function passwordHasher(options: HasherOptions = {}): PasswordHasher {
  const parameters = { ...cost, ...options.cost };
  const enter = pool(options.atOnce ?? limits.hashesAtOnce, options.waitingMax ?? limits.hashesWaitingMax);
  let nobodys: Promise<string> | null = null;
  const matches = async (stored: string | null, password: string): Promise<boolean> => {
    const otherwise = await (nobodys ??= hash("nobody has this password", parameters));
    const matched = await verify(stored ?? otherwise, said(password) ?? "");
    return matched && stored !== null && said(password) !== null;
  };
  return {
    hash: async (password) => {
      const plain = said(password);
      assert(plain !== null, "A password that is too long was refused before.");
      const place = enter();
      if (place === null) throw new BusyError("Too many sign-ins at once.");
      try {
        return await place.run(() => hash(plain, parameters));
      } finally {
        place.leave();
      }
    },
    reserve: () => {
      const place = enter();
      return place && { matches: (stored, given) => place.run(() => matches(stored, given)), leave: place.leave };
    },
  };
}

/** In UTF-16: what is longer can be no password, however its characters are composed. */
const lengthMax = 4 * limits.passwordLengthMax;

/** The same characters however the keyboard composed them. Nothing is cut, trimmed or changed in case. Null: too long. */
export function said(password: string): string | null {
  return password.length > lengthMax ? null : password.normalize("NFKC");
}

interface PoolPlace {
  run<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Whatever was run there has ended. */
  readonly leave: () => void;
}

/** So many places; at so many of them somebody works at once, and the others wait their turn. */
function pool(atOnce: number, waitingMax: number): () => PoolPlace | null {
  let places = atOnce + waitingMax;
  let running = 0;
  const waiting: (() => void)[] = [];
  const turn = (): Promise<void> =>
    new Promise((resolve) => {
      if (running >= atOnce) waiting.push(resolve);
      else {
        running += 1;
        resolve();
      }
    });
  const run: PoolPlace["run"] = async (work) => {
    await turn();
    try {
      return await work();
    } finally {
      // Whoever waits takes over the turn.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
  return () => {
    if (places === 0) return null;
    places -= 1;
    return { run, leave: () => void (places += 1) };
  };
}
