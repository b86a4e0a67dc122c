/** What people might send at any moment of a night of a file, drawn by chance. */
import type { Playbook } from "../../../../machines/playbook.ts";
import { sampleValues } from "../../../../src/cli/sample-values.ts";
import type { seededRandom } from "../../../../src/cli/seeded-random.ts";
import type { InstanceState, MachineEvent } from "../../../../src/engine/types.ts";
import type { Json } from "../../../../src/kernel/json.ts";
import { checkForm } from "../../../../src/playbook/check-form.ts";
import { frozenCalendar } from "../../../../src/playbook/frozen-calendar.ts";
import { monday } from "./written.ts";

export const people = ["chen", "li", "zhao", "morgan", "wang", "wu"];

/** A holiday in the middle of the week, and the Saturday on which its work is done. */
const [holidays, workdays] = [["2026-11-25"], ["2026-11-28"]];

type Chance = ReturnType<typeof seededRandom>;

export const opened = (playbook: Playbook, chance: Chance): Json => {
  const checked = checkForm(playbook.opening, sampleValues(playbook.opening, {}, monday, chance), monday);
  if (!checked.ok) return null;
  const calendar = frozenCalendar({ zone: "Asia/Shanghai", holidays, workdays }, monday);
  return playbook.input(checked.values, playbook.policy.parse({}), monday, "chen", calendar) as Json;
};

/** An event of anybody with whatever fits the form; null when nothing does. */
export function drawn(playbook: Playbook, state: InstanceState, at: number, chance: Chance): MachineEvent | null {
  const form = chance.oneOf(playbook.events);
  if (!form) return null;
  const prefill = form.prefill?.(state.context, at) ?? {};
  const options = form.options?.(state.context) ?? {};
  const offered = Object.entries(options).flatMap(([name, all]) => {
    const one = chance.oneOf(all);
    return one ? [[name, one.value]] : [];
  });
  const values = { ...sampleValues(form, prefill, at, chance), ...(Object.fromEntries(offered) as object) };
  const checked = checkForm(form, values, at);
  return checked.ok ? { ...checked.values, type: form.type } : null;
}
