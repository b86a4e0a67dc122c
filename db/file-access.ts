/** Whether a database file can be used, asked before SQLite is: it opens what it may not write for reading, without a word. */
import { accessSync, constants, statSync } from "node:fs";
import { dirname } from "node:path";

const companions = ["", "-wal", "-shm", ".lock", ".holder"];

/** Throws what the machine says: an error with a code and the path. */
export function requireFile(file: string, mode: "write" | "read"): void {
  const needed = mode === "write" ? constants.R_OK | constants.W_OK : constants.R_OK;
  if (mode === "write") accessSync(dirname(file), constants.W_OK | constants.X_OK);
  for (const path of companions.map((ending) => `${file}${ending}`)) {
    const present = statSync(path, { throwIfNoEntry: false });
    if (present?.isDirectory()) throw isFolder(path);
    // Opening a pipe would wait for somebody at its other end.
    if (present && !present.isFile()) throw isNoFile(path);
    if (present) accessSync(path, needed);
  }
}

function isFolder(path: string): Error {
  return Object.assign(new Error(`${path} is a folder`), { code: "EISDIR", syscall: "open", path });
}

function isNoFile(path: string): Error {
  return Object.assign(new Error(`${path} is no file`), { code: "EEXIST", syscall: "open", path });
}
