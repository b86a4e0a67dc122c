/** The organisation's own stream in the log: one instance, whose state is the directory. Read often, so kept at hand. */
import type { Engine } from "../engine/api.ts";
import { systemActor } from "../../machines/organisation/people.ts";
import { doorNow } from "../kernel/acting.ts";
import type { Clock } from "../kernel/clock.ts";
import type { NewId } from "../kernel/ids.ts";
import type { Json, JsonObject } from "../kernel/json.ts";
import { directoryOf, rolesAt } from "../directory/directory.ts";
import type { Directory } from "../directory/types.ts";

const organisationMachine = "organisation@1";

/** The same on every node and at every start: the second is answered with what the first began. */
export const openingCommand = { by: "system", commandId: "organisation-opening" };

/** The directory, and of which row of the log: the last one, and the last that changed something. */
export interface DirectorySeen {
  readonly directory: Directory;
  readonly seq: number;
  readonly stepSeq: number;
}

export interface OrganisationStream {
  readonly id: string;
  /** As of the last look. */
  directory(): Directory;
  /** Looks again: another node or another door may have written. Reads it only where there is more than at the last look. */
  look(): Promise<DirectorySeen>;
  /** As `look`. */
  refresh(): Promise<Directory>;
  /** Records one change. Throws `DirectoryRefusal` when the organisation does not take it. */
  send(type: string, fields: JsonObject, by: string): Promise<void>;
  /** Hears of every directory that is new to this process. */
  onChange(hear: (directory: Directory) => void): void;
}

/** The change is not possible now; the sentence says why. */
export class DirectoryRefusal extends Error {
  override name = "DirectoryRefusal";
}

export async function openStream(
  { engine, newId, clock }: { readonly engine: Engine; readonly newId: NewId; readonly clock: Clock },
  input: Json = {},
): Promise<OrganisationStream> {
  const { id } = await engine.start(organisationMachine, input, openingCommand);
  let seen: DirectorySeen | null = null;
  const hearers: ((directory: Directory) => void)[] = [];
  const look = async (): Promise<DirectorySeen> => {
    const read = seen === null ? await engine.read(id) : await engine.readSince(id, seen.seq);
    const view = read && { ...read, context: await engine.opened(id, read.context) };
    // Of two looks at once the later one counts, whichever ends first.
    if (seen !== null && (view === null || view.seq <= seen.seq)) return seen;
    if (view === null) return look();
    seen = { directory: directoryOf(view.context), seq: view.seq, stepSeq: view.stepSeq };
    for (const hear of hearers) hear(seen.directory);
    return seen;
  };
  const refresh = async () => (await look()).directory;
  const first = await refresh();
  return {
    id,
    directory: () => seen?.directory ?? first,
    look,
    refresh,
    send: async (type, fields, by) => {
      const as = by === systemActor ? undefined : rolesAt(seen?.directory ?? first, by, clock.now());
      const auth = doorNow();
      const command = { by, commandId: newId(), ...(as && { as }), ...(auth !== undefined && { auth }) };
      const outcome = await engine.send(id, { type, ...fields }, command);
      await refresh();
      if (outcome.outcome === "refused") throw new DirectoryRefusal(outcome.reason.sentence);
    },
    onChange: (hear) => void hearers.push(hear),
  };
}
