/** When the last good backup was made: `backup` leaves it in the data folder, and the server reads it there. */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface LastBackup {
  /** ms since 1970. */
  readonly at: number;
  readonly file: string;
}

const fileName = "last-backup.json";

/** Throws what the file system throws. */
export function noteBackup(dataFolder: string, backup: LastBackup): void {
  const file = join(dataFolder, fileName);
  writeFileSync(`${file}.new`, `${JSON.stringify(backup)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Null: none has been made here, or what stands there is no such note. */
export function lastBackup(dataFolder: string): LastBackup | null {
  try {
    const { at, file } = JSON.parse(readFileSync(join(dataFolder, fileName), "utf8")) as Partial<LastBackup>;
    return typeof at === "number" && Number.isFinite(at) && typeof file === "string" ? { at, file } : null;
  } catch {
    return null;
  }
}

/** Null: there is none. Never negative, whatever the clock was set to since. */
export function backupAgeMs(dataFolder: string, now: number): number | null {
  const last = lastBackup(dataFolder);
  return last && Math.max(0, now - last.at);
}
