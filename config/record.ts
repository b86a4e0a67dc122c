/** The section `record` of the settings file: what stands outside the database, and how long a text may still be in a copy of it. */
import { dirname, resolve } from "node:path";
import { z } from "zod";

const backupDaysMax = 3_650;

export const recordSection = z
  .strictObject({
    /** A folder on another disk, which no backup of the database holds. */
    outside: z.string().trim().min(1).max(500).optional(),
    backupDays: z.int().min(1).max(backupDaysMax).optional(),
  })
  .prefault({});

export interface RecordSettings {
  /** Where `erasures.txt` is kept; null: nowhere. */
  readonly outside: string | null;
  /** No backup is kept for longer (days); null: nobody has said. */
  readonly backupDays: number | null;
}

/** A folder is named as seen from the settings file. */
export function recordSettings(file: string, read: z.output<typeof recordSection>): RecordSettings {
  const { outside, backupDays = null } = read;
  return { outside: outside === undefined ? null : resolve(dirname(file), outside), backupDays };
}
