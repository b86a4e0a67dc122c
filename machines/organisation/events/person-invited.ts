/** Somebody new, with what they belong to and hold from the beginning. */
import { z } from "zod";
import { roleWords, type Role, type Text } from "../../playbook.ts";
import type { Holding, OrganisationContext } from "../context.ts";
import { event } from "../event.ts";
import { activePosts, activeUnits, administrators, person, somePosts } from "../parts/fields.ts";
import { language, name, newPerson, roles, units } from "../parts/people.ts";
import { entriesMax, first, isFull, isReserved, noActivePost, noActiveUnit } from "../parts/refusals.ts";
import { personById } from "../people.ts";
import { postById } from "../posts.ts";

/** A post opens nothing by itself: its base role is given with it. */
function withoutRole(context: OrganisationContext, id: string, roles: readonly Role[] | undefined): Text | null {
  const post = postById(context, id);
  if (!post || roles === undefined || roles.includes(post.role)) return null;
  const role = roleWords[post.role];
  return {
    zh: `担任“${post.name.zh}”职务须具备“${role.zh}”角色，请一并选择该角色。`,
    en: `The post “${post.name.en}” requires the role “${role.en}”. Choose that role too.`,
  };
}

interface Held {
  readonly person: string;
  readonly units: readonly string[];
  readonly posts: readonly string[];
  readonly unitPosts: readonly string[];
  readonly at: number;
}

function held({ person, units, posts, unitPosts, at }: Held): readonly Holding[] {
  const places = [
    ...posts.map((post) => ({ post, unit: null })),
    ...units.flatMap((unit) => unitPosts.map((post) => ({ post, unit }))),
  ];
  return places.map((place) => ({ ...place, person, since: at, until: null }));
}

const unique = (ids: readonly string[] = []): readonly string[] => [...new Set(ids)];

export const personInvited = event("PERSON_INVITED", {
  words: {
    label: { zh: "邀请人员", en: "Invite a person" },
    done: { zh: "已邀请人员", en: "Person invited" },
    help: { zh: "编号一经设定不再更改，并记入日志。", en: "The ID is permanent and appears in the log." },
  },
  by: administrators,
  page: "people",
  needsProof: true,
  form: z.object({
    person: person({ zh: "编号", en: "ID" }),
    name,
    language,
    roles,
    units,
    posts: somePosts({ label: { zh: "全单位的职务", en: "Posts of the whole organisation" } }),
    unitPosts: somePosts({
      label: { zh: "所选部门的职务", en: "Posts in these units" },
      help: { zh: "在所选的每个部门担任。", en: "Held in each unit chosen above." },
    }),
  }),
  start: ({ organisation }) => ({ language: organisation.languages[0] }),
  options: (context) => ({
    units: activeUnits(context),
    posts: activePosts(context),
    unitPosts: activePosts(context),
  }),
  refuse: (context, { person, name, roles, units = [], posts = [], unitPosts = [] }) =>
    first(
      isFull(context.people, entriesMax),
      isReserved(person),
      person !== undefined && personById(context, person)
        ? { zh: `编号 ${person} 已被占用。`, en: `The ID ${person} is already in use.` }
        : null,
      ...units.map((unit) => noActiveUnit(context, unit)),
      ...[...posts, ...unitPosts].map((post) => noActivePost(context, post) ?? withoutRole(context, post, roles)),
      name !== undefined && unitPosts.length > 0 && units.length === 0
        ? { zh: "已选部门职务，请同时选择部门。", en: "You chose a post in a unit: choose the unit too." }
        : null,
      posts.length + unitPosts.length > 0 ? isFull(context.holdings, entriesMax) : null,
    ),
  record: ({ people, holdings }, { person, name, language, roles, at, ...sent }) => {
    const [units, posts, unitPosts] = [unique(sent.units), unique(sent.posts), unique(sent.unitPosts)];
    return {
      people: [...people, newPerson({ id: person, name, language, roles, units, at })],
      holdings: [...holdings, ...held({ person, units, posts, unitPosts, at })],
    };
  },
});
