/** What takes long to read goes to threads of its own (docs/decisions/0129). */
import type { Config } from "../../config/config.ts";
import type { Storage, ThreadRole } from "../../db/open-storage.ts";
import { drawnElsewhere, drawnHere, type Drawings } from "../diagram/draw.ts";
import type { OpenParts } from "../kernel/open-parts.ts";
import type { Playbook } from "../../machines/playbook.ts";
import type { ExportRecord } from "../desk/export-ports.ts";
import type { IncidentQuery } from "../desk/ports.ts";
import { openReaderPool, type ReaderPool } from "../engine-host/reader-pool.ts";
import type { Engine } from "../engine/index.ts";
import { steadyClock } from "../kernel/clock.ts";

export interface ReaderThreadData {
  readonly config: Config;
}

type Kept = Parameters<NonNullable<Storage["keepCheckpoints"]>>;

export function openReaders(
  config: Config,
  { keepCheckpoints }: Pick<Storage, "keepCheckpoints">,
  onProblem: (problem: unknown) => void,
  entry = new URL("reader-thread.js", import.meta.url),
): ReaderPool {
  return openReaderPool({
    entry,
    data: { config } satisfies ReaderThreadData,
    clock: steadyClock,
    onProblem,
    onNote: (kept) => {
      keepCheckpoints?.(...(kept as Kept)).catch(onProblem);
    },
  });
}

/** What the rest of the program has of it. */
export interface Aside {
  readonly storage: Storage;
  readonly engine: (engine: Engine) => Engine;
  readonly drawings: Drawings;
  /** Null: it is done where it is asked. */
  readonly exportRecord: ExportRecord | null;
}

interface AsideParts {
  readonly config: Config;
  readonly playbooks: readonly Playbook[];
  readonly open: Pick<OpenParts, "add">;
  readonly onProblem: ((problem: unknown) => void) | undefined;
}

/** Only the thread that answers people has readers; elsewhere everything is read where it is asked. */
export function readAside(role: ThreadRole, storage: Storage, parts: AsideParts): Aside {
  if (role !== "web") return { storage, engine: (engine) => engine, drawings: drawnHere, exportRecord: null };
  const { config, playbooks, open, onProblem = () => undefined } = parts;
  const readers = openReaders(config, storage, onProblem);
  const drawings = drawnElsewhere((...asked) => readers.ask("layOut", asked));
  const notYet = steadyClock.after(drawAheadAfterMs, () => void drawAhead(drawings, playbooks));
  open.add("readers", () => {
    notYet();
    return readers.close();
  });
  return {
    storage: listingAside(storage, readers),
    // Replays fold many rows.
    engine: (engine) => ({ ...engine, replay: (...asked) => readers.ask("replay", asked) }),
    drawings,
    exportRecord: (...asked) => readers.ask("exportRecord", asked),
  };
}

/**
 * So long after its start the server has other things to do: whatever became due while it was down. Then the first reader begins too,
 * unless somebody searched before, for a thread costs two seconds of a processor to begin.
 */
const drawAheadAfterMs = 15_000;

/** A layout takes the longest of all and is worked out once: the first page that shows it should not have to wait. */
async function drawAhead({ draw }: Drawings, playbooks: readonly Playbook[]): Promise<void> {
  for (const playbook of playbooks)
    // One at a time, so that a search need not wait for all; whoever needs one that failed asks again.
    for (const language of ["zh", "en"] as const) await draw(playbook, { language }).catch(() => undefined);
}

/** A search, a list that goes back through all that is closed, and counting. */
function listingAside(storage: Storage, readers: ReaderPool): Storage {
  const { incidents } = storage;
  const isLong = ({ text, open }: IncidentQuery) => text !== undefined || open !== true;
  return {
    ...storage,
    statistics: { tally: (query) => readers.ask("tally", [query]) },
    incidents: {
      ...incidents,
      list: (query) => (isLong(query) ? readers.ask("list", [query]) : incidents.list(query)),
    },
  };
}
