/** A unit is there again, with its people and posts. */
import { z } from "zod";
import { event } from "../event.ts";
import { administrators, unit } from "../parts/fields.ts";
import { first, noUnit } from "../parts/refusals.ts";
import { reactivated } from "../parts/units.ts";
import { unitById } from "../posts.ts";

export const unitReactivated = event("UNIT_REACTIVATED", {
  words: {
    label: { zh: "恢复部门", en: "Reactivate a unit" },
    done: { zh: "部门已恢复", en: "Unit reactivated" },
    help: { zh: "人员和职务不变。", en: "It keeps its people and posts." },
  },
  by: administrators,
  page: "units",
  form: z.object({ unit }),
  options: ({ units }) => ({
    unit: units.filter((one) => !one.active).map((one) => ({ value: one.id, label: one.name })),
  }),
  refuse: (context, { unit }) =>
    first(
      noUnit(context, unit),
      unit !== undefined && unitById(context, unit)?.active
        ? { zh: "该部门未停用。", en: "This unit is already active." }
        : null,
    ),
  record: ({ units }, { unit, at }) => ({
    units: reactivated(units, unit, at).map((one) => (one.id === unit ? { ...one, active: true } : one)),
  }),
});
