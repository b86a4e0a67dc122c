/** Pages of an SQLite file that do not hold together. */
import { existsSync, rmSync, statSync, writeFileSync } from "node:fs";
import type { SqliteConnection } from "./connect.ts";
import { isDamage, sqliteFailure } from "./sqlite-failure.ts";
import type { Reader, Writer } from "./statement.ts";
import { UnfitDatabaseError } from "./unfit-database.ts";

/** `quick_check` leaves out whether the indexes say what their tables say. */
export function damageOf(
  database: SqliteConnection["database"],
  check: "integrity_check(100)" | "integrity_check(1)" | "quick_check(1)",
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

/** Beside the database: ordinary work has met a page of it that does not hold together. */
const noteOf = (place: string) => `${place}.damaged`;

/** `error` as SQLite threw it, or as the engine's port says it. Never throws: what was met is thrown already. */
export function noteDamage(place: string, error: unknown): void {
  if (!isDamage(error) && !isDamage((error as { cause?: unknown } | null)?.cause)) return;
  try {
    writeFileSync(noteOf(place), `${(error as Error).message}\n`, { mode: 0o600 });
  } catch {
    // On a full or read-only disk the next start finds out again by itself.
  }
}

interface ReaderAndWriter {
  readonly reader: Reader;
  readonly writer: Writer;
}

/** The same, noting damage that they meet. */
export function notingDamage({ reader, writer }: ReaderAndWriter, place: string): ReaderAndWriter {
  const noted = (error: unknown) => {
    noteDamage(place, error);
    throw error;
  };
  return {
    reader: { all: (...asked) => reader.all(...asked).catch(noted) },
    writer: { run: (statements) => writer.run(statements).catch(noted), close: () => writer.close() },
  };
}

/** At a start; where damage was met at work, whatever the size. Throws `UnfitDatabaseError` when pages do not hold together. */
export function refuseDamaged(
  { database }: Pick<SqliteConnection, "database">,
  place: string,
  maxBytes = startCheckMaxBytes,
): void {
  const wasMet = existsSync(noteOf(place));
  if (!wasMet && statSync(place).size > maxBytes) return;
  const [damage] = damageOf(database, wasMet ? "integrity_check(1)" : "quick_check(1)");
  if (damage === undefined) {
    rmSync(noteOf(place), { force: true });
    return;
  }
  throw new UnfitDatabaseError(
    { what: "damaged" },
    `${damage.replace("The file", place)}. Nothing is written to it. Stop the desk, keep the file as it is, and restore the last backup: \`answerable restore <last backup> --force\`.`,
  );
}
