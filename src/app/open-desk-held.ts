/** Opens the desk on a database that has been held against what is kept outside of it. */
import type { Settings } from "../../config/policy.ts";
import type { Storage } from "../../db/open-storage.ts";
import { openDesk, type DeskOptions } from "../desk/open-desk.ts";
import type { Desk } from "../desk/types.ts";
import { systemNewId } from "../kernel/ids.ts";
import { eraseAgain } from "./erased-again.ts";
import { erasureLedger } from "./erasure-ledger.ts";

/** `mayWrite`: before anybody is answered; the database may be a backup from before an erasure, or of one cut short. */
export async function openDeskHeld(
  options: Omit<DeskOptions, "policies" | "ledger" | "backupDays"> & { readonly storage: Storage },
  { policies, record }: Settings,
  mayWrite: boolean,
): Promise<Desk> {
  const { storage, engine } = options;
  const ledger = record.outside === null ? null : erasureLedger(record.outside);
  if (mayWrite && ledger !== null) await eraseAgain({ storage, engine, ledger, newId: systemNewId });
  const desk = openDesk({ ...options, policies, ...(ledger && { ledger }), backupDays: record.backupDays });
  if (mayWrite) await desk.finishErasures();
  return desk;
}
