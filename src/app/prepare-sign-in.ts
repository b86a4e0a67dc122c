/** What has to be so before anybody signs in, and what whoever started the desk must know about it. */
import { statSync } from "node:fs";
import { ConfigurationError } from "../../config/problems.ts";
import type { Answerable } from "./compose.ts";
import { setUpUnattended } from "./open-accounts.ts";
import type { CopyRow } from "../accounts/way-ports.ts";

type Prepared = Pick<Answerable, "accounts" | "config" | "baseUrl">;

export interface SignInPrepared {
  readonly said: readonly string[];
  /** What whoever started the desk can do first. */
  readonly next: string;
}

/**
 * A desk that nobody can sign in to yet is set up from the environment, or waits for whoever has the code. `address` is where
 * the desk is opened.
 */
export async function prepareSignIn({ accounts, config, baseUrl }: Prepared, address: string): Promise<SignInPrepared> {
  if (accounts === null)
    return {
      said: ["Sign-in is off (ANSWERABLE_SIGN_IN=off): visitors choose who they are."],
      next: `Open ${address} in a browser, choose who you are, and register an incident.`,
    };
  refuseReadableDatabase(config.databaseUrl);
  const signIn = `Open ${address} in a browser and sign in.`;
  const done = await setUpUnattended(accounts, config, config.settings.organisation);
  if (done !== null) return { said: [done], next: signIn };
  if (!(await accounts.setUp.needed())) return { said: formatCopied(await accounts.copies.shown()), next: signIn };
  return {
    said: [`No accounts yet. Open ${baseUrl}/set-up and enter this one-time code:`, "", `    ${accounts.setUp.code}`],
    next: "Whoever enters it becomes the first administrator, and invites the others under Administration.",
  };
}

/** Of a desk whose data can only be looked at. */
export function forReading(sentence: string, address: string): SignInPrepared {
  return { said: [`READ-ONLY. ${sentence}`], next: `Open ${address} in a browser to look; nothing can be recorded.` };
}

/** Until an administrator has read it. */
function formatCopied(copies: readonly CopyRow[]): readonly string[] {
  return copies.map(({ how, madeAt, endedAt, ended }) => {
    const { sessions, tokens, links, devices, calendars } = ended;
    const counts = `sign-ins ${sessions}, API tokens ${tokens}, unused links ${links}, known devices ${devices}, calendar addresses ${calendars}`;
    const [made, at] = [madeAt, endedAt].map((time) => new Date(time).toISOString());
    return `This desk was started from a ${how === "asked" ? "copy" : how} made at ${made}. All that it had handed out ended at ${at}: ${counts}. Passwords, codes, passkeys, provider links and webhooks are as they were then; see /administration.`;
  });
}

const othersMayRead = 0o004;

/** It holds what people sign in with. A new one is its owner's alone; an older one may not be. */
function refuseReadableDatabase(databaseUrl: string): void {
  const file = databaseUrl.startsWith("sqlite:") ? databaseUrl.slice("sqlite:".length) : ":memory:";
  if (file === ":memory:") return;
  // What was written last stands in the files beside it for a while.
  const modes = [file, `${file}-wal`, `${file}-shm`].map(
    (part) => statSync(part, { throwIfNoEntry: false })?.mode ?? 0,
  );
  if (modes.every((mode) => (mode & othersMayRead) === 0)) return;
  throw new ConfigurationError([
    `${file} can be read by everybody on this machine, and holds what people sign in with. Mend it with: chmod o-rwx ${file}*`,
  ]);
}
