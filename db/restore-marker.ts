/**
 * Putting a file in the place of a database takes several steps, and between them the one's write-ahead log could be taken for
 * the other's. So what is about to happen is written down first; from then on it has happened, and whoever comes next
 * finishes it: the next restore, or the server's next start.
 */
import { copyFileSync, existsSync, linkSync, readFileSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { makeDurable, makeNamesDurable, replaceText } from "./durable-file.ts";
import { removeMark } from "./high-water-mark.ts";
import { UnfitDatabaseError } from "./unfit-database.ts";

interface Marker {
  /** What was there gets this name in the same folder; null when nothing was. */
  readonly kept: string | null;
}

function markerOf(place: string): string {
  return `${place}.restoring`;
}

/** The name of the new file until it has the database's own. Nothing but a restore makes or removes it. */
function incomingOf(place: string): string {
  return `${place}.incoming`;
}

/** `part`, which is whole and on disk, will be the database, and what is there will be `kept`. */
export async function announceRestore(place: string, part: string, kept: string | null): Promise<void> {
  renameSync(part, incomingOf(place));
  makeNamesDurable(dirname(place));
  await replaceText(markerOf(place), JSON.stringify({ kept: kept === null ? null : basename(kept) } satisfies Marker));
  makeDurable(markerOf(place));
}

export function isUnfinished(place: string): boolean {
  return existsSync(markerOf(place));
}

/** Where the marker is whoever reads might see the one half and the other. */
export function refuseUnfinished(place: string): void {
  if (!isUnfinished(place)) return;
  throw new UnfitDatabaseError(
    { what: "unfinished" },
    `A restore of ${place} was cut short. Everything of it is on disk; the next start of the desk finishes it, and so does \`answerable migrate\`.`,
  );
}

/** Finishes what was announced; does nothing when nothing was. Needs the lock. Each step may have been done before. */
export function finishRestore(place: string): void {
  const incoming = incomingOf(place);
  if (!isUnfinished(place)) {
    // Cut short before it was announced.
    rmSync(incoming, { force: true });
    return;
  }
  const folder = dirname(place);
  const { kept } = JSON.parse(readFileSync(markerOf(place), "utf8")) as Marker;
  // When the new file has the name, what stands beside it is its own.
  if (existsSync(incoming)) {
    if (kept !== null) keep(place, join(folder, kept));
    rmSync(`${place}-shm`, { force: true });
    renameSync(incoming, place);
    makeNamesDurable(folder);
  }
  // It was of the other file; the next start makes its own.
  removeMark(place);
  rmSync(markerOf(place));
  makeNamesDurable(folder);
}

/** The database has a name all the time: whoever knows nothing of the marker must not find an empty place. */
function keep(place: string, kept: string): void {
  if (existsSync(place) && !existsSync(kept)) {
    try {
      linkSync(place, kept);
    } catch {
      // Some file systems know no links.
      copyFileSync(place, `${kept}.new`);
      makeDurable(`${kept}.new`);
      renameSync(`${kept}.new`, kept);
    }
  }
  for (const part of ["-wal", "-journal"]) if (existsSync(place + part)) renameSync(place + part, kept + part);
  makeNamesDurable(dirname(place));
}
