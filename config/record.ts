/** The section `record` of the settings file: how long a text may still be in a copy of the database. */
import { z } from "zod";

const backupDaysMax = 3_650;
const elsewhere =
  "is not set here: ANSWERABLE_RECORD_OUTSIDE names a file on another disk, and erasures.txt is kept beside it";

export const recordSection = z
  .strictObject({
    /** Refused with a sentence: what lies outside has one setting. */
    outside: z
      .unknown()
      .refine((given) => given === undefined, elsewhere)
      .optional(),
    backupDays: z.int().min(1).max(backupDaysMax).optional(),
  })
  .prefault({});

export interface RecordSettings {
  /** No backup is kept for longer (days); null: nobody has said. */
  readonly backupDays: number | null;
}

export function recordSettings({ backupDays }: z.output<typeof recordSection>): RecordSettings {
  return { backupDays: backupDays ?? null };
}
