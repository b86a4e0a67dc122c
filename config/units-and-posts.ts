/** Units and posts in the settings file, and what people say of them there. Ids name each other, so all of it is held together. */
import { z } from "zod";
import { lineFault } from "../machines/kit/characters.ts";
import { roles, type Role } from "../machines/playbook/words.ts";

const unitsMax = 500;
const postsMax = 100;
const lineMax = 200;

/** One line, and nothing in it that cannot be seen. */
export const line = z
  .string()
  .trim()
  .min(1)
  .max(lineMax, { abort: true })
  .superRefine((typed, context) => {
    const fault = lineFault(typed);
    if (fault) context.addIssue({ code: "custom", message: `will not do: ${fault.en.replace(/[.]$/, "")}` });
  });
export const words = z.strictObject({ zh: line, en: line });
export const role = z.enum(roles);

export const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "must be 1 to 40 small letters, digits and hyphens");

/** `commander`, or `contact@it-services` for one unit. */
const held = z
  .string()
  .regex(
    /^[a-z0-9-]{1,40}(@[a-z0-9-]{1,40})?$/,
    "must be the ID of a post, or a post and its unit as in contact@it-services",
  )
  .transform(readPost);

export const ofPerson = {
  units: z.array(id).max(unitsMax).default([]),
  posts: z.array(held).max(postsMax).default([]),
};
export const units = uniqueIds(z.array(z.strictObject({ id, name: words })).max(unitsMax)).default([]);
export const posts = uniqueIds(z.array(z.strictObject({ id, name: words, role })).max(postsMax)).default([]);

/** The same ones as `firstPosts` of the organisation's machine. */
const shippedPosts: Readonly<Record<string, Role>> = { contact: "unit-contact", head: "unit-contact" };

export function uniqueIds<List extends z.ZodType<readonly { readonly id: string }[]>>(list: List) {
  return list.superRefine((all, context) => {
    all.forEach(({ id }, index) => {
      if (all.findIndex((other) => other.id === id) === index) return;
      context.addIssue({ code: "custom", path: [index, "id"], message: "is used twice; IDs must be unique" });
    });
  });
}

interface Written {
  readonly units: readonly { readonly id: string }[];
  readonly posts: readonly { readonly id: string; readonly role: Role }[];
  readonly people: readonly {
    readonly roles: readonly Role[];
    readonly units: readonly string[];
    readonly posts: readonly { readonly post: string; readonly unit?: string }[];
  }[];
}

/** Every unit and post that a person names is there, and they have the role that the post needs. */
export function holdTogether({ units, posts, people }: Written, context: z.RefinementCtx): void {
  const known = units.map((unit) => unit.id);
  const needed: Readonly<Record<string, Role>> = {
    ...shippedPosts,
    ...Object.fromEntries(posts.map((post) => [post.id, post.role])),
  };
  const say = (path: readonly (string | number)[], message: string) =>
    context.addIssue({ code: "custom", path: ["people", ...path], message });
  people.forEach((person, at) => {
    person.units.forEach((unit, index) => {
      if (!known.includes(unit)) say([at, "units", index], `is not among the units of this file${oneOf(known)}`);
    });
    person.posts.forEach(({ post, unit }, index) => {
      const needs = Object.hasOwn(needed, post) ? needed[post] : undefined;
      if (needs === undefined) say([at, "posts", index], `names no post${oneOf(Object.keys(needed))}`);
      else if (unit !== undefined && !known.includes(unit))
        say([at, "posts", index], `names no unit of this file${oneOf(known)}`);
      else if (!person.roles.includes(needs))
        say([at, "posts", index], `needs the role ${needs}: give this person the role, or take the post out`);
    });
  });
}

const oneOf = (known: readonly string[]): string => (known.length === 0 ? "" : `; known here: ${known.join(", ")}`);

/** `contact@it-services` in its two parts. */
function readPost(text: string): { readonly post: string; readonly unit?: string } {
  const [post = "", unit] = text.split("@");
  return { post, ...(unit !== undefined && { unit }) };
}
