/** The API's answers about people and their roster, read back into what the desk itself would say. */
import { z } from "zod";
import type { Role } from "../../machines/playbook.ts";
import type { PeopleNow, RosterBetween, RosterNow } from "../organisation/now.ts";

const words = z.object({ zh: z.string(), en: z.string() });
const when = z.iso.datetime({ offset: true }).transform((iso) => Date.parse(iso));
const named = z.object({ id: z.string(), name: z.string() }).nullable();

const people = z.object({
  now: when,
  items: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      // A server that is newer may know further roles.
      roles: z.array(z.string().transform((role) => role as Role)),
      // A server that is older says nothing of them.
      units: z.array(z.object({ unit: z.string(), name: words })).default([]),
      posts: z.array(z.object({ post: z.string(), unit: z.string().nullable(), name: words })).default([]),
      language: z.enum(["zh", "en"]),
      active: z.boolean(),
      absence: z.object({ from: when, until: when.nullable(), deputy: named }).nullable(),
      onDuty: z.array(z.object({ layer: z.string(), label: words })),
    }),
  ),
});

const holding = {
  onDuty: named,
  insteadOf: named,
  // A server that is older does not say.
  skipped: z.object({ id: z.string(), name: z.string(), why: words }).nullable().default(null),
};
const gaps = z.array(z.object({ from: when, until: when, sentence: words }));
const zoned = { zone: z.string(), zoneLabel: words };
const layer = { layer: z.string(), label: words, rostered: z.boolean(), gaps };

// A server that is older does not say.
const requires = z
  .object({
    role: z.string().transform((role) => role as Role),
    post: z.string().nullable(),
    unit: z.string().nullable(),
    name: words,
  })
  .nullable()
  .default(null);

const roster = z.object({
  now: when,
  ...zoned,
  layers: z.array(z.object({ ...layer, requires, ...holding, until: when.nullable(), next: named })),
});

const source = z.enum(["rotation", "shift", "override", "takeover", "swap"]);
const rosterFromUntil = z.object({
  from: when,
  until: when,
  ...zoned,
  layers: z.array(z.object({ ...layer, turns: z.array(z.object({ from: when, until: when, ...holding, source })) })),
});

/** Null: that is not what the API answers. */
export function peopleFrom(json: unknown): PeopleNow | null {
  const read = people.safeParse(json);
  return read.success ? { now: read.data.now, people: read.data.items } : null;
}

export function rosterFrom(json: unknown): RosterNow | null {
  const read = roster.safeParse(json);
  if (!read.success) return null;
  const layers = read.data.layers.map(({ rostered, ...layer }) => ({ ...layer, isRostered: rostered }));
  return { ...read.data, layers };
}

export function rosterBetweenFrom(json: unknown): RosterBetween | null {
  const read = rosterFromUntil.safeParse(json);
  if (!read.success) return null;
  const layers = read.data.layers.map(({ rostered, ...rest }) => ({ ...rest, isRostered: rostered }));
  return { ...read.data, layers };
}
