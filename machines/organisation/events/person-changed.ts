/** Name, language or unit of a person. */
import { z } from "zod";
import type { OrganisationContext, PersonRecord } from "../context.ts";
import { event } from "../event.ts";
import { administrators, person } from "../parts/fields.ts";
import { language, name, noUnit, unit, whom } from "../parts/people.ts";
import { first, noPerson } from "../parts/refusals.ts";

const changed = ({ people }: OrganisationContext, id: string, change: Partial<PersonRecord>) => ({
  people: people.map((person) => (person.id === id ? { ...person, ...change } : person)),
});

export const personChanged = event("PERSON_CHANGED", {
  words: {
    label: { zh: "修改人员", en: "Change a person" },
    done: { zh: "人员信息已修改", en: "Person changed" },
    help: { zh: "姓名、语言、部门。", en: "Name, language, unit." },
  },
  by: administrators,
  page: "people",
  form: z.object({ person: person(), name, language, unit }),
  options: whom,
  refuse: (context, { person, unit }) => first(noPerson(context, person), noUnit(context, unit)),
  record: (context, { person, name, language, unit }) =>
    changed(context, person, { name, language, unit: unit ?? null }),
});
