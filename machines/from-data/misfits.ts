/** What of a form's values cannot be so: missing where it is needed, not ticked, earlier than it may be. */
import type { Text } from "../playbook.ts";
import { holds, type Situation } from "./conditions.ts";
import type { Fields } from "./format/index.ts";
import { own, type Json } from "./json.ts";

type Values = Readonly<Record<string, Json | undefined>>;
export type Faults = Readonly<Record<string, Text>>;

/** A condition on one form: nothing else is known to it. */
const nothingElse = {
  model: { file: { lists: {} }, events: {}, approvals: new Map() } as unknown as Situation["model"],
  asked: { type: "", by: "", at: 0 },
};

/** By the form alone. */
export function formFaults(fields: Fields, values: Values): Faults {
  const facts = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? null]));
  const context = { facts, marks: {}, in: [], entered: {}, lists: {}, clocks: [], rounds: {} };
  const faults = Object.entries(fields).flatMap(([name, { needed, must, label }]): (readonly [string, Text])[] => {
    const isMissing = needed && values[name] === undefined && holds({ ...nothingElse, context }, needed) === true;
    if (isMissing) return [[name, { zh: `请填写“${label.zh}”。`, en: `Enter “${label.en}”.` }]];
    // A form that was filled in always says it; it is not said where one only asks.
    if (must && values[name] !== undefined && values[name] !== true)
      return [[name, { zh: "须确认此项后才能提交。", en: "Tick this to go on." }]];
    return [];
  });
  return Object.fromEntries(faults);
}

/** Whether something of a form is held against what is known already, or against the time. */
export const isHeldAgainst = (fields: Fields): boolean =>
  Object.values(fields).some(({ after, future }) => after !== undefined || future);

/** `at` (ms): when it is sent, where that is known. */
export function timeFaults(fields: Fields, facts: Readonly<Record<string, Json>>, values: Values, at?: number): Faults {
  const faults = Object.entries(fields).flatMap(([name, { after, future }]): (readonly [string, Text])[] => {
    const value = values[name];
    if (typeof value !== "number") return [];
    if (future && at !== undefined && value <= at)
      return [[name, { zh: "须是以后的时间。", en: "Enter a time that is still to come." }]];
    const other = after === undefined ? undefined : after === name ? undefined : values[after];
    const bound = after === undefined ? undefined : (other ?? own(facts, after));
    return typeof bound === "number" && value <= bound
      ? [[name, { zh: "须晚于此前登记的时间。", en: "Enter a later time than the one recorded before." }]]
      : [];
  });
  return Object.fromEntries(faults);
}
