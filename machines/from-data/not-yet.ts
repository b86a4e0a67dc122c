/** What format 1 describes and this program does not do yet. A file that asks for it is refused: nothing in it is ignored. */
import { delayMaxMs } from "../kit/duration.ts";
import { nominalMs } from "./clocks.ts";
import type { ActorSpec, Fields, PlaybookFile, StateSpec } from "./format/index.ts";

export interface NotYet {
  /** Where it stands in the file. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export function notYet(file: PlaybookFile): readonly NotYet[] {
  return [
    ...Object.entries(file.events).flatMap(([type, event]) => [
      ...personsIn(event.by, ["events", type, "by"]),
      ...twiceIn(event.fields, ["events", type, "fields"]),
    ]),
    ...twiceIn(file.opening.fields, ["opening", "fields"]),
    ...Object.entries({ ...file.clocks, ...file.recurring }).flatMap(([id, { holder }]) =>
      personsIn(holder ?? [], [Object.hasOwn(file.clocks, id) ? "clocks" : "recurring", id, "holder"]),
    ),
    ...Object.entries(file.lists).flatMap(([id, { clock }]) =>
      personsIn(clock?.holder ?? [], ["lists", id, "clock", "holder"]),
    ),
    ...Object.entries(file.delays)
      .filter(([, { limit }]) => nominalMs(limit) > delayMaxMs)
      .map(([id]) => ({ path: ["delays", id, "limit"], message: "a state waits for 400 days at the most" })),
    ...statesIn(file.states, ["states"]),
  ];
}

const personsIn = (actors: readonly ActorSpec[], path: NotYet["path"]): readonly NotYet[] =>
  actors.some((actor) => typeof actor !== "string" && "person" in actor)
    ? [{ path, message: "a person cannot be named here yet: name a role, a post or a unit" }]
    : [];

/** The desk finds one person and one unit in a form. */
const twiceIn = (fields: Fields, path: NotYet["path"]): readonly NotYet[] =>
  (["person", "unit"] as const).flatMap((kind) => {
    const [, second] = Object.keys(fields).filter((name) => fields[name]?.kind === kind);
    return second === undefined
      ? []
      : [{ path: [...path, second], message: `a form has one field of the kind ${kind} at the most` }];
  });

function statesIn(states: Readonly<Record<string, StateSpec>>, above: NotYet["path"]): readonly NotYet[] {
  return Object.entries(states).flatMap(([name, state]) => {
    const path = [...above, name];
    return [
      ...Object.entries(state.approval?.stages ?? {}).flatMap(([stage, { by, fields }]) => [
        ...personsIn(by, [...path, "approval", "stages", stage, "by"]),
        ...twiceIn(fields, [...path, "approval", "stages", stage, "fields"]),
      ]),
      ...statesIn(state.states ?? {}, [...path, "states"]),
    ];
  });
}
