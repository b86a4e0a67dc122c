/** Files that must survive a power cut: their bytes, and their names. */
import { closeSync, fsyncSync, openSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { giveToOwner } from "./place.ts";

/** After this the file's content and its name are on disk. */
export function makeDurable(file: string): void {
  for (const path of [file, dirname(file)]) syncPath(path);
}

/** After this what was renamed, linked or removed in the folder is so on disk. */
export function makeNamesDurable(folder: string): void {
  syncPath(folder);
}

/** The file has the old text or the new one, whenever the power fails; it is this user's alone. Its name is on disk soon. */
export async function replaceText(file: string, text: string): Promise<void> {
  const next = `${file}.new`;
  await writeFile(next, text, { mode: 0o600, flush: true });
  giveToOwner(next);
  await rename(next, file);
}

function syncPath(path: string): void {
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
