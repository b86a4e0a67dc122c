/** Who may send which form: pure, by roles. The playbook says which roles. What has no form is in `audience.ts`. */
import type { EventForm, Role, Text } from "../../machines/playbook.ts";
import type { Person } from "../directory/person.ts";

type ForRoles = Pick<EventForm, "by">;

export function may(person: Pick<Person, "roles">, form: ForRoles): boolean {
  return form.by.some((role) => person.roles.includes(role));
}

/** Roles come from forms as plain strings. */
export function holds(person: Pick<Person, "roles">, role: string): boolean {
  return person.roles.some((one) => one === role);
}

/**
 * In which role the person acts, when the form asks. Null when they hold it or the form does not ask; otherwise the role.
 */
export function roleNotHeld(
  person: Pick<Person, "roles">,
  form: Pick<EventForm, "actsAs">,
  values: Readonly<Record<string, unknown>>,
): Role | null {
  const role = form.actsAs === undefined ? undefined : values[form.actsAs];
  return typeof role !== "string" || holds(person, role) ? null : (role as Role);
}

/** Everybody who may, in the order of the settings file. */
export function whoMay(people: readonly Person[], form: ForRoles): readonly Person[] {
  return people.filter((person) => may(person, form));
}

export const roleWords: Readonly<Record<Role, Text>> = {
  "duty-officer": { zh: "值班员", en: "duty officer" },
  lead: { zh: "带班领导", en: "duty lead" },
  "unit-contact": { zh: "责任单位联络员", en: "unit contact" },
  spokesperson: { zh: "新闻发言人", en: "spokesperson" },
  superior: { zh: "上级", en: "higher authority" },
  auditor: { zh: "审计人员", en: "auditor" },
  administrator: { zh: "系统管理员", en: "administrator" },
};

/** "Only these roles can do this: duty lead, higher authority (李敏, 周岚)." */
export function forbiddenWords(form: ForRoles, who: readonly Person[]): Text {
  const names = who.map((person) => person.name);
  const roles = form.by.map((role) => roleWords[role]);
  const zh = `仅以下角色可进行此操作：${roles.map((role) => role.zh).join("、")}`;
  const en = `Only these roles can do this: ${roles.map((role) => role.en).join(", ")}`;
  return names.length === 0
    ? { zh: `${zh}。目前无人担任。`, en: `${en}. No one currently has it.` }
    : { zh: `${zh}（${names.join("、")}）。`, en: `${en} (${names.join(", ")}).` };
}
