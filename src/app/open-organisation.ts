/** Opens the organisation's record and keeps what is shown of it up to date; a new one begins with the people of the settings file. */
import type { Settings } from "../../config/policy.ts";
import type { Storage } from "../../db/open-storage.ts";
import type { Playbook } from "../../machines/playbook.ts";
import { policyProblem } from "../organisation/limits.ts";
import type { Directory } from "../directory/types.ts";
import type { Organisation, Person, Named } from "../directory/person.ts";
import type { Engine } from "../engine/index.ts";
import { systemClock, type Clock } from "../kernel/clock.ts";
import { Loop } from "../kernel/loop.ts";
import { systemNewId } from "../kernel/ids.ts";
import { openDirectoryCache } from "../organisation/directory-cache.ts";
import { openOrganisation, type Organisation as OrganisationRecord } from "../organisation/commands.ts";
import type { AccountStorage } from "../accounts/ports.ts";
import { recordContinued, type Continued } from "./continued.ts";

interface RecordParts {
  readonly engine: Engine;
  readonly storage: Pick<Storage, "accounts">;
  readonly settings: Settings;
  readonly playbooks: readonly Playbook[];
  readonly clock: Clock;
  readonly mode: "write" | "read";
  /** False: whoever sets the desk up says who works here, not the settings file. */
  readonly imports: boolean;
  /** Two people have gone on with this record after a loss; null: nobody has. */
  readonly continued: Continued | null;
}

export interface OrganisationStore {
  /** Null: opened for reading before anybody has begun one, so the settings file is all there is. */
  readonly record: OrganisationRecord | null;
  /** Both are kept up to date in place. */
  readonly organisation: Organisation;
  readonly people: readonly Person[];
  /** Also those who have left. */
  readonly everybody: readonly Named[];
  readonly contacts: AccountStorage["contacts"];
  /** Looks again: another thread or another node may have changed something. */
  readonly refresh: () => Promise<void>;
}

export async function openRecord(parts: RecordParts): Promise<OrganisationStore> {
  const { settings, storage } = parts;
  const { organisation, people } = settings;
  const { contacts } = storage.accounts;
  const record = parts.mode === "write" ? await openToWrite(parts) : await openToRead(parts);
  if (parts.mode === "write" && parts.continued !== null && record !== null)
    await recordContinued(record, parts.continued);
  const isWaiting = !parts.imports;
  if (!record || !(record.directory().established || isWaiting))
    return { record, organisation, people, everybody: people, contacts, refresh: nothingToDo };
  const view = await openDirectoryCache(record, contacts, organisation);
  return { record, ...view, refresh: sharedInOneTurn(view.refresh) };
}

const nothingToDo = async () => undefined;

/** Many notifications that leave in one turn of the event loop need one look. */
function sharedInOneTurn(look: () => Promise<void>): () => Promise<void> {
  let next: Promise<void> | null = null;
  return () =>
    (next ??= Promise.resolve().then(() => {
      next = null;
      return look();
    }));
}

/** How long another node's change of people may go unseen here. */
const lookAgainMs = 1_000;

/** Looks again and again, where several nodes share one database. Returns how to stop. */
export function lookAgain(
  { refresh }: OrganisationStore,
  onProblem: (problem: unknown) => void = () => undefined,
): () => Promise<void> {
  const loop = new Loop({ clock: systemClock, look: refresh, pauseMaxMs: lookAgainMs, onProblem });
  loop.run();
  return () => loop.stop();
}

async function openToWrite(parts: RecordParts): Promise<OrganisationRecord> {
  const { settings, storage } = parts;
  const begun = await openOrganisation(openParts(parts, null));
  if (begun.directory().established || !parts.imports) return begun;
  // Addresses are no part of the record. They come first: a start that is cut short here begins again.
  for (const { id, email } of settings.people) await storage.accounts.contacts.set(id, "mail", email);
  return openOrganisation(openParts(parts, settings));
}

/** Finding it again changes nothing; beginning it would, and is refused by a storage that is open for reading. */
async function openToRead(parts: RecordParts): Promise<OrganisationRecord | null> {
  try {
    return await openOrganisation(openParts(parts, null));
  } catch {
    return null;
  }
}

function openParts({ engine, clock, playbooks }: RecordParts, settings: Settings | null) {
  return {
    engine,
    clock,
    newId: systemNewId,
    settings,
    policyProblem: (playbook: string, section: unknown, directory: Directory) =>
      policyProblem(playbooks, playbook, section, directory),
  };
}
