/** Name, language or units of a person. */
import { z } from "zod";
import { event } from "../event.ts";
import { administrators, person } from "../parts/fields.ts";
import { changedAt, language, name, units, whom } from "../parts/people.ts";
import { first, noActiveUnit, noPerson } from "../parts/refusals.ts";
import { personById } from "../people.ts";

export const personChanged = event("PERSON_CHANGED", {
  words: {
    label: { zh: "修改人员", en: "Change a person" },
    done: { zh: "人员信息已修改", en: "Person changed" },
    help: { zh: "姓名、语言、所属部门（可多选）。", en: "Name, language, and the units they belong to." },
  },
  by: administrators,
  page: "people",
  form: z.object({ person: person(), name, language, units }),
  start: (context, { asked }) => {
    const before = personById(context, asked["person"] ?? "");
    return before ? { name: before.writtenName ?? before.name, language: before.language, units: before.units } : {};
  },
  options: whom,
  refuse: (context, { person, units = [] }) => {
    const before = (person === undefined ? null : personById(context, person))?.units ?? [];
    const added = units.filter((unit) => !before.includes(unit));
    return first(noPerson(context, person), ...added.map((unit) => noActiveUnit(context, unit)));
  },
  record: (context, { person, name, language, units = [], at }) =>
    changedAt(context, person, at, { name, language, units: [...new Set(units)] }),
});
