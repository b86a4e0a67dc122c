/** Texts with names in braces, and what nobody would ever see. */
import { didYouMean, type KeyPath, type NoteFault } from "../fault.ts";
import { isKnown } from "./check-forms.ts";
import { checkActors } from "./check-people.ts";
import { own, rootWays, waysOf, type FileNames } from "./file-names.ts";
import type { Fields, Branch } from "../parts.ts";

/** What every notification can say. */
const alwaysKnown = ["by", "at", "due", "title", "item"];
const holes = /\{([A-Za-z0-9]{1,60})\}/g;
export const holesIn = (template: string): readonly string[] =>
  [...template.matchAll(holes)].map(([, name = ""]) => name);

export function checkWords(names: FileNames, note: NoteFault): void {
  const { file } = names;
  checkHeadline(names, note);
  for (const [id, { title, stages }] of Object.entries(file.lists)) {
    const isFilledByChecklist = doingsOf(names).some(({ add = [] }) => add.some(({ list }) => list === id));
    const fields = [...Object.keys(names.items[id] ?? {}), ...(isFilledByChecklist ? ["what"] : [])];
    checkHoles(note, ["lists", id, "title"], title, fields);
    if (fields.length === 0 && Object.keys(stages).length > 0)
      note(["lists", id], `nothing ever adds an item to ${id}`, "key");
  }
  checkNotifications(names, note);
  checkUnused(names, note);
}

function checkHeadline({ file, facts }: FileNames, note: NoteFault): void {
  const { title, grade, ranks } = file.headline;
  checkHoles(note, ["headline", "title"], title, Object.keys(facts));
  if (grade === undefined) {
    if (ranks) note(["headline", "ranks"], "ranks are the values of a grade: say `grade`", "key");
    return;
  }
  if (!isKnown(note, ["headline", "grade"], grade, Object.keys(facts), "field")) return;
  const field = own(facts, grade);
  if (field?.kind !== "choice") {
    note(["headline", "grade"], `"${grade}" is a ${field?.kind ?? "text"}; it has to be a choice`);
    return;
  }
  const options = Object.keys(field.options ?? {});
  (ranks ?? []).forEach((rank, index) =>
    isKnown(note, ["headline", "ranks", index], rank, options, `value of ${grade}`),
  );
  if (ranks)
    for (const option of options)
      if (!ranks.includes(option)) note(["headline", "ranks"], `"${option}" has no rank among them`, "key");
}

export function checkHoles(note: NoteFault, at: KeyPath, template: string, known: readonly string[]): void {
  for (const hole of holesIn(template))
    if (!known.includes(hole)) note(at, `{${hole}} is no field${didYouMean(hole, known)}`);
  if (template.replace(holes, "").search(/[{}]/) >= 0)
    note(at, "a name in braces is written {name}, and braces stand for nothing else");
}

function checkNotifications(names: FileNames, note: NoteFault): void {
  const { file } = names;
  for (const [id, spec] of Object.entries(file.notifications)) {
    const at = ["notifications", id];
    const fields = fieldsAround(names, id);
    for (const part of ["subject", "happened", "asked"] as const)
      for (const template of Object.values(spec[part] ?? {}))
        checkHoles(note, [...at, part], template, [...Object.keys(fields), ...alwaysKnown]);
    const saysDue = [spec.subject, spec.happened, spec.asked].some(
      (text) => text && holesIn(`${text.zh}${text.en}`).includes("due"),
    );
    if (spec.due !== undefined) isKnown(note, [...at, "due"], spec.due, Object.keys(file.clocks), "clock");
    else if (saysDue) note(at, "{due} is the due time of a clock: say which with `due`", "key");
    checkActors(names, spec.to, [...at, "to"], fields, note);
  }
}

/** Facts, and what is filled in with the events that send it. */
function fieldsAround(names: FileNames, id: string): Fields {
  const forms = allWays(names)
    .filter(({ branch }) => branch.notify?.includes(id))
    .map(({ type }) => (type === null ? {} : (names.events.get(type)?.fields ?? {})));
  // A state that notifies on entry may be entered by any of them.
  const isOnEntry = [...names.states.values()].some(({ state }) => state.entry?.notify?.includes(id) === true);
  const all = isOnEntry ? [...names.events.values()].map(({ fields }) => fields) : forms;
  return Object.assign({}, ...all, names.facts) as Fields;
}

const allWays = (names: FileNames) => [...[...names.states.values()].flatMap(waysOf), ...rootWays(names.file)];

const doingsOf = (names: FileNames): readonly Pick<Branch, "notify" | "add" | "open">[] => [
  ...allWays(names).map(({ branch }) => branch),
  ...[...names.states.values()].flatMap(({ state }) => (state.entry ? [state.entry] : [])),
];

function checkUnused(names: FileNames, note: NoteFault): void {
  const { file } = names;
  const doings = doingsOf(names);
  const approvals = [...names.states.values()].flatMap(({ state }) => state.approval?.notify ?? []);
  const used: Readonly<Record<string, ReadonlySet<string>>> = {
    notifications: new Set([...doings.flatMap(({ notify = [] }) => notify), ...approvals]),
    links: new Set(doings.flatMap(({ open = [] }) => open)),
    checklists: new Set(doings.flatMap(({ add = [] }) => add.flatMap(({ checklists }) => checklists))),
    delays: new Set([...names.states.values()].flatMap(({ state }) => Object.keys(state.after ?? {}))),
    posts: new Set(postsIn(file)),
  };
  const sentences: Readonly<Record<string, string>> = {
    notifications: "nobody is ever sent",
    links: "nothing ever opens",
    checklists: "nothing ever adds the checklist",
    delays: "no state waits for",
    posts: "nothing names the post",
  };
  for (const [section, ids] of Object.entries(used))
    for (const id of Object.keys(file[section as "links"]))
      if (!ids.has(id)) note([section, id], `${sentences[section] ?? ""} "${id}"`, "key");
}

/** Wherever `post:` stands. */
function* postsIn(part: unknown): Generator<string> {
  if (typeof part !== "object" || part === null) return;
  for (const [key, inner] of Object.entries(part)) {
    if (key === "post" && typeof inner === "string") yield inner;
    else yield* postsIn(inner);
  }
}
