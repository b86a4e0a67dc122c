/** Directories for roster tests: six people, two layers, and whatever a test puts there. */
import { DateTime } from "luxon";
import { ownText, ownWords } from "../../machines/kit/text-ref.ts";
import { firstLayers, firstPosts } from "../../machines/organisation/vocabulary.ts";
import type { Role } from "../../machines/playbook.ts";
import type { Directory } from "../../src/directory/types.ts";
import type { PersonRecord, Rotation } from "../../src/directory/entries.ts";

export const someone = (id: string, roles: readonly Role[] = ["duty-officer", "lead"]): PersonRecord => ({
  id,
  name: ownWords(id[0]!.toUpperCase() + id.slice(1)),
  language: "en",
  roles,
  units: [],
  active: true,
  since: 0,
  until: null,
  channels: [{ kind: "mail", on: true }],
  quietHours: null,
});

export const zoned =
  (zone: string) =>
  (iso: string): number => {
    const at = DateTime.fromISO(iso, { zone, setZone: false });
    if (!at.isValid) throw new Error(`${iso} is no time`);
    return at.toMillis();
  };

export const rotation = (parts: Partial<Rotation> = {}): Rotation => ({
  id: "rotation-1",
  layer: "officer",
  people: ["ann", "bo", "cy"],
  unit: "days",
  every: 1,
  handoverTime: "08:00",
  startDate: "2026-01-01",
  since: 0,
  until: null,
  ...parts,
});

export function aDirectory(parts: Partial<Directory> = {}, zone = "Europe/Berlin"): Directory {
  return {
    established: true,
    organisation: {
      name: ownText({ zh: "清河", en: "Qinghe" }),
      zone,
      zoneLabel: ownText({ zh: zone, en: zone }),
      languages: ["zh", "en"],
    },
    people: ["ann", "bo", "cy", "dee", "eli", "fay"].map((id) => someone(id)),
    units: [],
    posts: firstPosts,
    holdings: [],
    absences: [],
    layers: firstLayers,
    rotations: [],
    shifts: [],
    overrides: [],
    swaps: [],
    handovers: [],
    holidays: [],
    ladder: [
      { recipients: [{ layer: "officer" }] },
      { recipients: [{ layer: "leader" }] },
      { recipients: [{ role: "lead" }] },
      { recipients: [{ role: "superior" }] },
    ],
    policies: {},
    lastNumber: 100,
    ...parts,
  };
}
