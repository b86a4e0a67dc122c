/** Deadlines: what starts and meets them is there, they are due at some instant, and somebody is told. */
import type { PlaybookFile } from "../../../machines/from-data/format/index.ts";
import { didYouMean, type KeyPath, type NoteFault } from "../fault.ts";
import { choiceValues, instantField, isKnown } from "./check-forms.ts";
import { checkGuard } from "./check-guards.ts";
import { checkActors } from "./check-people.ts";
import { own, type FileNames } from "./file-names.ts";
import type { ClockSpec, RecurringSpec, Fields } from "../parts.ts";

export function checkClocks(names: FileNames, note: NoteFault): void {
  const { file } = names;
  for (const [id, clock] of Object.entries(file.clocks)) checkClock(names, clock, ["clocks", id], note);
  for (const [id, duty] of Object.entries(file.recurring)) {
    checkRecurring(names, duty, ["recurring", id], note);
    if (Object.hasOwn(file.clocks, id))
      note(["recurring", id], `there is a clock "${id}" already: give it another name`, "key");
  }
  for (const id of Object.keys(file.lists)) checkListClock(names, id, note);
  checkIds(file, note);
}

function checkClock(names: FileNames, clock: ClockSpec, at: KeyPath, note: NoteFault): void {
  const moments = ["open", ...names.events.keys(), ...names.states.keys()];
  for (const part of ["start", "met", "cancelled"] as const)
    for (const [index, name] of (clock[part] ?? []).entries())
      if (!moments.includes(name))
        note([...at, part, index], `there is no event or state "${name}"${didYouMean(name, moments)}`);
  if (!clock.renews)
    for (const [index, name] of clock.met.entries())
      if (clock.start.includes(name)) note([...at, "met", index], `${name} starts this clock and meets it at once`);
  (clock.from ?? []).forEach((name, index) => instantField(note, [...at, "from", index], name, names.facts));
  if (clock.until !== undefined) instantField(note, [...at, "until"], clock.until, names.facts);
  limitBy(clock, names.facts, at, note);
  if (clock.if) checkGuard({ names, fields: names.facts, note }, clock.if, [...at, "if"]);
  if (clock.holder) checkActors(names, clock.holder, [...at, "holder"], {}, note);
  else if (!clock.met.some((name) => names.events.has(name)))
    note(at, "nobody would be told: say who has to act with `holder`, for no event meets this clock", "key");
}

function limitBy(
  { limit }: { readonly limit?: ClockSpec["limit"] },
  fields: Fields,
  at: KeyPath,
  note: NoteFault,
): void {
  if (typeof limit === "object") choiceValues(note, [...at, "limit"], limit.by, Object.keys(limit.values), fields);
}

const weekdays: ReadonlySet<unknown> = new Set(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);
const isDate = (day: unknown): boolean => typeof day === "string" && /^[0-9]{2}-[0-9]{2}$/.test(day);
const isDayOfMonth = (day: unknown): boolean => typeof day === "number" || day === "last";

const rhythms: Readonly<
  Record<RecurringSpec["every"], { readonly fits: ((day: unknown) => boolean) | null; readonly example: string }>
> = {
  day: { fits: null, example: "" },
  workday: { fits: null, example: "" },
  week: { fits: (day) => weekdays.has(day), example: "mon" },
  month: { fits: isDayOfMonth, example: "last" },
  quarter: { fits: isDayOfMonth, example: "last" },
  "half-year": { fits: isDate, example: "[06-30, 12-31]" },
  year: { fits: isDate, example: "12-20" },
};

function checkRecurring(names: FileNames, duty: RecurringSpec, at: KeyPath, note: NoteFault): void {
  const { fits, example } = rhythms[duty.every];
  if (fits === null && duty.on) note([...at, "on"], `every ${duty.every} needs no day: leave \`on\` out`, "key");
  if (fits !== null && !duty.on) note([...at, "every"], `every ${duty.every}: say on which day, on: ${example}`);
  for (const [index, day] of (fits === null ? [] : (duty.on ?? [])).entries()) {
    if (!fits?.(day))
      note([...at, "on", index], `every ${duty.every} is on a day such as ${example}, not on "${String(day)}"`);
    else if (isDate(day) && !isRealDate(String(day)))
      note([...at, "on", index], `there is no ${String(day)} in the calendar`);
  }
  duty.done.forEach((name, index) => isKnown(note, [...at, "done", index], name, [...names.events.keys()], "event"));
  (duty.during ?? []).forEach((name, index) =>
    isKnown(note, [...at, "during", index], name, [...names.states.keys()], "state"),
  );
  if (duty.holder) checkActors(names, duty.holder, [...at, "holder"], {}, note);
}

/** In a leap year. */
function isRealDate(date: string): boolean {
  const [month = 0, day = 0] = date.split("-").map(Number);
  return new Date(Date.UTC(2024, month - 1, day)).getUTCMonth() === month - 1;
}

function checkListClock(names: FileNames, id: string, note: NoteFault): void {
  const list = own(names.file.lists, id);
  if (!list) return;
  const at = ["lists", id];
  const stages = Object.keys(list.stages);
  const fields = names.items[id] ?? {};
  if (stages.length === 0) note([...at, "stages"], "a list needs at least one stage", "key");
  list.settled.forEach((stage, index) => isKnown(note, [...at, "settled", index], stage, stages, "stage"));
  const { clock } = list;
  if (!clock) return;
  isKnown(note, [...at, "clock", "met"], clock.met, stages, "stage");
  if (clock.met === stages[0])
    note([...at, "clock", "met"], `an item begins as ${clock.met}: the clock would never run`);
  if (clock.until !== undefined) instantField(note, [...at, "clock", "until"], clock.until, fields);
  limitBy(clock, fields, [...at, "clock"], note);
  if (clock.holder) checkActors(names, clock.holder, [...at, "clock", "holder"], fields, note);
}

/** `hazards-1` is the clock of an item, `daily-2026-11-25` of a period. */
function checkIds({ clocks, lists, recurring }: PlaybookFile, note: NoteFault): void {
  for (const id of Object.keys(clocks)) {
    const list = Object.keys(lists).find(
      (name) => id.startsWith(`${name}-`) && /^[0-9]+$/.test(id.slice(name.length + 1)),
    );
    if (list !== undefined)
      note(["clocks", id], `"${id}" is what an item of ${list} is called: give the clock another name`, "key");
    const duty = Object.keys(recurring).find(
      (name) => id.startsWith(`${name}-`) && /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(id.slice(name.length + 1)),
    );
    if (duty !== undefined)
      note(["clocks", id], `"${id}" is what a period of ${duty} is called: give the clock another name`, "key");
  }
}
