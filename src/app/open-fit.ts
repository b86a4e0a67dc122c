/**
 * Opens the desk on a database that it may go on writing; on one that is damaged, or older than what had been recorded, it is
 * opened for reading only, so that what is there can still be looked at.
 */
import type { Config } from "../../config/config.ts";
import { UnfitDatabaseError } from "../../db/unfit-database.ts";
import { compose, type Answerable, type Overrides } from "./compose.ts";
import { isSqliteFile } from "../../db/open-storage.ts";
import { StorageUnavailableError } from "../engine/failures.ts";
import type { ReadOnly } from "../desk/read-only.ts";

export interface Fit {
  readonly answerable: Answerable;
  /** Why nothing is written; null: the desk does its work. */
  readonly readOnly: ReadOnly | null;
}

/** Throws what `compose` throws; and what is wrong with the database when it cannot even be read. */
export async function composeFit(config: Config, overrides: Overrides): Promise<Fit> {
  try {
    return { answerable: await compose(config, overrides), readOnly: null };
  } catch (error) {
    const readOnly = error instanceof UnfitDatabaseError ? readOnlyFor(error) : damagedServer(config, error);
    if (readOnly === null) throw error;
    if (error instanceof UnfitDatabaseError) overrides.onProblem?.(error);
    return { answerable: await composeReadOnly(config, overrides, error as Error), readOnly };
  }
}

/**
 * A page that PostgreSQL cannot read ends nobody's process: every start would meet it again. What went before is sound, so it
 * is shown. Null: this is something else. After a failed write of a file of our own nobody knows what is really on the disk.
 */
export function damagedServer(config: Config, error: unknown): ReadOnly | null {
  if (isSqliteFile(config.databaseUrl) || !(error instanceof StorageUnavailableError)) return null;
  if (error.reason !== "broken") return null;
  const todo = "Nothing is recorded any more. Stop the desk, restore the database from a backup, and start it again.";
  return { what: "damaged", sentence: `${error.message} ${todo}` };
}

export async function composeReadOnly(config: Config, overrides: Overrides, why: Error): Promise<Answerable> {
  const answerable = await compose(config, { ...overrides, mode: "read", role: "both" }).catch(() =>
    Promise.reject(why),
  );
  // Without a record that can be read nobody could be told from anybody else.
  if (config.signIn === "off" || answerable.accounts !== null) return answerable;
  await answerable.close();
  throw why;
}

function readOnlyFor({ unfit, message }: UnfitDatabaseError): ReadOnly | null {
  switch (unfit.what) {
    case "damaged":
    case "altered":
      return { what: unfit.what, sentence: message };
    case "older":
      return { what: "older", sentence: message, missing: unfit.recorded - unfit.reached, lastAt: unfit.lastAt };
    case "missing":
    case "unfinished":
      return null;
  }
}
