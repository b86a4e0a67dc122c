/** Opens the desk on a database that has been held against what is kept outside of it. */
import type { Config } from "../../config/config.ts";
import type { Storage } from "../../db/open-storage.ts";
import { openDesk, type DeskOptions } from "../desk/open-desk.ts";
import type { Desk } from "../desk/types.ts";
import { systemNewId } from "../kernel/ids.ts";
import { eraseAgain } from "./erased-again.ts";
import { erasureLedger, outsideFolder } from "./erasure-ledger.ts";

/** `mayWrite`: before anybody is answered; the database may be a backup from before an erasure, or of one cut short. */
export async function openDeskHeld(
  options: Omit<DeskOptions, "policies" | "ledger" | "backupDays"> & { readonly storage: Storage },
  config: Config,
  mayWrite: boolean,
): Promise<Desk> {
  const { storage, engine } = options;
  const { policies, record } = config.settings;
  const folder = outsideFolder(config);
  const ledger = folder === null ? null : erasureLedger(folder);
  if (mayWrite && ledger !== null) await eraseAgain({ storage, engine, ledger, newId: systemNewId });
  const desk = openDesk({ ...options, policies, ...(ledger && { ledger }), backupDays: record.backupDays });
  if (mayWrite) await desk.finishErasures();
  return desk;
}
