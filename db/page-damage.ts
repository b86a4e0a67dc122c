/** Pages of an SQLite file that do not hold together. */
import { statSync } from "node:fs";
import type { SqliteConnection } from "./connect.ts";
import { sqliteFailure } from "./sqlite-failure.ts";
import { UnfitDatabaseError } from "./unfit-database.ts";

/** `quick_check` leaves out whether the indexes say what their tables say. */
export function damageOf(
  database: SqliteConnection["database"],
  check: "integrity_check(100)" | "quick_check(1)",
): string[] {
  try {
    const said = database.prepare(`PRAGMA ${check}`).pluck().all() as string[];
    return said.length === 1 && said[0] === "ok" ? [] : said.map((line) => `The file is damaged: ${line}`);
  } catch (error) {
    return [`The file is damaged: ${sqliteFailure(error).message}`];
  }
}

/** A larger file would hold up the start for more than a few seconds; `verify` looks at it, and so does every backup. */
const startCheckMaxBytes = 1024 * 2 ** 20;

/** At a start. Throws `UnfitDatabaseError` when pages do not hold together. */
export function refuseDamaged(
  { database }: Pick<SqliteConnection, "database">,
  place: string,
  maxBytes = startCheckMaxBytes,
): void {
  if (statSync(place).size > maxBytes) return;
  const [damage] = damageOf(database, "quick_check(1)");
  if (damage === undefined) return;
  throw new UnfitDatabaseError(
    { what: "damaged" },
    `${damage.replace("The file", place)}. Nothing is written to it. Stop the desk, keep the file as it is, and restore the last backup: \`answerable restore <last backup> --force\`.`,
  );
}
