/**
 * The state beside the log is the fold of the log. One that cannot be read, or is not what its last log row recorded, is
 * therefore folded anew, and the next step writes it again: nothing but the log has to be sound.
 */
import { emptyFold, foldRow } from "../decide/replay.ts";
import { UnreadableRowError } from "../../kernel/unreadable-row.ts";
import type { EngineStorage, InstanceRow } from "../ports.ts";
import type { Definitions } from "./definitions.ts";
import { stateDigest, textDigest } from "./digest.ts";

/** Rows read at a time. */
const pageMax = 1_000;

/** Throws `UnreadableRowError` for an instance whose log does not lead to its last row either. */
export function withRefolding(storage: EngineStorage, definitions: Definitions): EngineStorage {
  return {
    ...storage,
    load: async (...asked) => {
      const { unreadable = [], ...loaded } = await storage.load(...asked);
      await definitions.bring([...loaded.instances, ...unreadable.map(({ row }) => row)].map(({ machine }) => machine));
      const sound = await Promise.all(
        loaded.instances.map(async (row) =>
          (await isRecorded(storage, row)) ? row : refold(storage, definitions, row, row),
        ),
      );
      // Nothing is done with such a one, and somebody should know why.
      for (const row of loaded.instances) {
        const definition = definitions.of(row);
        if ("code" in definition)
          storage.noteUnreadable?.({ table: "instances", key: row.id, instance: row.id, why: definition.sentence });
      }
      const folded = await Promise.all(unreadable.map(({ row, why }) => refold(storage, definitions, row, null, why)));
      return { ...loaded, instances: [...sound, ...folded] };
    },
  };
}

async function isRecorded(storage: EngineStorage, { id, seq, state, stateText }: InstanceRow): Promise<boolean> {
  const [last] = await storage.history(id, { after: seq - 1, upTo: seq });
  return (
    last === undefined || last.stateHash === (stateText === undefined ? stateDigest(state) : textDigest(stateText))
  );
}

/** `asIs` is what is stored, where that can be read: without its machine nothing can be folded, and nothing is done either. */
async function refold(
  storage: EngineStorage,
  definitions: Definitions,
  row: Omit<InstanceRow, "state" | "stateText">,
  asIs: InstanceRow | null,
  why = "the stored state is not the one that the log has recorded",
): Promise<InstanceRow> {
  const definition = definitions.of(row);
  const found = { table: "instances", key: row.id, instance: row.id, why };
  if ("code" in definition) {
    if (asIs !== null) return asIs;
    throw new UnreadableRowError(found);
  }
  storage.noteUnreadable?.(found);
  let fold = emptyFold;
  for (let isMore = true; isMore;) {
    const rows = await storage.history(row.id, { after: fold.seq, upTo: row.seq, limit: pageMax });
    for (const one of rows) fold = foldRow(definition, fold, one, stateDigest);
    isMore = rows.length === pageMax && fold.divergence === null;
  }
  if (fold.state === null || fold.divergence !== null || fold.seq !== row.seq) throw new UnreadableRowError(found);
  // The summary is made anew with the next step, whatever became of it.
  return { ...row, state: fold.state, summary: null };
}
