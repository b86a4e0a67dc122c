/** What the events about units and posts share. */
import type { Text } from "../../playbook.ts";
import type { OrganisationContext } from "../context.ts";
import { alike } from "../told-apart.ts";

type Named = { readonly id: string; readonly name: Text };
type Typed = { readonly zh?: string | undefined; readonly en?: string | undefined };

/** Units, and posts, are chosen by name: no two are called alike in one language. */
export function nameTaken(known: readonly Named[], id: string | undefined, { zh, en }: Typed): Text | null {
  const other = known.find((one) => one.id !== id && (isCalled(one.name.zh, zh) || isCalled(one.name.en, en)));
  if (!other) return null;
  return {
    zh: `名称与“${other.name.zh}”（编号 ${other.id}）相同，请另取名称。`,
    en: `“${other.name.en}” (ID ${other.id}) has the same name. Choose another name.`,
  };
}

const isCalled = (name: string, typed: string | undefined): boolean => typed !== undefined && alike(name, typed);

/** The entries of units with one changed. */
export const unitChanged = (
  { units }: OrganisationContext,
  id: string,
  change: Partial<OrganisationContext["units"][number]>,
) => ({ units: units.map((one) => (one.id === id ? { ...one, ...change } : one)) });
