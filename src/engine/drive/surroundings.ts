/** Reads what stands around texts that are to be erased. That is rare, so it may read the whole log of its instance. */
import { refsIn } from "../../kernel/text-refs.ts";
import type { EngineStorage } from "../ports.ts";
import type { Surroundings } from "./erasing.ts";
import type { EraseWork, Work } from "./work.ts";

/** Rows read at a time. */
const pageMax = 1_000;

/** By instance. What somebody else writes meanwhile makes the commit stale, and then it is read anew. */
export async function surroundingsOf(
  storage: EngineStorage,
  works: readonly Work[],
): Promise<ReadonlyMap<string, Surroundings>> {
  const byInstance = new Map<string, EraseWork[]>();
  for (const work of works)
    if (work.kind === "erase") byInstance.set(work.id, [...(byInstance.get(work.id) ?? []), work]);
  const found = new Map<string, Surroundings>();
  for (const [id, asked] of byInstance) found.set(id, await around(storage, id, asked));
  return found;
}

async function around(storage: EngineStorage, instance: string, asked: readonly EraseWork[]): Promise<Surroundings> {
  const outcomes = [];
  for (let after = -1, isMore = true; isMore;) {
    const rows = await storage.history(instance, { after, limit: pageMax });
    outcomes.push(...rows.filter(({ kind }) => kind === "delivered" || kind === "dead-lettered"));
    after = rows.at(-1)?.seq ?? after;
    isMore = rows.length === pageMax;
  }
  const answers = outcomes.flatMap(({ detail }) => [...refsIn(detail)]);
  const refs = new Set([...asked.flatMap((work) => work.refs), ...answers]);
  const texts = await storage.texts([...refs].map((ref) => ({ instance, ref })));
  return { texts, messages: await storage.messages(instance), outcomes };
}
