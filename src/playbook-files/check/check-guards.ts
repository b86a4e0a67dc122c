/** Conditions: every name in them has to lead somewhere, and no condition reads a text. */
import { guardKeys, type Fields, type Guard } from "../../../machines/from-data/format/index.ts";
import { didYouMean, shown, type KeyPath, type NoteFault } from "../fault.ts";
import { own, type FileNames } from "./file-names.ts";

/** What stands apart from the log. */
const textKinds: ReadonlySet<string> = new Set(["line", "text", "lines", "address", "unit"]);

export interface GuardScope {
  readonly names: FileNames;
  /** Fields that may be asked for here: facts, and the form of the event. */
  readonly fields: Fields;
  readonly note: NoteFault;
}

export function checkGuard(scope: GuardScope, guard: Guard, at: KeyPath): void {
  for (const [key, wanted] of Object.entries(guard))
    if (wanted !== undefined) checkKey(scope, key, wanted, [...at, key]);
  if (guard.since !== undefined && guard.recorded === undefined)
    scope.note([...at, "since"], "`since` goes with `recorded`", "key");
}

function checkKey(scope: GuardScope, key: string, wanted: unknown, at: KeyPath): void {
  const { file, states, events } = scope.names;
  switch (key) {
    case "all":
    case "any":
      return (wanted as readonly Guard[]).forEach((inner, index) => checkGuard(scope, inner, [...at, index]));
    case "not":
      return checkGuard(scope, wanted as Guard, at);
    case "in":
    case "since":
      return look(scope, at, wanted, states.keys(), "state");
    case "recorded":
    case "by-other-than":
      return look(scope, at, wanted, [...events.keys(), ...(key === "by-other-than" ? ["open"] : [])], "event");
    case "known":
    case "unknown":
      return look(scope, at, wanted, Object.keys(scope.fields), "field");
    case "none-open":
    case "some-open":
      return look(scope, at, wanted, Object.keys(file.lists), "list");
    case "met":
    case "missed":
      return look(scope, at, wanted, [...Object.keys(file.clocks), ...Object.keys(file.recurring)], "clock");
    case "count":
      return checkCount(scope, wanted as { readonly list: string; readonly stage?: string }, at);
    default:
      return checkField(scope, key, wanted as readonly unknown[], at);
  }
}

function look({ note }: GuardScope, at: KeyPath, wanted: unknown, known: Iterable<string>, what: string): void {
  const names = [...known];
  for (const [index, name] of ([wanted].flat() as readonly string[]).entries())
    if (!names.includes(name)) note([...at, index], `there is no ${what} "${name}"${didYouMean(name, names)}`);
}

function checkCount(
  scope: GuardScope,
  { list, stage }: { readonly list: string; readonly stage?: string },
  at: KeyPath,
): void {
  const { lists } = scope.names.file;
  look(scope, [...at, "list"], list, Object.keys(lists), "list");
  const found = own(lists, list);
  if (found && stage !== undefined) look(scope, [...at, "stage"], stage, Object.keys(found.stages), `stage of ${list}`);
}

function checkField({ fields, note }: GuardScope, name: string, wanted: readonly unknown[], at: KeyPath): void {
  const field = own(fields, name);
  if (!field)
    return note(
      at,
      `"${name}" is no field and no condition${didYouMean(name, [...Object.keys(fields), ...guardKeys])}`,
      "key",
    );
  if (textKinds.has(field.kind) || field.kind === "person" || field.kind === "instant")
    return note(at, `"${name}" is a ${field.kind}: a condition asks only whether it is known or unknown`, "key");
  if (field["log-only"]) return note(at, `"${name}" stays in the log only: no condition can read it`, "key");
  const options = field.kind === "flag" ? [true, false] : Object.keys(field.options ?? {});
  for (const [index, value] of wanted.entries())
    if (!options.includes(value as never))
      note([...at, index], `"${name}" cannot be ${shown(value)}${didYouMean(String(value), options.map(String))}`);
}
