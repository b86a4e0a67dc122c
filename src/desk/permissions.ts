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
  lead: { zh: "带班领导", en: "lead" },
  "unit-contact": { zh: "责任单位联络员", en: "unit contact" },
  spokesperson: { zh: "发言人", en: "spokesperson" },
  superior: { zh: "上级", en: "superior" },
  auditor: { zh: "审计", en: "auditor" },
  administrator: { zh: "管理员", en: "administrator" },
};

/** "Only the lead or the superior can do this: 李敏, 周岚." */
export function forbiddenWords(form: ForRoles, who: readonly Person[]): Text {
  const names = who.map((person) => person.name);
  const roles = form.by.map((role) => roleWords[role]);
  const zh = `只有${roles.map((role) => role.zh).join("、")}可以进行此操作`;
  const en = `Only the ${roles.map((role) => role.en).join(" or the ")} can do this`;
  return names.length === 0
    ? { zh: `${zh}；目前没有这样的人员。`, en: `${en}, and nobody has that role at present.` }
    : { zh: `${zh}：${names.join("、")}。`, en: `${en}: ${names.join(", ")}.` };
}
