/** Joins what the accounts need: their tables, the organisation's record, the clock, and chance. */
import type { Config } from "../../config/config.ts";
import { ConfigurationError } from "../../config/problems.ts";
import type { Storage } from "../../db/open-storage.ts";
import type { Organisation } from "../directory/person.ts";
import { systemClock, type Clock } from "../kernel/clock.ts";
import { systemNewId } from "../kernel/ids.ts";
import { systemNewSecret } from "../kernel/secret.ts";
import { openAccounts, type Accounts } from "../accounts/accounts.ts";
import type { SendNotice } from "../accounts/notices.ts";
import { passwordHasher } from "../accounts/password-hash.ts";
import type { AccountStorage, OrganisationStart } from "../accounts/ports.ts";
import { streamMemberships } from "../accounts/stream-memberships.ts";
import type { OnSignIn } from "../accounts/sign-in-watch.ts";
import type { OrganisationStream } from "../organisation/stream.ts";

export interface PeopleParts {
  readonly config: Pick<Config, "signIn" | "provider">;
  readonly storage: Pick<Storage, "accounts" | "keys">;
  readonly record: OrganisationStream | null;
  /** Whose changes show at once. */
  readonly contacts: AccountStorage["contacts"];
  readonly organisation: Organisation;
  readonly clock: Clock;
  readonly baseUrl: string;
  readonly onSignIn: OnSignIn | undefined;
  /** How notices about accounts leave. */
  readonly sendNotice: SendNotice | undefined;
  readonly onProblem: ((problem: unknown) => void) | undefined;
}

/** Null: nobody signs in here, or there is no record to change. */
export async function openPeople(parts: PeopleParts): Promise<Accounts | null> {
  const { config, storage, record, contacts, organisation, clock, baseUrl, onSignIn, sendNotice, onProblem } = parts;
  if (config.signIn === "off" || record === null) return null;
  const failureKey = await storage.keys.key("sign-in failures", systemNewSecret(), systemClock.now());
  return openAccounts({
    failureKey,
    storage: { ...storage.accounts, contacts },
    members: streamMemberships(record),
    hasher: passwordHasher(),
    clock,
    newId: systemNewId,
    newSecret: systemNewSecret,
    origin: () => new URL(baseUrl).origin,
    organisation: () => `${organisation.name.zh} ${organisation.name.en}`,
    provider: config.provider,
    onSignIn,
    sendNotice,
    onProblem,
  });
}

/**
 * A set-up with nobody at the keyboard: done once, when the environment names an administrator. Says what came of it; throws
 * `ConfigurationError` when it cannot be.
 */
export async function setUpUnattended(
  accounts: Accounts,
  { setUp }: Pick<Config, "setUp">,
  suggested: OrganisationStart,
): Promise<string | null> {
  if (setUp === null || !(await accounts.setUp.needed())) return null;
  const { name, mail, password, language, organisation, zone } = setUp;
  const start: OrganisationStart = {
    ...suggested,
    ...(organisation === null ? {} : { name: { zh: organisation, en: organisation } }),
    ...(zone === null ? {} : { zone, zoneLabel: { zh: zone, en: zone } }),
  };
  const outcome = await accounts.setUp.run(accounts.setUp.code, start, { name, mail, password, language });
  if (outcome.outcome === "done") return `Set up: ${mail} is the first administrator.`;
  const why = outcome.outcome === "fault" ? `the password is not accepted (${outcome.fault})` : outcome.outcome;
  throw new ConfigurationError([
    `The unattended set-up did not happen: ${why}. Mend ANSWERABLE_SETUP_*, then start again.`,
  ]);
}
