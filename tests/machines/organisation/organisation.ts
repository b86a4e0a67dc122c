/** The real stream on the real engine, on SQLite in memory, with a clock that stands still. */
import { openStorage } from "../../../db/open-storage.ts";
import { organisation as definition } from "../../../machines/organisation/index.ts";
import type { Role } from "../../../machines/playbook.ts";
import { openEngine, type Engine } from "../../../src/engine/index.ts";
import { WindingClock } from "../../../src/kernel/clock.ts";
import { openOrganisation, type Organisation, type OrganisationParts } from "../../../src/organisation/commands.ts";

const zone = "Europe/Berlin";
/** Monday, eight in the morning in Berlin. */
export const monday = Date.parse("2026-06-01T06:00:00Z");
export const hourMs = 60 * 60_000;
export const dayMs = 24 * hourMs;
export const iso = (at: number): string => new Date(at).toISOString();

const somebody = (id: string, name: string, roles: Role[]) => ({ id, name, roles, language: "en" as const });

export const settings: NonNullable<OrganisationParts["settings"]> = {
  organisation: {
    name: { zh: "清河大学", en: "Qinghe University" },
    zone,
    zoneLabel: { zh: "柏林时间", en: "Berlin" },
    languages: ["zh", "en"],
  },
  people: [
    somebody("chen", "Chen", ["duty-officer"]),
    somebody("ma", "Ma", ["duty-officer"]),
    somebody("li", "Li", ["lead", "administrator"]),
    somebody("zhao", "Zhao", ["unit-contact"]),
    somebody("sun", "Sun", ["auditor"]),
  ],
};

export interface Office {
  readonly engine: Engine;
  readonly clock: WindingClock;
  readonly organisation: Organisation;
  /** Acts under a command id of its own. */
  readonly act: (type: string, values: object, by: string) => ReturnType<Organisation["act"]>;
  /** Acts, and throws unless it was done. */
  readonly done: (type: string, values: object, by: string) => Promise<void>;
  /** What a process that starts on the same data finds. */
  readonly again: (parts?: Partial<OrganisationParts>) => Promise<Organisation>;
}

export async function anOffice(parts: Partial<OrganisationParts> = {}): Promise<Office> {
  const clock = new WindingClock(monday);
  const engine = await openEngine({
    storage: await openStorage({ url: "sqlite::memory:" }),
    machines: { "organisation@1": definition.machine },
    clock,
    deliver: () => Promise.resolve(),
  });
  let ids = 0;
  const newId = () => `command-${String((ids += 1))}`;
  const again = (other: Partial<OrganisationParts> = {}) =>
    openOrganisation({ engine, clock, newId, settings, ...parts, ...other });
  const organisation = await again();
  const act: Office["act"] = (type, values, by) => organisation.act(type, values, by, { commandId: newId() });
  const done: Office["done"] = async (type, values, by) => {
    const outcome = await act(type, values, by);
    if (outcome.outcome !== "done") throw new Error(`${type}: ${JSON.stringify(outcome)}`);
  };
  return { engine, clock, organisation, act, done, again };
}

export const dailyRotation = {
  layer: "officer",
  people: ["chen", "ma"],
  every: "1",
  unit: "days",
  handoverTime: "08:00",
  startDate: "2026-06-01",
};
