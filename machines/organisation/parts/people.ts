/** What the events about people share. */
import { choice, choices, line } from "../../kit/fields.ts";
import type { TextRef } from "../../kit/text-ref.ts";
import type { Language, Role, Text } from "../../playbook.ts";
import type { OrganisationContext, PersonRecord, Standing } from "../context.ts";
import { activePeople, activeUnits, someUnits } from "./fields.ts";
import { keptMs } from "./kept.ts";
import { first, noPerson, isNotOwn } from "./refusals.ts";
import { administratorsOf } from "../people.ts";
import { languageOptions, roleOptions } from "../vocabulary.ts";

export const name = line({ label: { zh: "姓名", en: "Name" } });

export const language = choice({ label: { zh: "语言", en: "Language" } }, languageOptions);

export const roles = choices({ label: { zh: "角色", en: "Roles" } }, roleOptions);

export const units = someUnits({ label: { zh: "部门", en: "Units" } });

export const whom = (context: OrganisationContext) => ({ person: activePeople(context), units: activeUnits(context) });

export interface NewPerson {
  readonly id: string;
  readonly name: TextRef;
  readonly language: Language;
  readonly roles: readonly Role[];
  readonly units: readonly string[];
  readonly at: number;
}

/** Told by mail at any hour, until they say otherwise. */
export function newPerson({ at, ...person }: NewPerson): PersonRecord {
  return {
    ...person,
    active: true,
    since: at,
    until: null,
    channels: [
      { kind: "mail", on: true },
      { kind: "webhook", on: false },
    ],
    quietHours: null,
  };
}

/** What they were until now stays beside what they are from now on. */
export const changedAt = (context: OrganisationContext, id: string, at: number, change: Partial<PersonRecord>) => ({
  people: context.people.map((person) =>
    person.id === id ? { ...person, ...change, earlier: earlierOf(person, at) } : person,
  ),
});

function earlierOf({ since, active, roles, units, earlier = [] }: PersonRecord, at: number): readonly Standing[] {
  const from = earlier.at(-1)?.until ?? since;
  const passed = from < at ? [{ from, until: at, active, roles, units }] : [];
  return [...earlier.filter(({ until }) => until > at - keptMs), ...passed];
}

/** Somebody has to be able to let others in. */
export const lastAdministrator = (context: OrganisationContext, id: string | undefined): Text | null => {
  const [only, ...others] = administratorsOf(context);
  return only?.id === id && others.length === 0
    ? {
        zh: "这是最后一名系统管理员，请先指定另一名。",
        en: "This is the last administrator. Appoint another one first.",
      }
    : null;
};

export const ownOrAdministrator = (
  context: OrganisationContext,
  asked: { readonly by: string; readonly at?: number | undefined; readonly person?: string | undefined },
): Text | null => first(noPerson(context, asked.person), isNotOwn(context, asked, asked.person, ["administrator"]));
