/** An organisation as large as its limits allow, put into a file as it would stand there. The file must be closed. */
import Database from "better-sqlite3";
import { textDigest } from "../../src/engine/drive/digest.ts";
import { ownText, ownWords } from "../../machines/kit/text-ref.ts";
import type { OrganisationContext } from "../../machines/organisation/context.ts";

/** As the organisation's own refusals bound them, but for one: where there can be no more, no form is filled in. */
const most = { each: 1_999, rotations: 199, units: 499, layers: 9, levels: 9 };
const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

export function enlargeDirectory(file: string, now: number): void {
  const database = new Database(file);
  const find = "SELECT id, state FROM instances WHERE machine LIKE 'organisation@%'";
  const { id, state } = database.prepare(find).get() as { readonly id: string; readonly state: string };
  const snapshot = JSON.parse(state) as { readonly context: OrganisationContext };
  const large = JSON.stringify({ ...snapshot, context: enlarged(snapshot.context, now) });
  database.prepare("UPDATE instances SET state = ? WHERE id = ?").run(large, id);
  // A state has to be what its last entry says; the log that leads to this one was never written.
  database.exec("DROP TRIGGER log_keeps_words");
  const last = "(SELECT max(position) FROM log WHERE instance = ?)";
  database.prepare(`UPDATE log SET state_hash = ? WHERE position = ${last}`).run(textDigest(large), id);
  database.close();
}

const many = <Item>(count: number, make: (index: number) => Item): readonly Item[] =>
  Array.from({ length: count }, (_, index) => make(index));

const people = (index: number) => `person-${String(index % 1_900)}`;

/** Everybody holds every role, a fifth is away now, a third has quiet hours now, and turns last an hour. */
function enlarged(context: OrganisationContext, now: number): OrganisationContext {
  const added = many(most.layers - context.layers.length, aLayer);
  const layers = [...context.layers, ...added].map((layer) => ({ ...layer, rosteredSince: 0 }));
  const layer = (index: number) => layers[index % layers.length]?.id ?? "";
  return {
    ...context,
    established: true,
    people: [...context.people, ...many(most.each - context.people.length, aPerson)],
    units: many(most.units, aUnit),
    holdings: many(most.each, aHolding),
    absences: many(most.each, (index) => anAbsence(index, now)),
    layers,
    rotations: many(most.rotations, (index) => ({
      ...aRotation(index, layer(index)),
      until: index < most.rotations - layers.length ? now - index * hourMs : null,
    })),
    ...changesByHand(layer, now),
    holidays: many(most.each, (index) => ({
      date: new Date(now + (index - 100) * dayMs).toISOString().slice(0, 10),
      name: ownWords(`Holiday ${String(index)}`),
    })),
    ladder: many(most.levels, (index) => ({ recipients: [{ layer: layer(index) }, { role: "lead" as const }] })),
  };
}

function changesByHand(layer: (index: number) => string, now: number) {
  const extent = (index: number) => ({
    layer: layer(index),
    person: people(index * 7),
    from: now + (index - most.each / 2) * hourMs,
    until: now + (index - most.each / 2 + 2) * hourMs,
  });
  return {
    shifts: many(most.each, (index) => ({ id: `shift-${String(index)}`, ...extent(index) })),
    overrides: many(most.each, (index) => ({
      id: `override-${String(index)}`,
      ...extent(index),
      kind: "override" as const,
      number: index,
      reason: ownWords("Ill"),
      by: people(index),
      recordedAt: 0,
    })),
    swaps: many(most.each, (index) => ({
      id: `swap-${String(index)}`,
      ...extent(index),
      to: people(index * 11),
      inReturn: null,
      state: index % 2 === 0 ? ("offered" as const) : ("accepted" as const),
      number: most.each + index,
      offeredBy: people(index),
      offeredAt: 0,
      settledBy: null,
      settledAt: null,
    })),
  };
}

const aLayer = (index: number) => ({
  id: `layer-${String(index)}`,
  label: ownText({ zh: `岗位 ${String(index)}`, en: `Position ${String(index)}` }),
  role: "duty-officer" as const,
  since: 0,
});

const aUnit = (index: number) => ({
  id: `unit-${String(index)}`,
  name: ownText({ zh: `部门 ${String(index)}`, en: `Unit ${String(index)}` }),
  active: true,
});

/** Each unit has heads and contacts. */
const aHolding = (index: number) => ({
  post: index % 2 === 0 ? "contact" : "head",
  unit: `unit-${String(index % most.units)}`,
  person: people(index),
  since: 0,
  until: null,
});

const anAbsence = (index: number, now: number) => ({
  id: `absence-${String(index)}`,
  person: people(index),
  deputy: index % 2 === 0 ? people(index + 5) : null,
  from: now + ((index % 5) - 0.5) * dayMs,
  until: now + ((index % 5) + 0.5) * dayMs,
  by: people(index),
  recordedAt: 0,
});

const aRotation = (index: number, layer: string) => ({
  id: `rotation-${String(index)}`,
  layer,
  people: many(100, (place) => people(index + place * 3)),
  unit: "hours" as const,
  every: 1,
  handoverTime: "08:00",
  startDate: "2020-01-01",
  since: 0,
});

const everyRole = ["duty-officer", "lead", "unit-contact", "spokesperson", "superior", "auditor"] as const;

const aPerson = (index: number) => ({
  id: people(index),
  name: ownWords(`Person ${String(index)}`),
  language: "en" as const,
  roles: everyRole,
  units: [`unit-${String(index % most.units)}`],
  active: true,
  since: 0,
  until: null,
  channels: [{ kind: "mail" as const, on: true }],
  quietHours: index % 3 === 0 ? { from: "00:00", until: "23:59" } : null,
});
