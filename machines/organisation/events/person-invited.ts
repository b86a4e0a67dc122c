/** Somebody new. */
import { z } from "zod";
import { event } from "../event.ts";
import { activeUnits, administrators, person } from "../parts/fields.ts";
import { language, name, newPerson, roles, units } from "../parts/people.ts";
import { entriesMax, first, isFull, isReserved, noActiveUnit } from "../parts/refusals.ts";
import { personById } from "../people.ts";

export const personInvited = event("PERSON_INVITED", {
  words: {
    label: { zh: "邀请人员", en: "Invite a person" },
    done: { zh: "已邀请人员", en: "Person invited" },
    help: { zh: "编号一经设定不再更改，并记入日志。", en: "The ID is permanent and appears in the log." },
  },
  by: administrators,
  page: "people",
  form: z.object({ person: person({ zh: "编号", en: "ID" }), name, language, roles, units }),
  start: ({ organisation }) => ({ language: organisation.languages[0] }),
  options: (context) => ({ units: activeUnits(context) }),
  refuse: (context, { person, units = [] }) =>
    first(
      isFull(context.people, entriesMax),
      isReserved(person),
      person !== undefined && personById(context, person)
        ? { zh: `编号 ${person} 已被占用。`, en: `The ID ${person} is already in use.` }
        : null,
      ...units.map((unit) => noActiveUnit(context, unit)),
    ),
  record: ({ people }, { person, name, language, roles, units = [], at }) => ({
    people: [...people, newPerson({ id: person, name, language, roles, units: [...new Set(units)], at })],
  }),
});
