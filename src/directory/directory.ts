/** Pure views of the directory, for everybody who asks who somebody is and what they may be asked to do. */
import { personById, rolesAt } from "../../machines/organisation/people.ts";
import { holdersOfPost } from "../../machines/organisation/posts.ts";
import { alike, toldApart } from "../../machines/organisation/told-apart.ts";
import type { Actor, Role } from "../../machines/playbook.ts";
import { entitledBy, isEntitled } from "./actors.ts";
import type { Directory } from "./types.ts";
import type { PersonRecord, RosterLayer } from "./entries.ts";

export {
  absenceAt,
  absencesOf,
  absentFrom,
  actsForAt,
  isDelegated,
  personById,
  readsIncidents,
  neededAt,
  rolesAt,
  standingAt,
  zoneAt,
} from "../../machines/organisation/people.ts";
export {
  actorWords,
  holdingsOf,
  isActive,
  postById,
  postsHeldAt,
  postsOf,
  unitById,
  whyInactive,
  whyNotHeldAt,
} from "../../machines/organisation/posts.ts";

/** Of the state of the organisation's stream. Names of it are shown to people, so those that are alike are told apart. */
export function directoryOf(context: unknown): Directory {
  return toldApart(context as Directory);
}

export const isAlike = alike;

/** In the order in which they were added. */
function activePeople({ people }: Pick<Directory, "people">): readonly PersonRecord[] {
  return people.filter((person) => person.active);
}

/** Of their own, a role or a post: a deputy is told by the ladder that names the absent person. */
export function holdersOf(directory: Directory, actor: Actor): readonly PersonRecord[] {
  if (typeof actor !== "string") return holdersOfPost(directory, actor).filter((person) => person.active);
  return activePeople(directory).filter((person) => person.roles.includes(actor));
}

/** Everybody who may act as this at that moment, deputies included. */
export function actingAs(directory: Directory, actor: Actor, at: number): readonly PersonRecord[] {
  const entitled = entitledBy(directory, [actor], at);
  const roles = rolesOfAll(directory, at);
  return directory.people.filter(({ id }) => isEntitled({ id, roles: roles.get(id) ?? [] }, entitled));
}

/** By person. A page asks for role after role at one moment, and a directory is never changed. */
function rolesOfAll(directory: Directory, at: number): ReadonlyMap<string, readonly Role[]> {
  const before = lastAsked.get(directory);
  if (before?.at === at) return before.roles;
  const roles = new Map(directory.people.map(({ id }) => [id, rolesAt(directory, id, at)]));
  lastAsked.set(directory, { at, roles });
  return roles;
}

type RolesThen = { readonly at: number; readonly roles: ReadonlyMap<string, readonly Role[]> };
const lastAsked = new WeakMap<Directory, RolesThen>();

export function layerById({ layers }: Pick<Directory, "layers">, id: string): RosterLayer | null {
  return layers.find((layer) => layer.id === id) ?? null;
}

/** A person's name; whoever is not known is called by their id. */
export function nameOf(directory: Pick<Directory, "people">, id: string): string {
  return personById(directory, id)?.name ?? id;
}
