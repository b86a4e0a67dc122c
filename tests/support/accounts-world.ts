/** Accounts on SQLite in memory with a clock that is wound, cheap hashes, and a members that needs no engine. */
import { openStorage, type Storage } from "../../db/open-storage.ts";
import type { ProviderSettings } from "../../config/types.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import { systemNewId } from "../../src/kernel/ids.ts";
import { systemNewSecret } from "../../src/kernel/secret.ts";
import { openAccounts, type Accounts } from "../../src/accounts/accounts.ts";
import { passwordHasher, type PasswordHasher } from "../../src/accounts/password-hash.ts";
import type { AccountChange, AccountStorage, Member, MembershipStore } from "../../src/accounts/ports.ts";
import type { NoticeRow } from "../../src/accounts/way-ports.ts";
import type { Caller } from "../../src/accounts/sign-in.ts";

export const nightFalls = Date.parse("2026-11-22T21:02:00+08:00");
export const minutes = (count: number) => count * 60_000;
export const hours = (count: number) => minutes(60 * count);
export const goodPassword = "seven green herons at dusk";

export interface World {
  readonly accounts: Accounts;
  readonly storage: AccountStorage;
  readonly whole: Storage;
  /** What people were told about their accounts, in order. */
  readonly sent: readonly NoticeRow[];
  readonly members: MemoryMembers;
  readonly clock: WindingClock;
  /** How many passwords were hashed or compared. */
  readonly hashed: () => number;
  /** The keys under which failed sign-ins are stored. */
  readonly countedFailures: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

export const cheapHasher = (): PasswordHasher =>
  passwordHasher({ cost: { memoryCost: 64, timeCost: 1, parallelism: 1 } });

export async function aWorld(
  provider: ProviderSettings | null = null,
  origin = "https://desk.example.test",
  real = cheapHasher(),
): Promise<World> {
  const opened = await openStorage({ url: "sqlite::memory:" });
  const counted = new Set<string>();
  const { failures } = opened.accounts;
  const count: typeof failures.count = (key, ...rest) => (counted.add(key), failures.count(key, ...rest));
  const storage = { ...opened, accounts: { ...opened.accounts, failures: { ...failures, count } } };
  const clock = new WindingClock(nightFalls);
  const members = memoryMembers();
  const sent: NoticeRow[] = [];
  let hashes = 0;
  const hasher: PasswordHasher = {
    hash: (password) => ((hashes += 1), real.hash(password)),
    reserve: () => {
      const place = real.reserve();
      return place && { ...place, matches: (stored, password) => ((hashes += 1), place.matches(stored, password)) };
    },
  };
  const accounts = openAccounts({
    storage: storage.accounts,
    members,
    hasher,
    clock,
    newId: systemNewId,
    newSecret: systemNewSecret,
    failureKey: systemNewSecret(),
    origin: () => origin,
    organisation: () => "清河大学 Qinghe University",
    provider,
    sendNotice: async (notice) => `arrived as number ${String(sent.push(notice))}`,
  });
  return {
    accounts,
    storage: storage.accounts,
    whole: storage,
    sent,
    members,
    clock,
    hashed: () => hashes,
    countedFailures: async () => [...(await failures.of([...counted])).keys()],
    close: async () => {
      await accounts.notices.close();
      await storage.close();
    },
  };
}

/** Somebody with a password. */
export async function withAccount(
  world: World,
  id: string,
  parts: Partial<Member> = {},
  password = goodPassword,
): Promise<string> {
  const mail = `${id}@example.test`;
  const member = { id, name: id, language: "en", roles: ["lead"], ...parts } as const;
  const invited = await world.accounts.invite({ ...member, mail }, "system");
  if (invited.outcome !== "invited") throw new Error(invited.outcome);
  const accepted = await world.accounts.accept(invited.invitation.secret, password);
  if (accepted.outcome !== "done") throw new Error(JSON.stringify(accepted));
  return mail;
}

export const caller = (parts: Partial<Caller> = {}): Caller => ({
  agent: "test",
  address: "203.0.113.7",
  device: null,
  ...parts,
});

export type MemoryMembers = MembershipStore & { readonly changes: readonly (AccountChange | string)[] };

function memoryMembers(): MemoryMembers {
  const members = new Map<string, Member>();
  const changes: (AccountChange | string)[] = [];
  let established = false;
  const change = (id: string, parts: Partial<Member>) => {
    const member = members.get(id);
    if (member) members.set(id, { ...member, ...parts });
  };
  return {
    changes,
    established: () => established,
    all: () => [...members.values()],
    member: (id) => members.get(id) ?? null,
    establish: async (_organisation, first) => {
      if (established) return false;
      established = true;
      members.set(first.id, first);
      return true;
    },
    add: async (member, by) => {
      members.set(member.id, member);
      changes.push(`${by} adds ${member.id}`);
    },
    setRoles: async (id, roles, by) => {
      change(id, { roles });
      changes.push(`${by} gives ${id} ${roles.join(" ")}`);
    },
    setActive: async (id, active) => change(id, { active }),
    note: async (noted) => void changes.push(noted),
  };
}
