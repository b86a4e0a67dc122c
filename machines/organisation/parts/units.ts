/** What the events about units and posts share. */
import { wordsOf, type TextRef, type TextRefs } from "../../kit/text-ref.ts";
import type { Language, Text } from "../../playbook.ts";
import type { Spell } from "../context.ts";
import { alike } from "../told-apart.ts";
import { keptMs } from "./kept.ts";

type Named = { readonly id: string; readonly name: TextRefs };
type TypedName = Partial<Record<Language, TextRef | undefined>>;

/** Units, and posts, are chosen by name: no two are called alike in one language. It reads names, so the desk asks it. */
export function nameTaken(known: readonly Named[], id: string | undefined, { zh, en }: TypedName): Text | null {
  const other = known.find((one) => one.id !== id && (isCalled(one.name.zh, zh) || isCalled(one.name.en, en)));
  if (!other) return null;
  return {
    zh: `名称与“${other.name.zh}”（编号 ${other.id}）相同，请另取名称。`,
    en: `“${other.name.en}” (ID ${other.id}) has the same name. Choose another name.`,
  };
}

const isCalled = (name: TextRef, typed: TextRef | undefined): boolean =>
  typed !== undefined && alike(wordsOf(name), wordsOf(typed));

type Deactivatable = { readonly id: string; readonly inactive?: readonly Spell[] };

/** The same entries, of which one is deactivated from now on. */
export const deactivated = <Entry extends Deactivatable>(entries: readonly Entry[], id: string, at: number) =>
  changed(entries, id, ({ inactive = [] }) => [
    ...inactive.filter(({ until }) => until !== null && until > at - keptMs),
    { from: at, until: null },
  ]);

/** The same entries, of which one is active from now on. */
export const reactivated = <Entry extends Deactivatable>(entries: readonly Entry[], id: string, at: number) =>
  changed(entries, id, ({ inactive = [] }) =>
    inactive.map((spell) => (spell.until === null ? { ...spell, until: at } : spell)),
  );

const changed = <Entry extends Deactivatable>(
  entries: readonly Entry[],
  id: string,
  spells: (entry: Entry) => readonly Spell[],
): readonly Entry[] => entries.map((one) => (one.id === id ? { ...one, inactive: spells(one) } : one));
