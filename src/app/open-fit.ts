/**
 * Opens the desk on a database that it may go on writing; on one that is damaged, or older than what had been recorded, it is
 * opened for reading only, so that what is there can still be looked at.
 */
import type { Config } from "../../config/config.ts";
import { UnfitDatabaseError } from "../../db/unfit-database.ts";
import { compose, type Answerable, type Overrides } from "./compose.ts";
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
    const readOnly = error instanceof UnfitDatabaseError ? readOnlyFor(error) : null;
    if (readOnly === null) throw error;
    overrides.onProblem?.(error);
    return { answerable: await composeReadOnly(config, overrides, error as Error), readOnly };
  }
}

async function composeReadOnly(config: Config, overrides: Overrides, why: Error): Promise<Answerable> {
  const answerable = await compose(config, { ...overrides, mode: "read", side: "both" }).catch(() =>
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
      return { what: "damaged", sentence: message };
    case "older":
      return { what: "older", sentence: message, missing: unfit.recorded - unfit.reached, lastAt: unfit.lastAt };
    case "missing":
    case "unfinished":
      return null;
  }
}
