/** Checkpoints outside the database: a file that only grows, on another disk where there is one. */
import { closeSync, constants, existsSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** Notes one after the other with an empty line between them, which is also how they are written by hand. */
export function notesIn(text: string): readonly string[] {
  const notes: string[] = [];
  let lines: string[] = [];
  for (const line of text.split("\n")) {
    const isSigned = lines.some((one) => one.startsWith("\u2014 "));
    if (line === "" && isSigned) {
      notes.push(`${lines.join("\n")}\n`);
      lines = [];
    } else if (line !== "" || lines.length > 0) lines.push(line);
  }
  return notes;
}

/** Null: there is no such file. Throws what the disk says. */
export function readOutside(file: string): readonly string[] | null {
  return existsSync(file) ? notesIn(readFileSync(file, "utf8")) : null;
}

/** Resolves nothing and is on disk when it returns. Throws what the disk says. */
export function appendOutside(file: string, note: string): void {
  const isNew = !existsSync(file);
  // Never truncated, and another process may append as well: one write, at the end.
  const descriptor = openSync(file, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT, 0o644);
  try {
    writeSync(descriptor, `${note}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  if (isNew) syncFolder(dirname(file));
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Whether both lie on one disk, which is lost as a whole; null: one of them is not there. */
export function isSameDevice(file: string, folder: string): boolean | null {
  const place = existsSync(file) ? file : dirname(file);
  return existsSync(place) && existsSync(folder) ? statSync(place).dev === statSync(folder).dev : null;
}
