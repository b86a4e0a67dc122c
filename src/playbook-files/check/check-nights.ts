/** Nights of a file: what they name is there, and their times exist. Whether they come true is for the scenario runner. */
import { didYouMean, type KeyPath, type NoteFault } from "../fault.ts";
import { isKnown } from "./check-forms.ts";
import { own, type EventNames, type FileNames } from "./file-names.ts";
import type { Fields, Night } from "../parts.ts";

export function checkNights(names: FileNames, note: NoteFault): void {
  for (const [index, night] of names.file.scenarios.entries()) checkNight(names, night, ["scenarios", index], note);
}

function checkNight(names: FileNames, night: Night, at: KeyPath, note: NoteFault): void {
  checkTime(night.given.at, [...at, "given", "at"], note);
  checkValues(names.file.opening.fields, night.given.with, [], [...at, "given", "with"], note);
  for (const part of ["holidays", "workdays"] as const)
    night.given[part].forEach((date, index) => checkTime(`${date} 00:00`, [...at, "given", part, index], note));
  for (const [index, step] of night.steps.entries()) {
    const place = [...at, "steps", index];
    if (step.until !== undefined) checkTime(step.until, [...place, "until"], note);
    for (const key of ["send", "refused"] as const) checkSent(names, step, key, place, note);
    if (step.expect) checkExpected(names, step.expect, [...place, "expect"], note);
  }
}

type Step = Night["steps"][number];

function checkSent(names: FileNames, step: Step, key: "send" | "refused", at: KeyPath, note: NoteFault): void {
  const type = step[key];
  if (type === undefined || !isKnown(note, [...at, key], type, [...names.events.keys()], "event")) return;
  const form = names.events.get(type) as EventNames;
  checkValues(form.fields, step.with ?? {}, extraFields(names, type, form), [...at, "with"], note);
}

/** What forms ask for without the file's saying so. */
function extraFields({ file, standard }: FileNames, type: string, { approval }: EventNames): readonly string[] | null {
  if (standard.has(type)) return null;
  const isDone = Object.values(file.recurring).some(({ done }) => done.includes(type));
  return [
    ...(own(file.events, type)?.moves ? ["item"] : []),
    ...(isDone ? ["period"] : []),
    ...(approval === undefined ? [] : ["digest"]),
    ...(approval !== undefined && type.endsWith("_RETURNED") ? ["reason"] : []),
  ];
}

function checkValues(
  fields: Fields,
  values: Readonly<Record<string, unknown>>,
  more: readonly string[] | null,
  at: KeyPath,
  note: NoteFault,
): void {
  if (more === null) return;
  const known = [...Object.keys(fields), ...more];
  for (const [name, value] of Object.entries(values)) {
    if (!known.includes(name)) note([...at, name], `the form has no field "${name}"${didYouMean(name, known)}`, "key");
    else if (own(fields, name)?.kind === "instant" && typeof value === "string") checkTime(value, [...at, name], note);
  }
}

function checkExpected(names: FileNames, expect: NonNullable<Step["expect"]>, at: KeyPath, note: NoteFault): void {
  const { file, states, events } = names;
  (expect.state ?? []).forEach((name, index) =>
    isKnown(note, [...at, "state", index], name, [...states.keys()], "state"),
  );
  for (const part of ["can", "cannot"] as const)
    (expect[part] ?? []).forEach((name, index) =>
      isKnown(note, [...at, part, index], name, [...events.keys()], "event"),
    );
  for (const part of ["clocks", "due", "level"] as const)
    for (const id of Object.keys(expect[part] ?? {}))
      if (!isClock(names, id))
        note([...at, part, id], `there is no clock "${id}"${didYouMean(id, clockNames(names))}`, "key");
  for (const time of Object.entries(expect.due ?? {})) checkTime(time[1], [...at, "due", time[0]], note);
  for (const list of Object.keys(expect.open ?? {}))
    if (!Object.hasOwn(file.lists, list))
      note([...at, "open", list], `there is no list "${list}"${didYouMean(list, Object.keys(file.lists))}`, "key");
}

const clockNames = ({ file }: FileNames): readonly string[] => [
  ...Object.keys(file.clocks),
  ...Object.keys(file.recurring),
];

/** `check`, `daily`, `daily-2026-11-25`, `hazards-1`. */
function isClock(names: FileNames, id: string): boolean {
  const { file } = names;
  if (clockNames(names).includes(id)) return true;
  const [, base = "", number = ""] = /^(.{1,60})-([0-9]{1,4})$/.exec(id) ?? [];
  if (number !== "" && own(file.lists, base)?.clock) return true;
  if (number !== "" && own(file.clocks, base)?.renews) return true;
  return Object.keys(file.recurring).some(
    (name) => id.startsWith(`${name}-`) && /^[0-9-]{10}$/.test(id.slice(name.length + 1)),
  );
}

/** 30 February is none. */
function checkTime(written: string, at: KeyPath, note: NoteFault): void {
  const [, date = "", hour = "", minute = ""] =
    /^([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{2}):([0-9]{2})$/.exec(written) ?? [];
  const read = new Date(`${date}T00:00:00Z`);
  const isDate = !Number.isNaN(read.getTime()) && read.toISOString().startsWith(date);
  if (date === "") note(at, "write a local time as 2026-11-22 22:00");
  else if (!isDate || Number(hour) > 23 || Number(minute) > 59) note(at, `${written} is not in the calendar`);
}
