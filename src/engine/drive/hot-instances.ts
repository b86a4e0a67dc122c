/**
 * Keeps what was committed last in memory, so that an instance in use is not read, parsed and looked over for each of its
 * steps. It stays right with several writers: the storage is asked each time whether the row is still that one.
 */
import type { EngineStorage, InstanceRow } from "../ports.ts";

/**
 * Length of all texts of states together; with their values, and the texts of their parts, they take some ten to twelve
 * times as many bytes. A large incident has 10,000 characters, a night some dozens of them.
 */
const textMax = 2_000_000;

export interface RememberingStorage extends EngineStorage {
  /** These instances as they were committed last by this engine; null unless all of them are in memory. */
  remembered(ids: readonly string[]): readonly InstanceRow[] | null;
}

export function withHotInstances(storage: EngineStorage): RememberingStorage {
  const hot = new HotInstances();
  return {
    ...storage,
    remembered: (ids) => {
      const rows = [...new Set(ids)].flatMap((id) => hot.get(id) ?? []);
      return rows.length === new Set(ids).size ? rows : null;
    },
    load: async (instances, commandIds, messages) => {
      const loaded = await storage.load(instances, commandIds, messages, hot.seqs(instances));
      const found = new Set(loaded.instances.map(({ id }) => id));
      const unchanged = instances.filter((id) => !found.has(id)).flatMap((id) => hot.get(id) ?? []);
      return { ...loaded, instances: [...loaded.instances, ...unchanged] };
    },
    commit: async (batch, options) => {
      await storage.commit(batch, options);
      for (const row of [...batch.inserted, ...batch.updated]) hot.keep(row);
    },
  };
}

/** The least recently kept go first. */
class HotInstances {
  readonly #rows = new Map<string, InstanceRow>();
  #text = 0;

  get(id: string): InstanceRow | undefined {
    return this.#rows.get(id);
  }

  seqs(ids: readonly string[]): ReadonlyMap<string, number> {
    return new Map(ids.flatMap((id) => this.#seqOf(id)));
  }

  keep(row: InstanceRow): void {
    this.#drop(row.id);
    this.#rows.set(row.id, row);
    this.#text += lengthOf(row);
    for (const id of this.#rows.keys()) {
      if (this.#text <= textMax) break;
      this.#drop(id);
    }
  }

  #seqOf(id: string): readonly (readonly [string, number])[] {
    const row = this.#rows.get(id);
    return row === undefined ? [] : [[id, row.seq]];
  }

  #drop(id: string): void {
    const row = this.#rows.get(id);
    if (row === undefined) return;
    this.#rows.delete(id);
    this.#text -= lengthOf(row);
  }
}

function lengthOf({ stateText = "" }: InstanceRow): number {
  return stateText.length;
}
