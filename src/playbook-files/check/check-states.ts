/** States and the ways between them: every name in them leads somewhere, and each branch can be taken. */
import type { PlaybookFile } from "../../../machines/from-data/format/index.ts";
import { didYouMean, type KeyPath, type NoteFault } from "../fault.ts";
import { isKnown } from "./check-forms.ts";
import { checkGuard } from "./check-guards.ts";
import { checkSenders } from "./check-people.ts";
import { own, rootWays, targetOf, waysOf, type FileNames, type NamedState, type Way } from "./file-names.ts";
import type { Fields, Approval, Branch, StateSpec } from "../parts.ts";

export function checkStates(names: FileNames, note: NoteFault): void {
  const { file, states } = names;
  checkBegin({ at: [], states: file.states, type: file.type, initial: file.initial }, note);
  for (const [path, named] of states) {
    checkShape(named, note);
    if (named.state.states) checkBegin({ at: named.at, ...named.state, states: named.state.states }, note);
    checkWays(names, waysOf(named), path, note);
    const { state, at } = named;
    if (state.entry) checkDoing(names, state.entry, null, [...at, "entry"], note);
    for (const delay of Object.keys(state.after ?? {}))
      isKnownKey(note, [...at, "after", delay], delay, Object.keys(file.delays), "delay");
    if (state.duty !== undefined) isKnown(note, [...at, "duty"], state.duty, [...names.events.keys()], "event");
    if (state.approval) checkApproval(names, state, state.approval, at, note);
  }
  checkWays(names, rootWays(file), "", note);
}

interface Begin {
  readonly at: KeyPath;
  readonly states: PlaybookFile["states"];
  readonly type?: string | undefined;
  readonly initial?: string | undefined;
}

function checkBegin({ at, states, type, initial }: Begin, note: NoteFault): void {
  const inner = Object.keys(states);
  if (inner.length === 0) {
    note([...at, "states"], "there has to be at least one state", "key");
    return;
  }
  if (type === "parallel") {
    if (initial !== undefined) note([...at, "initial"], "parallel states all begin: leave `initial` out", "key");
  } else if (initial === undefined)
    note([...at, "states"], `say with which state it begins: initial: ${inner[0] ?? ""}`, "key");
  else isKnown(note, [...at, "initial"], initial, inner, "state");
}

function checkShape({ state, at }: NamedState, note: NoteFault): void {
  if (state.type === "parallel" && !state.states) note([...at, "type"], "parallel needs states inside it", "key");
  if (state.type === "final")
    for (const key of ["on", "always", "after", "onDone", "states", "approval"] as const)
      if (state[key]) note([...at, key], `a final state has no "${key}": nothing happens after it`, "key");
  if (state.approval)
    for (const key of ["on", "always", "after", "onDone", "states", "initial", "type"] as const)
      if (state[key]) note([...at, key], `an approval makes its own states: "${key}" cannot stand beside it`, "key");
  if (state.onDone && !state.states) note([...at, "onDone"], "onDone needs states inside it", "key");
}

function checkWays(names: FileNames, ways: readonly Way[], from: string, note: NoteFault): void {
  const { events } = names;
  for (const { branch, at, type } of ways) {
    if (type !== null) isKnownKey(note, at.slice(0, -1), type, [...events.keys()], "event");
    if (type !== null && events.get(type)?.approval !== undefined)
      note(
        at.slice(0, -1),
        `${type} belongs to the approval of ${events.get(type)?.approval ?? ""} and is taken there`,
        "key",
      );
    if (branch.target !== undefined && targetOf(names, branch.target, from) === null)
      note(
        [...at, "target"],
        `there is no state "${branch.target}"${didYouMean(branch.target, statesNear(names, from))}`,
      );
    const form: Fields = type === null ? {} : (events.get(type)?.fields ?? {});
    if (branch.guard) checkGuard({ names, fields: { ...names.facts, ...form }, note }, branch.guard, [...at, "guard"]);
    checkDoing(names, branch, type, at, note);
  }
  checkOrder(ways, note);
}

/** Neighbours by name first, all others by path. */
function statesNear({ states }: FileNames, from: string): readonly string[] {
  const above = from.split(".").slice(0, -1).join(".");
  const beside = [...states.keys()].filter((path) => path.split(".").slice(0, -1).join(".") === above);
  return [...beside.map((path) => path.split(".").at(-1) ?? path), ...states.keys()];
}

function isKnownKey(note: NoteFault, at: KeyPath, name: string, known: readonly string[], what: string): void {
  if (!known.includes(name)) note(at, `there is no ${what} "${name}"${didYouMean(name, known)}`, "key");
}

/** Behind a branch without a condition no other is ever taken. */
function checkOrder(ways: readonly Way[], note: NoteFault): void {
  const before = new Map<string, Way[]>();
  for (const way of ways) {
    const key = way.at.slice(0, -1).join("\n");
    const earlier = before.get(key) ?? [];
    const same = earlier.find(
      ({ branch }) => !branch.guard || JSON.stringify(branch.guard) === JSON.stringify(way.branch.guard),
    );
    if (same && way.at.at(-2) !== "approval")
      note(
        way.at,
        same.branch.guard
          ? "never reached: a branch above has the same condition"
          : "never reached: the branch above has no condition",
      );
    before.set(key, [...earlier, way]);
  }
}

function checkDoing(
  { file, events }: FileNames,
  doing: Pick<Branch, "notify" | "add" | "open">,
  type: string | null,
  at: KeyPath,
  note: NoteFault,
): void {
  (doing.notify ?? []).forEach((name, index) =>
    isKnown(note, [...at, "notify", index], name, Object.keys(file.notifications), "notification"),
  );
  (doing.add ?? []).forEach(({ list, checklists }, index) => {
    isKnown(note, [...at, "add", index, "list"], list, Object.keys(file.lists), "list");
    checklists.forEach((name, place) =>
      isKnown(note, [...at, "add", index, "checklists", place], name, Object.keys(file.checklists), "checklist"),
    );
  });
  (doing.open ?? []).forEach((name, index) => {
    const place = [...at, "open", index];
    if (!isKnown(note, place, name, Object.keys(file.links), "link")) return;
    const list = own(file.links, name)?.list;
    const adds = type === null || !events.has(type) ? undefined : own(file.events, type)?.adds;
    if (adds === undefined || adds !== list)
      note(place, `the link "${name}" is opened by an event that adds an item to ${list ?? "its list"}`);
  });
}

function checkApproval(names: FileNames, state: StateSpec, approval: Approval, at: KeyPath, note: NoteFault): void {
  const place = [...at, "approval"];
  const { facts, events, file } = names;
  approval.of.forEach((name, index) => isKnown(note, [...place, "of", index], name, Object.keys(facts), "field"));
  approval.authors.forEach((name, index) =>
    isKnown(note, [...place, "authors", index], name, [...events.keys(), "open"], "event"),
  );
  const written = new Set(
    approval.authors.flatMap((name) =>
      Object.keys(name === "open" ? file.opening.fields : (events.get(name)?.fields ?? {})),
    ),
  );
  if (approval.authors.every((name) => name === "open" || events.has(name)))
    for (const [index, name] of approval.of.entries())
      if (Object.hasOwn(facts, name) && !written.has(name))
        note([...place, "of", index], `none of the authors' events fills in "${name}": nobody would be its author`);
  if (approval.notify !== undefined)
    isKnown(note, [...place, "notify"], approval.notify, Object.keys(file.notifications), "notification");
  for (const [stage, { by, fields }] of Object.entries(approval.stages))
    checkSenders(names, by, [...place, "stages", stage, "by"], fields, note);
  if (Object.keys(approval.stages).length === 0)
    note([...place, "stages"], "an approval needs at least one stage", "key");
  if (state.duty !== undefined)
    note([...at, "duty"], "in an approval the signature is the duty: leave `duty` out", "key");
}
