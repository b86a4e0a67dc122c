/** Somebody holds a post no more. That they did stays on record. */
import { z } from "zod";
import { optional } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { administrators, allPosts, allUnits, person, post, reason, unit } from "../parts/fields.ts";
import { holdsAlready, isTheHolding } from "../parts/holdings.ts";
import { first, noPerson, noPost, noUnit } from "../parts/refusals.ts";

export const postTaken = event("POST_TAKEN", {
  words: {
    label: { zh: "免去职务", en: "Take a post away" },
    done: { zh: "职务已免去", en: "Post taken away" },
    help: { zh: "角色不变。", en: "They keep their roles." },
  },
  by: administrators,
  page: "units",
  besideEntry: true,
  form: z.object({ person: person(), post, unit: optional(unit), reason: optional(reason) }),
  options: (context) => ({
    person: context.people.map((one) => ({ value: one.id, label: { zh: one.name, en: one.name } })),
    post: allPosts(context),
    unit: allUnits(context),
  }),
  refuse: (context, { person, post, unit }) =>
    first(
      noPerson(context, person),
      noPost(context, post),
      noUnit(context, unit),
      person === undefined || post === undefined || holdsAlready(context, { person, post, unit })
        ? null
        : { zh: "该人员未担任该职务。", en: "They do not hold this post." },
    ),
  record: ({ holdings }, { person, post, unit, at }) => ({
    holdings: holdings.map((held) => (isTheHolding(held, { person, post, unit }) ? { ...held, until: at } : held)),
  }),
});
