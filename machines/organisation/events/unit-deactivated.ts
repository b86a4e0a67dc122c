/** A unit that nobody is put into, and nothing is sent to, any more. Its people and posts stay. */
import { z } from "zod";
import { optional } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { activeUnits, administrators, reason, unit } from "../parts/fields.ts";
import { noActiveUnit } from "../parts/refusals.ts";
import { deactivated } from "../parts/units.ts";

export const unitDeactivated = event("UNIT_DEACTIVATED", {
  words: {
    label: { zh: "停用部门", en: "Deactivate a unit" },
    done: { zh: "部门已停用", en: "Unit deactivated" },
    help: {
      zh: "停用后不再供选择，其职务视为无人担任；人员、职务和以往记录保留。",
      en: "It is no longer offered, and its posts count as held by no one. Its people, posts and records stay.",
    },
  },
  by: administrators,
  page: "units",
  shownFirst: true,
  form: z.object({ unit, reason: optional(reason) }),
  options: (context) => ({ unit: activeUnits(context) }),
  refuse: (context, { unit }) => noActiveUnit(context, unit),
  record: ({ units }, { unit, at }) => ({
    units: deactivated(units, unit, at).map((one) => (one.id === unit ? { ...one, active: false } : one)),
  }),
});
