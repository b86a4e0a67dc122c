/** Why an event about people is refused. */
import type { Text } from "../../playbook.ts";
import type { OrganisationContext } from "../context.ts";
import type { peopleForms } from "../forms/people-forms.ts";
import { administratorsOf, personById } from "../people.ts";
import {
  badExtent,
  entriesMax,
  first,
  isFull,
  isReserved,
  noActivePerson,
  noPerson,
  notTheirs,
  type Refusals,
} from "./shared.ts";

const absenceMaxMs = 2 * 366 * 24 * 60 * 60_000;
const unitsMax = 500;

/** Somebody has to be able to let others in. */
const lastAdministrator = (context: OrganisationContext, id: string | undefined): Text | null => {
  const [only, ...others] = administratorsOf(context);
  return only?.id === id && others.length === 0
    ? {
        zh: "这是最后一名系统管理员，请先指定另一名。",
        en: "This is the last administrator. Appoint another one first.",
      }
    : null;
};

const noUnit = ({ units }: OrganisationContext, id: string | undefined): Text | null =>
  id === undefined || units.some((unit) => unit.id === id)
    ? null
    : { zh: `没有编号为 ${id} 的部门。`, en: `There is no unit with the ID ${id}.` };

const ownOrAdministrator = (
  context: OrganisationContext,
  asked: { readonly by: string; readonly at?: number | undefined; readonly person?: string | undefined },
): Text | null => first(noPerson(context, asked.person), notTheirs(context, asked, asked.person, ["administrator"]));

export const peopleRefusals: Refusals<keyof typeof peopleForms> = {
  PERSON_INVITED: (context, { person, unit }) =>
    first(
      isFull(context.people, entriesMax),
      isReserved(person),
      person !== undefined && personById(context, person)
        ? { zh: `编号 ${person} 已被占用。`, en: `The ID ${person} is already in use.` }
        : null,
      noUnit(context, unit),
    ),
  PERSON_CHANGED: (context, { person, unit }) => first(noPerson(context, person), noUnit(context, unit)),
  ROLES_CHANGED: (context, { person, roles }) =>
    first(
      noPerson(context, person),
      roles?.includes("administrator") === false ? lastAdministrator(context, person) : null,
    ),
  PERSON_DEACTIVATED: (context, { person }) =>
    first(noActivePerson(context, person), lastAdministrator(context, person)),
  PERSON_REACTIVATED: (context, { person }) =>
    first(
      noPerson(context, person),
      person !== undefined && personById(context, person)?.active
        ? { zh: "该人员未停用。", en: "This person is already active." }
        : null,
    ),
  CONTACT_CHANGED: ownOrAdministrator,
  SIGN_IN_CHANGED: ownOrAdministrator,
  SESSIONS_ENDED: ownOrAdministrator,
  TOKEN_REVOKED: ownOrAdministrator,
  // Nobody is given a key to somebody else's door.
  TOKEN_ISSUED: (context, asked) =>
    first(noActivePerson(context, asked.person), notTheirs(context, asked, asked.person, [])),
  CALENDAR_ADDRESS_RENEWED: (context, asked) =>
    asked.person === undefined ? null : ownOrAdministrator(context, asked),
  UNIT_DESCRIBED: (context, { unit, head, contact }) =>
    first(
      context.units.some((one) => one.id === unit) ? null : isFull(context.units, unitsMax),
      noActivePerson(context, head),
      noActivePerson(context, contact),
    ),
  ABSENCE_RECORDED: (context, asked) =>
    first(
      isFull(context.absences),
      noActivePerson(context, asked.person),
      noActivePerson(context, asked.deputy),
      notTheirs(context, asked, asked.person, ["lead", "administrator"]),
      asked.deputy !== undefined && asked.deputy === asked.person
        ? { zh: "代理人须为他人。", en: "Choose another person as deputy." }
        : null,
      // The deputy gets the other's roles, so nobody takes them by their own word.
      asked.deputy !== undefined && asked.deputy === asked.by
        ? {
            zh: "不能指定本人为代理人，须由他人登记。",
            en: "You cannot name yourself as deputy; someone else has to record it.",
          }
        : null,
      badExtent(asked, absenceMaxMs),
    ),
  ABSENCE_ENDED: (context, asked) => {
    if (asked.absence === undefined) return null;
    const absence = context.absences.find((one) => one.id === asked.absence);
    if (!absence) return { zh: "没有这一条不在岗记录。", en: "Absence not found." };
    if (asked.at !== undefined && absence.until !== null && absence.until <= asked.at)
      return { zh: "已经结束。", en: "It has already ended." };
    return notTheirs(context, asked, absence.person, ["lead", "administrator"]);
  },
};
