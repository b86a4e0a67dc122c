/** Takes out of a backup what was erased since, before it takes the place of a database. */
import type { Config } from "../../../config/config.ts";
import { inOneFile } from "../../../db/one-file.ts";
import { makeDurable } from "../../../db/durable-file.ts";
import { openStorage } from "../../../db/open-storage.ts";
import { openEngine } from "../../engine/index.ts";
import { systemNewId } from "../../kernel/ids.ts";
import { allPlaybooks } from "../compose.ts";
import { eraseAgain } from "../erased-again.ts";
import { erasureLedger, outsideFolder } from "../erasure-ledger.ts";
import { knowledgeOf } from "../playbook-knowledge.ts";

const nobody = async (): Promise<never> => Promise.reject(new Error("nothing is delivered from a backup"));

/** `file` has been brought up to this program's schema, and nobody else has it. */
export async function eraseInBackup(config: Config, file: string): Promise<void> {
  const folder = outsideFolder(config);
  if (folder === null) return;
  // As the engine's thread has it: without a lock of its own, and without what a first start does.
  const storage = await openStorage({ url: `sqlite:${file}`, role: "engine" });
  const engine = await openEngine({ ...knowledgeOf(allPlaybooks()), storage, deliver: nobody });
  try {
    await eraseAgain({ storage, engine, ledger: erasureLedger(folder), newId: systemNewId });
  } finally {
    await engine.close();
  }
  inOneFile(file);
  makeDurable(file);
}
