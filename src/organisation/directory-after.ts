/** Directories that are not in any record: of a desk that has only its settings, and as one would be after a change. */
import { ownText, ownWords } from "../../machines/kit/text-ref.ts";
import { applied } from "../../machines/organisation/changes.ts";
import { newPerson } from "../../machines/organisation/parts/people.ts";
import { nobody } from "../../machines/organisation/parts/settings.ts";
import { asRecorded, toldApart } from "../../machines/organisation/told-apart.ts";
import type { Directory } from "../directory/types.ts";
import type { Organisation, Person } from "../directory/person.ts";

/** Everybody by their roles, and nobody rostered. */
export function directoryOfSettings({
  organisation,
  people,
}: {
  readonly organisation: Organisation;
  readonly people: readonly Person[];
}): Directory {
  const records = people.map(({ id, name, language, roles }) =>
    newPerson({ id, name: ownWords(name), language, roles, units: [], at: 0 }),
  );
  const { name, zoneLabel } = organisation;
  const described = { ...organisation, name: ownText(name), zoneLabel: ownText(zoneLabel) };
  return toldApart({ ...nobody, established: true, organisation: described, people: records });
}

/** The event has been checked by its form and refused by nobody. */
export function directoryAfter(
  directory: Directory,
  event: { readonly type: string; readonly at: number; readonly by: string },
): Directory {
  return toldApart(applied(asRecorded(directory), event));
}
