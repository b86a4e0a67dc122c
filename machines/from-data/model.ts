/** A file in the shape in which it is used: approvals spelled out as states, standard events added, everything by its name. */
import type { Text } from "../playbook.ts";
import type { Approval, Fields, FieldSpec, PlaybookFile, StateSpec } from "./format/index.ts";
import { approvalEvents, approvalStates, type ModelEvent } from "./approval-states.ts";
import { gathered } from "./json.ts";
import { standardEvents } from "./standard-events.ts";

/** The state that is the whole procedure. */
export interface Root {
  readonly type?: "parallel" | undefined;
  readonly initial?: string | undefined;
  readonly states: Readonly<Record<string, StateSpec>>;
  readonly on: NonNullable<StateSpec["on"]>;
}

export interface Model {
  readonly file: PlaybookFile;
  readonly root: Root;
  readonly events: Readonly<Record<string, ModelEvent>>;
  /** Every state by its path as a file writes it: `site.gate`. */
  readonly states: ReadonlyMap<string, StateSpec>;
  /** By the path of the state that is one. */
  readonly approvals: ReadonlyMap<string, Approval>;
  /** What forms ask, by name: the same name is the same fact. */
  readonly fields: Readonly<Record<string, FieldSpec>>;
  /** Which clocks an event, a state or `open` starts, meets, cancels. */
  readonly starts: ReadonlyMap<string, readonly string[]>;
  readonly meets: ReadonlyMap<string, readonly string[]>;
  readonly cancels: ReadonlyMap<string, readonly string[]>;
  /** Which duties an event fulfils. */
  readonly fulfils: ReadonlyMap<string, readonly string[]>;
}

export const hasClocks = ({ clocks, recurring, lists }: PlaybookFile): boolean =>
  Object.keys(clocks).length + Object.keys(recurring).length > 0 ||
  Object.values(lists).some(({ clock }) => clock !== undefined);

export function modelOf(file: PlaybookFile): Model {
  const states = new Map<string, StateSpec>();
  const approvals = new Map<string, Approval>();
  const spelled = (all: Readonly<Record<string, StateSpec>>, above: string): Readonly<Record<string, StateSpec>> =>
    Object.fromEntries(
      Object.entries(all).map(([name, written]) => {
        const path = above === "" ? name : `${above}.${name}`;
        if (written.approval) approvals.set(path, written.approval);
        const state = written.approval ? approvalStates(written, written.approval, path) : written;
        const whole = state.states ? { ...state, states: spelled(state.states, path) } : state;
        states.set(path, whole);
        return [name, whole];
      }),
    );
  const spelledStates = spelled(file.states, "");
  const standard = standardEvents(hasClocks(file));
  const events: Readonly<Record<string, ModelEvent>> = {
    ...standard,
    ...file.events,
    ...Object.fromEntries(approvalEvents(approvals).flatMap((of) => Object.entries(of))),
  };
  const always = Object.fromEntries(Object.keys(standard).map((type) => [type, [{}]]));
  const root = { type: file.type, initial: file.initial, states: spelledStates, on: { ...always, ...file.on } };
  return { file, root, events, states, approvals, fields: fieldsOf(file, events), ...triggersOf(file) };
}

/** Forms of events first, so that the opening's words for a fact stand. */
function fieldsOf(file: PlaybookFile, events: Readonly<Record<string, ModelEvent>>): Fields {
  const forms = [...Object.values(events).map(({ fields }) => fields), file.opening.fields];
  return Object.fromEntries(forms.flatMap((fields) => Object.entries(fields)));
}

function triggersOf(file: PlaybookFile) {
  const clocks = Object.entries(file.clocks);
  const by = (part: (clock: (typeof file.clocks)[string]) => readonly string[] | undefined) =>
    gathered(clocks.flatMap(([id, clock]) => (part(clock) ?? []).map((name) => [name, id] as const)));
  return {
    starts: by(({ start }) => start),
    meets: by(({ met }) => met),
    cancels: by(({ cancelled }) => cancelled),
    fulfils: gathered(
      Object.entries(file.recurring).flatMap(([id, { done }]) => done.map((name) => [name, id] as const)),
    ),
  };
}

/**
 * The path that a name of a state means: one beside the state that names it, one inside it, or the path itself. Null: there is
 * none.
 */
export function pathOf(states: Pick<ReadonlyMap<string, unknown>, "has">, name: string, from: string): string | null {
  const above = from.includes(".") ? from.slice(0, from.lastIndexOf(".")) : "";
  const candidates = [above === "" ? name : `${above}.${name}`, ...(from === "" ? [] : [`${from}.${name}`]), name];
  return candidates.find((path) => states.has(path)) ?? null;
}

export const openedWords: Text = { zh: "登记时间", en: "registered" };
