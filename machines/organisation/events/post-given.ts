/** Somebody holds a post from now on: of the whole organisation, or of one unit. */
import { z } from "zod";
import { optional } from "../../kit/fields.ts";
import { roleWords, type Text } from "../../playbook.ts";
import type { OrganisationContext } from "../context.ts";
import { event } from "../event.ts";
import { activePeople, activeUnits, administrators, activePosts, person, post, unit } from "../parts/fields.ts";
import { entriesMax, first, isFull, noActivePerson, noActiveUnit, noActivePost } from "../parts/refusals.ts";
import { holdsAlready } from "../parts/holdings.ts";
import { personById } from "../people.ts";
import { postById } from "../posts.ts";

/** A post opens nothing by itself. */
function withoutRole(context: OrganisationContext, id: string | undefined, postId: string | undefined): Text | null {
  const person = id === undefined ? null : personById(context, id);
  const post = postId === undefined ? null : postById(context, postId);
  if (!person || !post || person.roles.includes(post.role)) return null;
  const role = roleWords[post.role];
  return {
    zh: `${person.name}不具备“${role.zh}”角色，不能担任“${post.name.zh}”。请先授予该角色，或另选他人。`,
    en: `${person.name} does not have the role “${role.en}”, which the post “${post.name.en}” requires. Give them the role first, or choose another person.`,
  };
}

export const postGiven = event("POST_GIVEN", {
  words: {
    label: { zh: "任命职务", en: "Give a post" },
    done: { zh: "职务已任命", en: "Post given" },
    help: {
      zh: "不选部门的，为全单位的职务。同一职务可由多人担任。",
      en: "Without a unit the post is for the whole organisation. Several people can hold one post.",
    },
  },
  by: administrators,
  page: "units",
  form: z.object({ person: person(), post, unit: optional(unit) }),
  options: (context) => ({
    person: activePeople(context),
    post: activePosts(context),
    unit: activeUnits(context),
  }),
  refuse: (context, { person, post, unit }) =>
    first(
      isFull(context.holdings, entriesMax),
      noActivePerson(context, person),
      noActivePost(context, post),
      noActiveUnit(context, unit),
      withoutRole(context, person, post),
      holdsAlready(context, { person, post, unit })
        ? { zh: "该人员已担任该职务。", en: "They already hold this post." }
        : null,
    ),
  record: ({ holdings }, { person, post, unit, at }) => ({
    holdings: [...holdings, { post, unit: unit ?? null, person, since: at, until: null }],
  }),
});
