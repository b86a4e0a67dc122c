/** The section `record` of the settings file: who else signs its checkpoints, and how long a text may still be in a copy of the database. */
import { z } from "zod";

const backupDaysMax = 3_650;
const witnessesMax = 8;
const witnessKey = /^[^+\s]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}$/;

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
    witnesses: z
      .array(
        z.strictObject({
          address: z.url({ protocol: /^https?$/ }).max(500),
          key: z.string().regex(witnessKey, "is not the line that answerable witness prints at its start"),
        }),
      )
      .max(witnessesMax)
      .optional(),
  })
  .prefault({});

export interface RecordSettings {
  /** No backup is kept for longer (days); null: nobody has said. */
  readonly backupDays: number | null;
  /** Others to whom each checkpoint is shown, and who sign it. */
  readonly witnesses: readonly { readonly address: string; readonly key: string }[];
}

export function recordSettings({ backupDays, witnesses }: z.output<typeof recordSection>): RecordSettings {
  return { backupDays: backupDays ?? null, witnesses: witnesses ?? [] };
}
