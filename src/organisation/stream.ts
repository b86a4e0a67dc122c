/** The organisation's own stream in the log: one instance, whose state is the directory. Read often, so kept at hand. */
import type { Engine } from "../engine/api.ts";
import type { NewId } from "../kernel/ids.ts";
import type { Json, JsonObject } from "../kernel/json.ts";
import { directoryOf } from "../directory/directory.ts";
import type { Directory } from "../directory/types.ts";

const organisationMachine = "organisation@1";

/** The same on every node and at every start: the second is answered with what the first began. */
const openingCommand = { by: "system", commandId: "organisation-opening" };

export interface OrganisationStream {
  readonly id: string;
  /** As of the last look. */
  directory(): Directory;
  /** Looks again: another node or another door may have written. */
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

export async function openStream(engine: Engine, newId: NewId, input: Json = {}): Promise<OrganisationStream> {
  const { id } = await engine.start(organisationMachine, input, openingCommand);
  let seq = -1;
  let present: Directory | null = null;
  const hearers: ((directory: Directory) => void)[] = [];
  const refresh = async (): Promise<Directory> => {
    const view = present === null ? await engine.read(id) : await engine.readSince(id, seq);
    // Of two looks at once the later one counts, whichever ends first.
    if (present !== null && (view === null || view.seq <= seq)) return present;
    if (view === null) return refresh();
    seq = view.seq;
    present = directoryOf(view.context);
    for (const hear of hearers) hear(present);
    return present;
  };
  const first = await refresh();
  return {
    id,
    directory: () => present ?? first,
    refresh,
    send: async (type, fields, by) => {
      const outcome = await engine.send(id, { type, ...fields }, { by, commandId: newId() });
      await refresh();
      if (outcome.outcome === "refused") throw new DirectoryRefusal(outcome.reason.sentence);
    },
    onChange: (hear) => void hearers.push(hear),
  };
}
