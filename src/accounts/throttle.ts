/**
 * Makes guessing slow without locking anybody out: tries are counted for the account and for the address they come from,
 * and each one past the free ones makes the next wait, up to a quarter of an hour. A device from which the person has
 * signed in before is counted apart, for itself alone, so neither a stranger's failures nor those of others behind the same
 * address keep the owner waiting there. What is stored is a keyed hash: neither what was typed nor where from.
 */
import { createHmac } from "node:crypto";
import type { Clock } from "../kernel/clock.ts";
import { folded } from "../kernel/folded.ts";
import { networkOf } from "../kernel/network-address.ts";
import { limits } from "./limits.ts";
import type { FailureRow, FailureStore } from "./ports.ts";

export interface Attempt {
  /** What was typed as the account, known or not: both cost the same. */
  readonly account: string;
  readonly address: string;
  /** Hash of a device on which this person has signed in before; null for any other. */
  readonly device: string | null;
}

export interface Throttle {
  /** How long a try would have to wait (ms). Counts nothing. */
  waitMs(attempt: Attempt): Promise<number>;
  /** 0: the try may be made, and counts as a failure until it has succeeded. Else how long to wait (ms). */
  admit(attempt: Attempt): Promise<number>;
  succeeded(attempt: Attempt): Promise<void>;
}

/** `key`: a secret of this desk, the same on every node. */
export function signInThrottle(failures: FailureStore, clock: Clock, key: string): Throttle {
  const oneByOne = inTurn();
  const forgetOld = forgettingNowAndThen(failures);
  const countedFor = (attempt: Attempt) => counters(attempt, (words) => keyed(key, words));
  const look = async (attempt: Attempt): Promise<number> => {
    const now = clock.now();
    const counted = countedFor(attempt);
    const found = await failures.of(counted.map((one) => one.key));
    return Math.max(...counted.map((one) => leftOf(found.get(one.key), one.free, one.mostMs, now)));
  };
  const admit = async (attempt: Attempt): Promise<number> => {
    const now = clock.now();
    await forgetOld(now);
    const waitMs = await look(attempt);
    if (waitMs > 0) return waitMs;
    for (const one of countedFor(attempt)) await failures.count(one.key, now, now - limits.failuresForgottenAfterMs);
    return 0;
  };
  return {
    waitMs: look,
    // A hundred tries at once would otherwise all look before the first is counted.
    admit: (attempt) => oneByOne(() => admit(attempt)),
    succeeded: async (attempt) => {
      const [account, address] = countedFor(attempt);
      await failures.clear(account.key);
      // Only this try is taken back: signing in as oneself buys no tries at somebody else's account.
      if (address) await failures.uncount(address.key);
    },
  };
}

/** Anybody may type any account: without this, what they typed would stay for ever. */
function forgettingNowAndThen(failures: FailureStore): (now: number) => Promise<void> {
  let next = 0;
  return async (now) => {
    if (now < next) return;
    next = now + limits.failuresForgottenAfterMs;
    await failures.forget(now - limits.failuresForgottenAfterMs);
  };
}

function inTurn(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
}

const accountLengthMax = 254;
/** One key for whatever is too long to be anybody's account. */
const tooLong = "too long";

interface Counted {
  readonly key: string;
  readonly free: number;
  readonly mostMs: number;
}

function counters(
  { account, address, device }: Attempt,
  keyOf: (words: string) => string,
): readonly [account: Counted, ...address: Counted[]] {
  const plain = folded(account, accountLengthMax) ?? tooLong;
  const ofAccount = { free: limits.freeFailuresPerAccount, mostMs: limits.waitMsMax };
  if (device !== null) return [{ key: keyOf(`device ${device} ${plain}`), ...ofAccount }];
  const ofAddress = { free: limits.freeFailuresPerAddress, mostMs: limits.waitMsMaxPerAddress };
  return [
    { key: keyOf(`account ${plain}`), ...ofAccount },
    { key: keyOf(`address ${networkOf(address)}`), ...ofAddress },
  ];
}

/** Somebody types a password where the address belongs: whoever reads the database must not find it there. */
function keyed(key: string, words: string): string {
  return createHmac("sha256", key).update(`sign-in failure\n${words}`).digest("base64url");
}

function leftOf(row: FailureRow | undefined, free: number, most: number, now: number): number {
  if (!row || row.count < free || now - row.lastAt >= limits.failuresForgottenAfterMs) return 0;
  const wait = Math.min(most, limits.waitMsFirst * 2 ** Math.min(20, row.count - free));
  return Math.max(0, row.lastAt + wait - now);
}
