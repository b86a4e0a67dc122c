/** What takes long to read goes to threads of its own (docs/decisions/0129). */
import type { Storage } from "../../db/open-storage.ts";
import type { IncidentQuery } from "../desk/ports.ts";
import { openReaderPool, type ReaderPool } from "../engine-host/reader-pool.ts";
import type { Engine } from "../engine/index.ts";
import { steadyClock } from "../kernel/clock.ts";

export interface ReaderThreadData {
  readonly url: string;
}

type Kept = Parameters<NonNullable<Storage["keepCheckpoints"]>>;

export function openReaders(
  url: string,
  { keepCheckpoints }: Pick<Storage, "keepCheckpoints">,
  onProblem: (problem: unknown) => void,
  entry = new URL("reader-thread.js", import.meta.url),
): ReaderPool {
  return openReaderPool({
    entry,
    data: { url } satisfies ReaderThreadData,
    clock: steadyClock,
    onProblem,
    onNote: (kept) => {
      keepCheckpoints?.(...(kept as Kept)).catch(onProblem);
    },
  });
}

/** Replays fold many rows. */
export function readingAside(engine: Engine, readers: ReaderPool): Engine {
  return { ...engine, replay: (...asked) => readers.ask("replay", asked) };
}

/** A search, and a list that goes back through all that is closed. */
export function listingAside(storage: Storage, readers: ReaderPool): Storage {
  const { list } = storage.incidents;
  const isLong = ({ text, open }: IncidentQuery) => text !== undefined || open !== true;
  return {
    ...storage,
    incidents: {
      ...storage.incidents,
      list: (query) => (isLong(query) ? readers.ask("list", [query]) : list(query)),
    },
  };
}
