/** Forms: what is filled in at the opening, with each event and with each signature. */
import { didYouMean, type KeyPath, type NoteFault } from "../fault.ts";
import { checkSenders } from "./check-people.ts";
import { checkGuard } from "./check-guards.ts";
import { isOfItem, own, type FileNames } from "./file-names.ts";
import type { EventSpec, Fields, FieldSpec } from "../parts.ts";

export function checkForms(names: FileNames, note: NoteFault): void {
  const { file, events } = names;
  const forms: readonly (readonly [KeyPath, Fields])[] = [
    [["opening"], file.opening.fields],
    ...[...events.values()].map(({ at, fields }) => [at, fields] as const),
  ];
  checkFacts(names, note);
  for (const [at, fields] of forms)
    for (const [name, field] of Object.entries(fields)) checkField(names, fields, field, [...at, "fields", name], note);
  if (file.opening.adds !== undefined)
    isKnown(note, ["opening", "adds"], file.opening.adds, Object.keys(file.lists), "list");
  checkSenders(names, file.opening.by, ["opening", "by"], {}, note);
  for (const [type, event] of Object.entries(file.events)) {
    if (names.standard.has(type)) note(["events", type], `every file has ${type} already: leave it out`, "key");
    if (Object.entries(events.get(type) ?? {}).some(([key]) => key === "approval"))
      note(["events", type], `${type} belongs to an approval: give the event another name`, "key");
    checkSenders(names, event.by, ["events", type, "by"], event.fields, note);
    checkEvent(names, type, event, note);
  }
}

/** The same name in two forms is the same fact: it has to be of one kind. */
function checkFacts({ file, events }: FileNames, note: NoteFault): void {
  const first = new Map<string, FieldSpec>();
  const forms = [
    { fields: file.opening.fields, at: ["opening"] as KeyPath },
    ...[...events].filter(([type]) => !isOfItem(file, type)).map(([, form]) => form),
  ];
  for (const { fields, at } of forms)
    for (const [name, field] of Object.entries(fields)) {
      const before = first.get(name);
      if (!before) first.set(name, field);
      else if (before.kind !== field.kind)
        note(
          [...at, "fields", name],
          `the field "${name}" is a ${field.kind} here and a ${before.kind} elsewhere: one name is one fact`,
          "key",
        );
      else if (optionsOf(before) !== optionsOf(field))
        note([...at, "fields", name], `the field "${name}" has other options elsewhere: one name is one fact`, "key");
    }
}

const optionsOf = ({ options }: FieldSpec): string =>
  Object.keys(options ?? {})
    .sort()
    .join(" ");

function checkField(names: FileNames, fields: Fields, field: FieldSpec, at: KeyPath, note: NoteFault): void {
  const isChoice = field.kind === "choice" || field.kind === "choices";
  const count = Object.keys(field.options ?? {}).length;
  if (isChoice && count === 0) note(at, `a ${field.kind} needs options`, "key");
  if (!isChoice && field.options) note([...at, "options"], `a ${field.kind} has no options: it is no choice`, "key");
  for (const key of ["past", "future"] as const)
    if (field[key] && field.kind !== "instant") note([...at, key], `only an instant can be ${key}`, "key");
  if (field.past && field.future) note([...at, "future"], "an instant cannot be past and future at once", "key");
  if (field.must && field.kind !== "flag") note([...at, "must"], "only a flag has to be ticked", "key");
  if (field.role !== undefined && field.kind !== "person") note([...at, "role"], "only a person has a role", "key");
  if (field.optional && field.needed) note([...at, "needed"], "a field is either optional or needed", "key");
  if (field.after !== undefined) checkAfter(names, fields, field, [...at, "after"], note);
  if (field.needed) checkGuard({ names, fields, note }, field.needed, [...at, "needed"]);
}

function checkAfter(
  { facts }: FileNames,
  fields: Fields,
  { kind, after = "" }: FieldSpec,
  at: KeyPath,
  note: NoteFault,
): void {
  if (kind !== "instant") {
    note(at, "only an instant can be after another", "key");
    return;
  }
  instantField(note, at, after, { ...facts, ...fields });
}

/** A field that has to be an instant. */
export function instantField(note: NoteFault, at: KeyPath, name: string, fields: Fields): void {
  const field = own(fields, name);
  if (!field) note(at, `there is no field "${name}"${didYouMean(name, Object.keys(fields))}`);
  else if (field.kind !== "instant") note(at, `"${name}" is a ${field.kind}; it has to be an instant`);
}

/** A field that has to be one choice, with a value for each of its options. */
export function choiceValues(
  note: NoteFault,
  at: KeyPath,
  by: string,
  values: readonly string[],
  fields: Fields,
): void {
  const field = own(fields, by);
  if (!field) {
    note([...at, "by"], `there is no field "${by}"${didYouMean(by, Object.keys(fields))}`);
    return;
  }
  if (field.kind !== "choice") {
    note([...at, "by"], `"${by}" is a ${field.kind}; it has to be a choice`);
    return;
  }
  const options = Object.keys(field.options ?? {});
  for (const value of values)
    if (!options.includes(value))
      note([...at, "values", value], `"${by}" cannot be "${value}"${didYouMean(value, options)}`, "key");
  for (const option of options)
    if (!values.includes(option)) note([...at, "values"], `there is no value for "${option}" of "${by}"`, "key");
}

export function isKnown(note: NoteFault, at: KeyPath, name: string, known: readonly string[], what: string): boolean {
  if (known.includes(name)) return true;
  note(at, `there is no ${what} "${name}"${didYouMean(name, known)}`);
  return false;
}

function checkEvent(names: FileNames, type: string, event: EventSpec, note: NoteFault): void {
  const { file, events } = names;
  const at = ["events", type];
  const lists = Object.keys(file.lists);
  if (event.adds !== undefined) isKnown(note, [...at, "adds"], event.adds, lists, "list");
  if (event.adds !== undefined && event.moves)
    note([...at, "moves"], "an event either adds an item or moves one", "key");
  if (event.moves && isKnown(note, [...at, "moves", "list"], event.moves.list, lists, "list")) {
    const { list, from, to } = event.moves;
    const stages = Object.keys(own(file.lists, list)?.stages ?? {});
    from.forEach((stage, index) => isKnown(note, [...at, "moves", "from", index], stage, stages, `stage of ${list}`));
    isKnown(note, [...at, "moves", "to"], to, stages, `stage of ${list}`);
  }
  if (event["as-of"] !== undefined) instantField(note, [...at, "as-of"], event["as-of"], event.fields);
  if (event.reported && !event.moves)
    note([...at, "reported"], "what a linked incident reports moves its item: moves", "key");
  for (const [index, other] of (event["by-other-than"] ?? []).entries()) {
    const place = [...at, "by-other-than", index];
    if (other === "item" && !event.moves) note(place, "`item` is for an event that moves an item");
    else if (other !== "item") isKnown(note, place, other, [...events.keys(), "open"], "event");
  }
}
