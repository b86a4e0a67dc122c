/** A field that names a unit: what the desk offers for it, and what it puts beside the id of the one that was chosen. */
import type { EventForm, Text } from "../../machines/playbook.ts";
import { unitNamesField } from "../../machines/kit/unit.ts";
import { isAlike } from "../directory/directory.ts";
import type { Unit } from "../directory/entries.ts";
import type { FieldOption } from "../playbook/fields.ts";
import type { FieldErrors } from "../playbook/types.ts";
import type { Organised } from "./permissions.ts";

/** None while no unit is registered: then the field is filled in freely. */
export const unitOptions = ({ directory }: Organised): readonly FieldOption[] =>
  activeUnits(directory).map(({ id, name }) => ({ value: id, label: name }));

const activeUnits = (directory: Organised["directory"]): readonly Unit[] =>
  directory?.units.filter((unit) => unit.active) ?? [];

type Values = Readonly<Record<string, unknown>>;
export type Named =
  { readonly ok: true; readonly values: Values } | { readonly ok: false; readonly errors: FieldErrors };

/** By its id, or by either of its names: a program need not know the ids. */
export function withUnit({ unit: field }: Pick<EventForm, "unit">, values: Values, { directory }: Organised): Named {
  const typed = field === undefined ? undefined : values[field];
  const units = activeUnits(directory);
  if (field === undefined || typeof typed !== "string" || units.length === 0) return { ok: true, values };
  const unit =
    units.find(({ id }) => id === typed) ??
    units.find(({ name }) => isAlike(name.zh, typed) || isAlike(name.en, typed));
  if (!unit) return { ok: false, errors: { [field]: [chooseOne(units)] } };
  const { zh, en } = unit.name;
  return { ok: true, values: { ...values, [field]: unit.id, [unitNamesField(field)]: { zh, en } } };
}

const namedMax = 20;

function chooseOne(units: readonly Unit[]): Text {
  const shown = units.slice(0, namedMax);
  return {
    zh: `请选择已登记的部门：${shown.map(({ name }) => name.zh).join("、")}。`,
    en: `Choose a registered unit: ${shown.map(({ name }) => name.en).join(", ")}.`,
  };
}
