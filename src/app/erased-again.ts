/** Holds a database against what is kept outside of it: a backup from before an erasure still has the words. */
import type { Storage } from "../../db/open-storage.ts";
import type { ErasureLedger } from "../desk/erasure-ports.ts";
import type { ErasedText } from "../engine/erased-ports.ts";
import type { Engine } from "../engine/index.ts";
import { systemActor } from "../../machines/organisation/people.ts";

interface Held {
  readonly storage: Pick<Storage, "texts" | "erasedTexts">;
  readonly engine: Pick<Engine, "erase">;
  readonly ledger: ErasureLedger;
  readonly newId: () => string;
}

/** Texts asked for at a time. */
const pageMax = 500;

/**
 * Erases again what was erased, by a new row where the one that said so is lost, and keeps outside what only the database knows.
 * Returns how many texts were erased.
 */
export async function eraseAgain({ storage, engine, ledger, newId }: Held): Promise<number> {
  let count = 0;
  for (const [instance, erased] of byInstance(await ledger.read())) {
    for (let at = 0; at < erased.length; at += pageMax) {
      const some = erased.slice(at, at + pageMax);
      const stored = await storage.texts(some.map(({ ref }) => ({ instance, ref })));
      const back = new Set(stored.filter(({ text }) => text !== null).map(({ ref }) => ref));
      for (const [reason, refs] of byReason(some.filter(({ ref }) => back.has(ref)))) {
        const command = { by: systemActor, commandId: `erased-again ${newId()}` };
        const outcome = await engine.erase(instance, refs, reason, command);
        if (outcome.outcome !== "accepted")
          throw new Error(`Texts of ${instance} that were erased before a restore cannot be erased again.`);
        count += refs.length;
      }
    }
  }
  await ledger.append(await storage.erasedTexts());
  return count;
}

function byInstance(erased: readonly ErasedText[]): ReadonlyMap<string, readonly ErasedText[]> {
  const groups = new Map<string, ErasedText[]>();
  for (const one of erased) {
    const group = groups.get(one.instance);
    if (group === undefined) groups.set(one.instance, [one]);
    else group.push(one);
  }
  return groups;
}

function byReason(erased: readonly ErasedText[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { reason, ref } of erased) groups.set(reason, [...(groups.get(reason) ?? []), ref]);
  return groups;
}
