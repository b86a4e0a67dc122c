/**
 * Argon2id in a bounded pool: a few at a time, some waiting, the rest is told to come back. Whoever has no password costs
 * the same work as whoever has one, so that the time of an answer says nothing.
 */
import { hash, verify, type Options } from "@node-rs/argon2";
import { limits } from "./limits.ts";

/** What OWASP's cheat sheet asks for at least: 19 MiB, two passes, one lane. Argon2id is the package's default. */
const cost: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** `stored` null: nobody has that password, at the same cost. */
  matches(stored: string | null, password: string): Promise<boolean>;
}

/** More people sign in at once than the pool takes. */
export class BusyError extends Error {
  override name = "BusyError";
  readonly status = 503;
}

export interface HasherOptions {
  /** For tests: the same algorithm, cheaper. */
  readonly cost?: Options;
  readonly atOnce?: number;
  readonly waitingMax?: number;
}

export function passwordHasher(options: HasherOptions = {}): PasswordHasher {
  const parameters = { ...cost, ...options.cost };
  const pooled = pool(options.atOnce ?? limits.hashesAtOnce, options.waitingMax ?? limits.hashesWaitingMax);
  let nobodys: Promise<string> | null = null;
  return {
    hash: (password) => pooled(() => hash(said(password), parameters)),
    matches: (stored, password) =>
      pooled(async () => {
        const otherwise = await (nobodys ??= hash("nobody has this password", parameters));
        const matched = await verify(stored ?? otherwise, said(password));
        return matched && stored !== null;
      }),
  };
}

/** The same characters however the keyboard composed them. Nothing is cut, trimmed or changed in case. */
export function said(password: string): string {
  return password.normalize("NFKC");
}

type Pooled = <Result>(work: () => Promise<Result>) => Promise<Result>;

function pool(atOnce: number, waitingMax: number): Pooled {
  let running = 0;
  const waiting: (() => void)[] = [];
  const aPlace = (): Promise<void> =>
    new Promise((resolve, reject) => {
      if (running < atOnce) {
        running += 1;
        resolve();
      } else if (waiting.length < waitingMax) waiting.push(resolve);
      else reject(new BusyError("Too many sign-ins at once."));
    });
  return async (work) => {
    await aPlace();
    try {
      return await work();
    } finally {
      // Whoever waits takes over the place.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
