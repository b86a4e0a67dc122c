/** The shelf of this thread: the program's playbooks, and what the organisation's record and the stored texts add to them. */
import type { Storage } from "../../db/open-storage.ts";
import { organisation } from "../../machines/organisation/index.ts";
import { shelvedIn } from "../../machines/organisation/shelf.ts";
import { playbookKey, type Playbook } from "../../machines/playbook.ts";
import { openQueries } from "../engine/index.ts";
import { openingCommand } from "../organisation/stream.ts";
import { openShelf, type Shelf } from "../shelf/shelf.ts";

export type ShelfStorage = Pick<Storage, "playbookTexts"> & Parameters<typeof openQueries>[0]["storage"];

/** It has looked once. Throws `StorageUnavailableError`. */
export async function openShelfOn(
  storage: ShelfStorage,
  shipped: readonly Playbook[],
  onProblem: (problem: unknown) => void = () => undefined,
): Promise<Shelf> {
  const shelf = openShelf({ shipped, texts: storage.playbookTexts, record: recordIn(storage), onProblem });
  await shelf.look();
  return shelf;
}

/** Read beside the engine, which may be asking just because it met a name that it does not know. */
function recordIn(storage: ShelfStorage) {
  const queries = openQueries({ storage, machines: { [playbookKey(organisation)]: organisation.machine } });
  let id: string | null = null;
  let seen: { readonly seq: number; readonly shelved: ReturnType<typeof shelvedIn> } | null = null;
  return async (): Promise<ReturnType<typeof shelvedIn>> => {
    id ??= await organisationIn(storage);
    if (id === null) return none;
    const view = seen === null ? await queries.read(id) : await queries.readSince(id, seen.seq);
    if (view === null) return seen?.shelved ?? none;
    const shelved = shelvedIn(view.context);
    // The same list while nothing of it has changed.
    const isSame = seen !== null && JSON.stringify(seen.shelved) === JSON.stringify(shelved);
    seen = { seq: view.seq, shelved: isSame && seen ? seen.shelved : shelved };
    return seen.shelved;
  };
}

const none: ReturnType<typeof shelvedIn> = [];

/** Whoever opened the stream was the first under this command. */
async function organisationIn(storage: ShelfStorage): Promise<string | null> {
  const { commands } = await storage.load([], [openingCommand.commandId]);
  return commands[0]?.instance ?? null;
}
