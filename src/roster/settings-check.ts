/** The settings file names nobody to be told who cannot see incidents: the same check as when a form sets it. */
import { ownText } from "../../machines/kit/text-ref.ts";
import { firstLayers, firstPosts } from "../../machines/organisation/vocabulary.ts";
import type { Playbook, Recipient, Role, Text } from "../../machines/playbook.ts";
import type { Directory } from "../directory/types.ts";
import { mayNotRead, type Known } from "./ladder-check.ts";

interface Written {
  readonly people: readonly { readonly id: string; readonly name: string; readonly roles: readonly Role[] }[];
  readonly units: readonly { readonly id: string; readonly name: Text }[];
  readonly posts: readonly { readonly id: string; readonly name: Text; readonly role: Role }[];
  readonly policies: Readonly<Record<string, unknown>>;
}

/** A sentence each, with the key; people and layers are those that the file begins an organisation with. */
export function unreadableInFile(settings: Written, playbooks: readonly Playbook[]): readonly string[] {
  const people = settings.people as unknown as Directory["people"];
  const posts = [...settings.posts.map((post) => ({ ...post, name: ownText(post.name) })), ...firstPosts];
  const units = settings.units.map((unit) => ({ ...unit, name: ownText(unit.name), active: true }));
  return unreadableIn(settings.policies, playbooks, { people, layers: firstLayers, posts, units });
}

/** The same against whoever belongs to the organisation by now. */
export function unreadableIn(
  policies: Readonly<Record<string, unknown>>,
  playbooks: readonly Playbook[],
  known: Known,
): readonly string[] {
  return Object.entries(policies).flatMap(([id, policy]) => {
    const playbook = playbooks.findLast((one) => one.id === id);
    const told = playbook?.toldBy?.(policy) ?? [];
    const wrong = [...new Set(told.map((recipient) => JSON.stringify(recipient)))];
    return wrong.flatMap((text) => {
      const why = mayNotRead(known, JSON.parse(text) as Recipient);
      return why === null ? [] : [`${placeOf(policy, text, `playbooks.${id}`) ?? `playbooks.${id}`}: ${why.en}`];
    });
  });
}

/** The first key under which this very recipient stands. */
function placeOf(value: unknown, text: string, key: string): string | null {
  if (typeof value !== "object" || value === null) return null;
  if (JSON.stringify(value) === text) return key;
  for (const [name, inner] of Object.entries(value)) {
    const found = placeOf(inner, text, Array.isArray(value) ? `${key}[${name}]` : `${key}.${name}`);
    if (found !== null) return found;
  }
  return null;
}
