/** A unit, by its names: registered, or renamed. */
import { z } from "zod";
import { line } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { administrators, allUnits, unit } from "../parts/fields.ts";
import { isFull, unitsMax } from "../parts/refusals.ts";
import { nameTaken } from "../parts/units.ts";
import { unitById } from "../posts.ts";

export const unitDescribed = event("UNIT_DESCRIBED", {
  words: {
    label: { zh: "登记部门", en: "Register a unit" },
    done: { zh: "部门已登记", en: "Unit registered" },
    help: {
      zh: "编号一经设定不再更改；名称可以随时修改。登记后即可出现在联系单中。",
      en: "The ID is permanent; the names can change. A registered unit can be asked to check facts.",
    },
  },
  by: administrators,
  page: "units",
  adds: "unit",
  form: z.object({
    unit,
    zh: line({ label: { zh: "中文名称", en: "Name in Chinese" } }),
    en: line({ label: { zh: "英文名称", en: "Name in English" } }),
  }),
  start: (context, { asked }) => unitById(context, asked["unit"] ?? "")?.name ?? {},
  options: (context) => ({ unit: allUnits(context) }),
  refuse: (context, { unit }) =>
    unit !== undefined && unitById(context, unit) ? null : isFull(context.units, unitsMax),
  refuseOpened: (context, { unit, zh, en }) => nameTaken(context.units, unit, { zh, en }),
  record: (context, { unit, zh, en }) => {
    const name = { zh, en };
    if (!unitById(context, unit)) return { units: [...context.units, { id: unit, name, active: true }] };
    return { units: context.units.map((one) => (one.id === unit ? { ...one, name } : one)) };
  },
});
