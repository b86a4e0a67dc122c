/** The beginning: its name, its zone and the first people. */
import { z } from "zod";
import { optional } from "../../kit/fields.ts";
import type { PostRecord } from "../context.ts";
import { event } from "../event.ts";
import { newPerson } from "../parts/people.ts";
import { first, isReserved } from "../parts/refusals.ts";
import { described, description, people, policies, posts, units } from "../parts/settings.ts";
import { firstLadder, firstLayers, firstPosts } from "../vocabulary.ts";

/** One of the same id takes the place of the first. */
const withThose = (first: readonly PostRecord[], those: readonly PostRecord[]): readonly PostRecord[] => [
  ...first.map((one) => those.find(({ id }) => id === one.id) ?? one),
  ...those.filter(({ id }) => !first.some((one) => one.id === id)),
];

export const organisationSetUp = event("ORGANISATION_SET_UP", {
  words: {
    label: { zh: "设立单位", en: "Set up the organisation" },
    done: { zh: "单位已设立", en: "Organisation set up" },
    help: { zh: "名称、时区和第一批人员。", en: "Name, time zone and the first people." },
  },
  by: [],
  form: z.object({
    ...description,
    people,
    units: optional(units),
    posts: optional(posts),
    policies: optional(policies),
  }),
  refuse: ({ established }, { people = [] }) => {
    if (established) return { zh: "单位已经设立。", en: "The organisation has already been set up." };
    const twice = people.find(({ id }, index) => people.findIndex((other) => other.id === id) !== index);
    const reserved = first(...people.map(({ id }) => isReserved(id)));
    if (reserved) return reserved;
    return twice ? { zh: `编号 ${twice.id} 出现两次。`, en: `The ID ${twice.id} appears twice.` } : null;
  },
  record: (_context, sent) => ({
    established: true,
    organisation: described(sent),
    people: sent.people.map((person) => newPerson({ ...person, units: person.units ?? [], at: sent.at })),
    units: (sent.units ?? []).map((unit) => ({ ...unit, active: true })),
    posts: withThose(firstPosts, sent.posts ?? []),
    holdings: sent.people.flatMap(({ id, posts = [] }) =>
      posts.map(({ post, unit = null }) => ({ post, unit, person: id, since: sent.at, until: null })),
    ),
    policies: sent.policies ?? {},
    layers: firstLayers,
    ladder: firstLadder,
  }),
});
