/** A unit with its head and its contact. */
import { z } from "zod";
import { line, optional } from "../../kit/fields.ts";
import type { Unit } from "../context.ts";
import { event } from "../event.ts";
import { activePeople, administrators, allUnits, id, person } from "../parts/fields.ts";
import { first, isFull, noActivePerson } from "../parts/refusals.ts";

const unitsMax = 500;

export const unitDescribed = event("UNIT_DESCRIBED", {
  words: {
    label: { zh: "设置部门", en: "Set up a unit" },
    done: { zh: "部门已设置", en: "Unit set up" },
    help: { zh: "每个部门一名负责人、一名联络员。", en: "A unit has one head and one contact." },
  },
  by: administrators,
  page: "units",
  adds: "unit",
  form: z.object({
    unit: id({ label: { zh: "编号", en: "ID" } }),
    name: line({ label: { zh: "名称", en: "Name" } }),
    head: optional(person({ zh: "负责人", en: "Head" })),
    contact: optional(person({ zh: "联络员", en: "Contact" })),
  }),
  options: (context) => ({
    unit: allUnits(context),
    head: activePeople(context),
    contact: activePeople(context),
  }),
  refuse: (context, { unit, head, contact }) =>
    first(
      context.units.some((one) => one.id === unit) ? null : isFull(context.units, unitsMax),
      noActivePerson(context, head),
      noActivePerson(context, contact),
    ),
  record: ({ units }, { unit, name, head, contact }) => {
    const described: Unit = { id: unit, name, head: head ?? null, contact: contact ?? null };
    const known = units.some((one) => one.id === unit);
    return { units: known ? units.map((one) => (one.id === unit ? described : one)) : [...units, described] };
  },
});
