/** A unit that nobody is put into, and nothing is sent to, any more. Its people and posts stay. */
import { z } from "zod";
import { optional } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { activeUnits, administrators, reason, unit } from "../parts/fields.ts";
import { noActiveUnit } from "../parts/refusals.ts";
import { unitChanged } from "../parts/units.ts";

export const unitDeactivated = event("UNIT_DEACTIVATED", {
  words: {
    label: { zh: "停用部门", en: "Deactivate a unit" },
    done: { zh: "部门已停用", en: "Unit deactivated" },
    help: {
      zh: "停用后不再供选择；其人员、职务和以往记录保留。",
      en: "It is no longer offered. Its people, posts and records stay.",
    },
  },
  by: administrators,
  page: "units",
  form: z.object({ unit, reason: optional(reason) }),
  options: (context) => ({ unit: activeUnits(context) }),
  refuse: (context, { unit }) => noActiveUnit(context, unit),
  record: (context, { unit }) => unitChanged(context, unit, { active: false }),
});
