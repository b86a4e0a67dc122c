/**
 * How far the log had come, in a file beside the database. Whatever takes the database back (an older copy put in its place, a
 * write-ahead log that is gone) leaves the mark where it was, and is noticed by comparing the two.
 */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { replaceText } from "./durable-file.ts";
import type { Reader, Row } from "./statement.ts";
import { UnfitDatabaseError } from "./unfit-database.ts";

export interface Mark {
  /** Of the last row of the log. */
  readonly position: number;
  /** What that row is, so that another history of the same length is noticed as well. */
  readonly row: string;
  /** When it was decided (ms). */
  readonly at: number | null;
}

function markFileOf(place: string): string {
  return `${place}.mark`;
}

/** Null when there is none that can be read: then nothing is compared. */
function readMark(place: string): Mark | null {
  try {
    const { position, row, at } = JSON.parse(readFileSync(markFileOf(place), "utf8")) as Partial<Mark>;
    if (!Number.isSafeInteger(position) || typeof row !== "string") return null;
    return { position: Number(position), row, at: typeof at === "number" ? at : null };
  } catch {
    return null;
  }
}

export async function writeMark(place: string, mark: Mark): Promise<void> {
  await replaceText(markFileOf(place), `${JSON.stringify(mark)}\n`);
}

export function removeMark(place: string): void {
  rmSync(markFileOf(place), { force: true });
}

/** Of a log as it is now; null when it has no rows. */
export async function markOf(reader: Reader): Promise<Mark | null> {
  const [row] = await reader.all(`SELECT ${columns} FROM log ORDER BY position DESC LIMIT 1`);
  return row ? toMark(row) : null;
}

const columns = "position, instance, seq, state_hash, at";

/** Whatever stands in the row: other checks say what is wrong with it. */
function toMark(row: Row): Mark {
  const { position, instance, seq, state_hash: hash, at } = row;
  return {
    position: Number(position),
    row: [instance, seq, hash].map(String).join(" "),
    at: typeof at === "number" ? at : null,
  };
}

/** Throws `UnfitDatabaseError` when the database lacks what had been recorded. */
export async function refuseOlder(reader: Reader, place: string): Promise<void> {
  const why = await olderThanMark(reader, place);
  if (why !== null) throw why;
}

/** There was a database, and there is none: beginning an empty one would look as if nothing had ever been recorded. */
export function refuseMissing(place: string): void {
  const mark = readMark(place);
  if (mark === null || mark.position === 0 || existsSync(place)) return;
  throw new UnfitDatabaseError(
    { what: "missing" },
    `There is no database at ${place}, and there was one with ${mark.position} log rows${lastOf(mark)}. It was moved or removed. Put it back, or restore the last backup with \`answerable restore <backup>\`. Only to begin an empty desk here: rm ${markFileOf(place)}`,
  );
}

/** Why the database is not the one that the mark was made from, or null. */
export async function olderThanMark(reader: Reader, place: string): Promise<UnfitDatabaseError | null> {
  const mark = readMark(place);
  if (mark === null || mark.position === 0) return null;
  const [log] = await reader.all("SELECT name FROM sqlite_schema WHERE type = 'table' AND name = 'log'");
  const [row] = log ? await reader.all(`SELECT ${columns} FROM log WHERE position = ?`, [mark.position]) : [];
  if (row && toMark(row).row === mark.row) return null;
  const reached = log ? ((await markOf(reader))?.position ?? 0) : 0;
  return older(place, mark, reached);
}

function older(place: string, mark: Mark, reached: number): UnfitDatabaseError {
  const { position: recorded, at: lastAt } = mark;
  const what =
    reached < recorded
      ? `${place} ends at log row ${reached}, and this desk had recorded ${recorded}${lastOf(mark)}: ${recorded - reached} are missing. An older copy was put in its place, or the file ${place}-wal is gone.`
      : `${place} has another log row ${recorded} than this desk had recorded${lastOf(mark)}: another database was put in its place.`;
  return new UnfitDatabaseError(
    { what: "older", recorded, reached, lastAt },
    `${what} Nothing is written to it. Stop the desk, then put the missing file back; or \`answerable restore <last backup> --force\`; or, to go on with this file as it is, \`answerable restore ${place} --force\`.`,
  );
}

function lastOf({ at }: Mark): string {
  return at === null || Math.abs(at) > latestMs ? "" : ` (the last of ${new Date(at).toISOString()})`;
}

/** The end of what a date can say. */
const latestMs = 8.64e15;
