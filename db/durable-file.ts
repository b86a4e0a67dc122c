/** Files that must survive a power cut: their bytes, and their names. */
import { closeSync, fsyncSync, openSync } from "node:fs";
import { dirname } from "node:path";

/** After this the file's content and its name are on disk. */
export function makeDurable(file: string): void {
  for (const path of [file, dirname(file)]) {
    const handle = openSync(path, "r");
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  }
}
