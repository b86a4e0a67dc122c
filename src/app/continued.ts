/** The decision to go on after a loss: beside the key, where it was written first, and in the log, as the first row of the new name. */
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Config } from "../../config/config.ts";
import { systemActor } from "../../machines/organisation/people.ts";
import type { Organisation } from "../organisation/commands.ts";
import type { Signer } from "../record/note.ts";
import { keyFileOf } from "./key-place.ts";

export interface Continued {
  /** When it was decided, as a text. */
  readonly at: string;
  readonly from: string;
  readonly to: string;
  readonly found: "rows-lost" | "altered";
  /** The log as it is, and as it was signed. */
  readonly here: { readonly rows: number; readonly root: string };
  readonly signed: { readonly rows: number; readonly root: string; readonly note: string };
  readonly by: readonly [string, string];
  readonly reason: string;
}

const placeOf = (config: Config) => join(dirname(keyFileOf(config)), "record.continued.jsonl");

export function noteContinued(config: Config, continued: Continued): void {
  appendFileSync(placeOf(config), `${JSON.stringify(continued)}\n`, { mode: 0o600, flush: true });
}

/** How the record came by its present name; null: it has had it from the first. */
export function continuedIn(config: Config, signer: Signer | undefined): Continued | null {
  const place = placeOf(config);
  if (signer === undefined || !/\/record\/\d+$/.test(signer.origin) || !existsSync(place)) return null;
  const lines = readFileSync(place, "utf8").split("\n").filter(Boolean);
  const all = lines.map((line) => JSON.parse(line) as Continued);
  return all.findLast(({ to }) => to === signer.origin) ?? null;
}

/** Once, however often the desk starts. */
export async function recordContinued(
  record: Organisation,
  { from, to, found, ...continued }: Continued,
): Promise<void> {
  if (!record.directory().established) return;
  const { here, signed, by, reason } = continued;
  const fields = {
    ...{ from, to, found, one: by[0], other: by[1], reason },
    ...{ rows: String(here.rows), root: here.root, signedRows: String(signed.rows), signedRoot: signed.root },
    missing: String(Math.max(0, signed.rows - here.rows)),
  };
  const command = { commandId: `record-continued ${to}`, isDesksOwn: true } as const;
  const outcome = await record.act("RECORD_CONTINUED", fields, systemActor, command);
  if (outcome.outcome !== "done")
    throw new Error(`the decision to continue the record could not be put on record: ${JSON.stringify(outcome)}`);
}
