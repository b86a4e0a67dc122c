/** Conditions: every name in them has to lead somewhere, and no condition reads a text. */
import { guardKeys } from "../../../machines/from-data/format/index.ts";
import { didYouMean, shown, type KeyPath, type NoteFault } from "../fault.ts";
import { own, type FileNames } from "./file-names.ts";
import type { Fields, FieldSpec, Guard } from "../parts.ts";

/** What a condition can compare. Texts stand apart from the log; people and instants are not known to a file. */
const compared: ReadonlySet<string> = new Set(["choice", "choices", "flag"]);

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
      (wanted as readonly Guard[]).forEach((inner, index) => checkGuard(scope, inner, [...at, index]));
      return;
    case "not":
      checkGuard(scope, wanted as Guard, at);
      return;
    case "in":
    case "since":
      look(scope, at, wanted, states.keys(), "state");
      return;
    case "recorded":
    case "by-other-than":
      look(scope, at, wanted, [...events.keys(), ...(key === "by-other-than" ? ["open"] : [])], "event");
      return;
    case "known":
    case "unknown":
      look(scope, at, wanted, Object.keys(scope.fields), "field");
      return;
    case "none-open":
    case "some-open":
      look(scope, at, wanted, Object.keys(file.lists), "list");
      return;
    case "met":
    case "missed":
      look(scope, at, wanted, [...Object.keys(file.clocks), ...Object.keys(file.recurring)], "clock");
      return;
    case "count":
      checkCount(scope, wanted as { readonly list: string; readonly stage?: string }, at);
      return;
    default:
      checkField(scope, key, wanted as readonly unknown[], at);
      return;
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
  const known = [...Object.keys(fields), ...guardKeys];
  const unreadable = field
    ? whyUnreadable(name, field)
    : `"${name}" is no field and no condition${didYouMean(name, known)}`;
  if (unreadable !== null) {
    note(at, unreadable, "key");
    return;
  }
  const options = field?.kind === "flag" ? [true, false] : Object.keys(field?.options ?? {});
  for (const [index, value] of wanted.entries())
    if (!options.includes(value as never))
      note([...at, index], `"${name}" cannot be ${shown(value)}${didYouMean(String(value), options.map(String))}`);
}

function whyUnreadable(name: string, field: FieldSpec): string | null {
  if (!compared.has(field.kind))
    return `"${name}" is a ${field.kind}: a condition asks only whether it is known or unknown`;
  return field["log-only"] ? `"${name}" stays in the log only: no condition can read it` : null;
}
