/** Where the file of a database really is, and whether the files that a process has open are still there. */
import { chownSync, existsSync, lstatSync, readlinkSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { StorageUnavailableError } from "../src/engine/failures.ts";

/** The one name of a file, through whichever symbolic links it was named. Its folder must be there; the file need not. */
export function placeOf(file: string): string {
  const path = resolve(file);
  try {
    return realpathSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  // A link to a file that is not there yet.
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink())
    return placeOf(resolve(dirname(path), readlinkSync(path)));
  return join(realpathSync(dirname(path)), basename(path));
}

/** SQLite keeps what was written last in a file that is named after the database, so a second name of it would miss that. */
export function refuseSecondName(place: string): void {
  const names = statSync(place, { throwIfNoEntry: false })?.nlink ?? 1;
  if (names <= 1) return;
  throw new StorageUnavailableError(
    "broken",
    `${place} has ${names} names (hard links). A server may be writing it under another one, and what was written last is found only under that one. Find them with \`find / -samefile ${place}\`; remove the others, or, while no server runs, make this a file of its own: cp -p ${place} ${place}.own && mv ${place}.own ${place}`,
  );
}

/**
 * Says what has become of the files of an open database, or null while they are where they were. On a file that was removed,
 * moved or exchanged, SQLite goes on writing, and nobody would find again what was acknowledged.
 */
export function filesInPlace(place: string): () => string | null {
  const known = ["", "-wal", "-shm", ".lock"]
    .map((part) => [place + part, identityOf(place + part)] as const)
    .filter(([, identity]) => identity !== null);
  return () => {
    const lost = known.find(([path, identity]) => identityOf(path) !== identity)?.[0];
    if (lost === undefined) return null;
    return `${lost} was removed, moved or exchanged while this process had it open. Nothing more is acknowledged: it would be in no file that is found again. Put the file or its folder back where it was, or restore the last backup, and start again.`;
  };
}

function identityOf(path: string): string | null {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return null;
  }
}

/** What root makes in the folder of another user must belong to that user, or the server could not use it. */
export function giveToOwner(path: string): void {
  if (process.geteuid?.() !== 0 || !existsSync(path)) return;
  const { uid, gid } = statSync(dirname(path));
  chownSync(path, uid, gid);
}
