import { SamePersonError, StaleInstanceError, StorageUnavailableError } from "../src/engine/failures.ts";
import { isPreconditionFailed, samePersonSentence, staleSentence } from "./precondition.ts";

/** What SQLite threw, in the words of the engine's port; what is none of these is somebody's bad row. */
export function sqliteFailure(error: unknown): Error {
  if (isPreconditionFailed(error) || error instanceof StorageUnavailableError) return error;
  const { code = "", message = String(error) } = error as { code?: string; message?: string };
  const cause = { cause: error };
  // Two writers wrote the same place of the same history, or the same command twice.
  if (code === "SQLITE_CONSTRAINT_UNIQUE" && /failed: (log\.|instances\.id)/.test(message)) {
    return new StaleInstanceError(staleSentence, cause);
  }
  if (/^SQLITE_CONSTRAINT_(PRIMARYKEY|UNIQUE)/.test(code) && message.includes("failed: sign_offs."))
    return new SamePersonError(samePersonSentence, cause);
  if (code.startsWith("SQLITE_FULL")) {
    return new StorageUnavailableError("full", "The disk is full: nothing can be recorded until there is room.", cause);
  }
  if (/^SQLITE_READONLY(?!_DBMOVED)/.test(code)) {
    return new StorageUnavailableError(
      "read-only",
      "The database file can only be read: the disk is mounted read-only, or the file belongs to somebody else.",
      cause,
    );
  }
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) {
    return new StorageUnavailableError(
      "held",
      "Another program holds the database file; try again in a moment.",
      cause,
    );
  }
  if (isDamage(error))
    return new StorageUnavailableError("broken", `The database file is damaged: ${message} (${code}).`, cause);
  // After a failed fsync the kernel may forget which pages were not written, so a later success proves nothing.
  if (/^SQLITE_(IOERR|CANTOPEN|PROTOCOL|READONLY)/.test(code)) {
    return new StorageUnavailableError("broken", `The database cannot be written: ${message} (${code}).`, cause);
  }
  return new Error(`The database rejected the write: ${message}${code ? ` (${code})` : ""}.`, cause);
}

/** The file is there and can be read, and what it holds is no whole database. */
export function isDamage(error: unknown): boolean {
  return /^SQLITE_(CORRUPT|NOTADB)/.test(String((error as { code?: unknown } | null)?.code));
}
