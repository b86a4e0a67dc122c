import { StorageUnavailableError } from "../src/engine/failures.ts";
import { sqliteFailure } from "./sqlite-failure.ts";

/** What the system says of a file, for a person, by its code. */
const sentences: Readonly<Record<string, (path: string) => string>> = {
  EACCES: (path) => `This user may not write ${path}. Run the command as the user who owns the folder.`,
  EPERM: (path) => `This user may not write ${path}. Run the command as the user who owns the folder.`,
  EROFS: (path) => `${path} is on a disk that cannot be written (read-only).`,
  ENOSPC: (path) => `The disk of ${path} is full. Make room, and run the command again.`,
  EDQUOT: (path) => `This user may write no more on the disk of ${path}. Make room, and run the command again.`,
  ENOTDIR: (path) => `${path} cannot be: a part of its path is a file and not a folder.`,
  EISDIR: (path) => `${path} is a folder, and a file is needed.`,
  ENOENT: (path) => `${path} is not there.`,
  EEXIST: (path) => `${path} is there already, and is no folder.`,
  ENAMETOOLONG: (path) => `The name ${path} is too long for this disk.`,
  ELOOP: (path) => `${path} is a symbolic link that leads to itself.`,
};

/**
 * What went wrong while a file was written for whoever keeps the data, in words: `said` is what has not happened, and what is
 * as before.
 */
export function fileFailure(error: unknown, file: string, said: string): Error {
  const { code = "", path } = error as NodeJS.ErrnoException;
  const why = sentences[code]?.(path ?? file) ?? whySqlite(error, file);
  if (why === null) return error instanceof Error ? error : new Error(String(error));
  return new StorageUnavailableError(isFull(code) ? "full" : "broken", `${why} ${said}`, { cause: error });
}

function isFull(code: string): boolean {
  return /^(ENOSPC|EDQUOT|SQLITE_FULL)/.test(code);
}

function whySqlite(error: unknown, file: string): string | null {
  const raw = error instanceof StorageUnavailableError && error.cause !== undefined ? error.cause : error;
  const { code = "" } = raw as { code?: string };
  if (isFull(code)) return sentences["ENOSPC"]?.(file) ?? null;
  if (/^SQLITE_(CANTOPEN|READONLY)/.test(code))
    return `${file} cannot be written: its folder is missing, is read-only, or belongs to another user.`;
  return code.startsWith("SQLITE_") ? `${file}: ${sqliteFailure(raw).message}` : null;
}
