/** Everything in a file that has a name, gathered once: what a check looks names up in. */
import type { PlaybookFile } from "../../../machines/from-data/format/index.ts";
import { pathOf } from "../../../machines/from-data/model.ts";
import type { KeyPath } from "../fault.ts";
import type { Fields, FieldSpec, Approval, Branch, StateSpec } from "../parts.ts";

export interface NamedState {
  readonly state: StateSpec;
  readonly at: KeyPath;
}

export interface FileNames {
  readonly file: PlaybookFile;
  /** By path; the stages of approvals are states too. */
  readonly states: ReadonlyMap<string, NamedState>;
  /** Forms by event, those of approvals and the standard ones included. */
  readonly events: ReadonlyMap<string, EventNames>;
  /** Events that nobody has to write. */
  readonly standard: ReadonlySet<string>;
  /** Fields that become facts: what later conditions and clocks may read. */
  readonly facts: Readonly<Record<string, FieldSpec>>;
  /** Of the items of each list: what opens or moves one is filled in. */
  readonly items: Readonly<Record<string, Fields>>;
}

export interface EventNames {
  readonly fields: Fields;
  readonly at: KeyPath;
  /** The approval's state, when it is one of its signatures. */
  readonly approval?: string;
}

export function namesOf(file: PlaybookFile): FileNames {
  const states = new Map<string, NamedState>();
  const events = new Map<string, EventNames>();
  const standard = new Set([
    "NOTE_ADDED",
    "OFFICER_ASSIGNED",
    ...(hasDeadlines(file) ? ["ESCALATION_ACKNOWLEDGED"] : []),
  ]);
  for (const type of standard) events.set(type, { fields: {}, at: ["events"] });
  for (const [type, { fields }] of Object.entries(file.events)) events.set(type, { fields, at: ["events", type] });
  gatherStates(file.states, [], ["states"], states, events);
  return { file, states, events, standard, facts: factsOf(file, events), items: itemsOf(file) };
}

function gatherStates(
  all: Readonly<Record<string, StateSpec>>,
  above: readonly string[],
  at: KeyPath,
  states: Map<string, NamedState>,
  events: Map<string, EventNames>,
): void {
  for (const [name, state] of Object.entries(all)) {
    const path = [...above, name];
    const place = [...at, name];
    states.set(path.join("."), { state, at: place });
    if (state.approval) gatherStages(state.approval, path, place, states, events);
    if (state.states) gatherStates(state.states, path, [...place, "states"], states, events);
  }
}

function gatherStages(
  { stages }: Approval,
  path: readonly string[],
  place: KeyPath,
  states: Map<string, NamedState>,
  events: Map<string, EventNames>,
): void {
  for (const [stage, { label, fields }] of Object.entries(stages)) {
    const at = [...place, "approval", "stages", stage];
    const approval = path.join(".");
    states.set(`${approval}.${stageState(stage)}`, { state: { label }, at });
    events.set(`${stage}_PASSED`, { fields, at, approval });
    events.set(`${stage}_RETURNED`, { fields: {}, at, approval });
  }
}

/** `FIRST_REVIEW` is the state `first-review`. */
export const stageState = (stage: string): string => stage.toLowerCase().replaceAll("_", "-");

function factsOf(file: PlaybookFile, events: ReadonlyMap<string, EventNames>): Readonly<Record<string, FieldSpec>> {
  const facts = [...events]
    .filter(([type]) => !isOfItem(file, type))
    .flatMap(([, { fields }]) => Object.entries(fields));
  return Object.fromEntries([...facts, ...Object.entries(file.opening.fields)]);
}

export function isOfItem(file: PlaybookFile, type: string): boolean {
  const event = own(file.events, type);
  return event?.adds !== undefined || event?.moves !== undefined;
}

function itemsOf(file: PlaybookFile): Readonly<Record<string, Fields>> {
  const forms = [
    [file.opening.adds, file.opening.fields] as const,
    ...Object.values(file.events).map(({ adds, moves, fields }) => [adds ?? moves?.list, fields] as const),
  ];
  return Object.fromEntries(
    Object.keys(file.lists).map((list) => [
      list,
      Object.fromEntries(forms.filter(([of]) => of === list).flatMap(([, fields]) => Object.entries(fields))),
    ]),
  );
}

const hasDeadlines = ({ clocks, recurring, lists }: PlaybookFile): boolean =>
  Object.keys(clocks).length + Object.keys(recurring).length > 0 || Object.values(lists).some(({ clock }) => clock);

/** Only what is the record's own: a name of the author's may be any word. */
export const own = <Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/** The state that a target means, as the compiler reads it. Null: none. */
export const targetOf = ({ states }: FileNames, target: string, from: string): string | null =>
  pathOf(states, target, from);

export interface Way {
  readonly branch: Branch;
  readonly at: KeyPath;
  /** The event that takes it; null: it is taken silently or by a delay. */
  readonly type: string | null;
  /** Nothing has to happen for it. */
  readonly silent: boolean;
}

/** All ways out of a state, with their places. */
export function waysOf({ state, at }: NamedState): readonly Way[] {
  const of = (key: "on" | "after", isEvent: boolean): readonly Way[] =>
    Object.entries(state[key] ?? {}).flatMap(([name, branches]) =>
      branches.map((branch, index) => ({
        branch,
        at: [...at, key, name, index],
        type: isEvent ? name : null,
        silent: false,
      })),
    );
  const silently = (key: "always" | "onDone"): readonly Way[] =>
    (state[key] ?? []).map((branch, index) => ({ branch, at: [...at, key, index], type: null, silent: true }));
  return [
    ...of("on", true),
    ...of("after", false),
    ...silently("always"),
    ...silently("onDone"),
    ...approvalWays(state, at),
  ];
}

function approvalWays({ approval }: StateSpec, at: KeyPath): readonly Way[] {
  if (!approval) return [];
  return (["approved", "returned"] as const).map((key) => ({
    branch: { target: approval[key] },
    at: [...at, "approval", key],
    type: null,
    silent: false,
  }));
}

/** The ways that are open at any moment. */
export const rootWays = ({ on }: PlaybookFile): readonly Way[] =>
  Object.entries(on).flatMap(([type, branches]) =>
    branches.map((branch, index) => ({ branch, at: ["on", type, index], type, silent: false })),
  );
