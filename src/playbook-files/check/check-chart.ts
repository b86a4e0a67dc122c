/** The statechart as a whole: every state is reached, an end can be reached from each, nothing goes round by itself. */
import type { KeyPath, NoteFault } from "../fault.ts";
import { rootWays, stageState, targetOf, waysOf, type FileNames } from "./file-names.ts";
import type { StateSpec } from "../parts.ts";

interface Exit {
  readonly to: string;
  readonly silent: boolean;
}

interface Chart {
  readonly names: FileNames;
  /** By path of the state. */
  readonly exits: ReadonlyMap<string, readonly Exit[]>;
  /** At any moment. */
  readonly anywhere: readonly string[];
}

export function checkChart(names: FileNames, note: NoteFault): void {
  const chart = chartOf(names);
  unreached(chart, note);
  deadEnds(chart, note);
  circles(chart, note);
  sharedEvents(names, note);
  unusedEvents(names, note);
}

function chartOf(names: FileNames): Chart {
  const exits = new Map(
    [...names.states].map(([path, named]): [string, readonly Exit[]] => [
      path,
      waysOf(named).flatMap(({ branch, silent }) => {
        const to = branch.target === undefined ? null : targetOf(names, branch.target, path);
        return to === null ? [] : [{ to, silent }];
      }),
    ]),
  );
  const anywhere = rootWays(names.file).flatMap(({ branch }) => targetOf(names, branch.target ?? "", "") ?? []);
  return { names, exits, anywhere };
}

const parentOf = (path: string): string => path.split(".").slice(0, -1).join(".");
const withParents = (path: string): readonly string[] => (path === "" ? [] : [path, ...withParents(parentOf(path))]);

/** The states that are entered with a state. */
function innerOf(path: string, { states = {}, type, initial, approval }: StateSpec): readonly string[] {
  if (approval)
    return Object.keys(approval.stages)
      .slice(0, 1)
      .map((stage) => `${path}.${stageState(stage)}`);
  const names = type === "parallel" ? Object.keys(states) : initial === undefined ? [] : [initial];
  return names.map((name) => (path === "" ? name : `${path}.${name}`));
}

function unreached({ names, exits, anywhere }: Chart, note: NoteFault): void {
  const { file, states } = names;
  const reached = new Set<string>();
  const enter = (path: string): void => {
    const named = states.get(path);
    if (!named || reached.has(path)) return;
    reached.add(path);
    enter(parentOf(path));
    if (states.get(parentOf(path))?.state.type === "parallel")
      innerOf(parentOf(path), states.get(parentOf(path))?.state as StateSpec).forEach(enter);
    innerOf(path, named.state).forEach(enter);
    (exits.get(path) ?? []).forEach(({ to }) => enter(to));
  };
  innerOf("", file as unknown as StateSpec).forEach(enter);
  if (file.type === "parallel") Object.keys(file.states).forEach(enter);
  anywhere.forEach(enter);
  for (const [path, { at }] of states)
    if (!reached.has(path) && !isStage(names, path)) note(at, `nothing leads to ${path}`, "key");
}

const isStage = ({ states }: FileNames, path: string): boolean =>
  states.get(parentOf(path))?.state.approval !== undefined;

function deadEnds({ names, exits, anywhere }: Chart, note: NoteFault): void {
  const { states } = names;
  const good = new Set(
    [...states].filter(([, { state }]) => state.type === "final" || state.closed).map(([path]) => path),
  );
  for (let before = -1; before < good.size;) {
    before = good.size;
    for (const [path, { state }] of states) {
      const outs = [...withParents(path).flatMap((one) => (exits.get(one) ?? []).map(({ to }) => to)), ...anywhere];
      if ([...outs, ...innerOf(path, state)].some((one) => good.has(one))) good.add(path);
    }
  }
  for (const [path, { state, at }] of states)
    if (!good.has(path) && !state.states && state.type !== "history" && !isStage(names, path))
      note(at, `${path} is a dead end: no final or closed state can be reached from it`, "key");
}

/** Silent ways that come back would never come to rest, whatever their conditions say. */
function circles({ names, exits }: Chart, note: NoteFault): void {
  const next = (path: string): readonly string[] => [
    ...withParents(path).flatMap((one) => silentExits(exits, one)),
    ...innerOf(path, names.states.get(path)?.state ?? ({} as StateSpec)),
  ];
  const told = new Set<string>();
  for (const [path, { at }] of names.states) {
    const way = told.has(path) ? null : wayBack(path, next);
    if (!way?.some((one) => silentExits(exits, one).length > 0)) continue;
    way.forEach((one) => told.add(one));
    note(at, `${[...way, path].join(" → ")} goes round without ever waiting`, "key");
  }
}

const silentExits = (exits: Chart["exits"], path: string): readonly string[] =>
  (exits.get(path) ?? []).filter(({ silent }) => silent).map(({ to }) => to);

/** From a state to itself again, or null. */
function wayBack(start: string, next: (path: string) => readonly string[]): readonly string[] | null {
  const cameFrom = new Map<string, string>();
  const waiting = [start];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift())
    for (const to of next(path)) {
      if (to === start) return wayTo(path, start, cameFrom);
      if (cameFrom.has(to)) continue;
      cameFrom.set(to, path);
      waiting.push(to);
    }
  return null;
}

function wayTo(end: string, start: string, cameFrom: ReadonlyMap<string, string>): readonly string[] {
  const way = [end];
  for (let at = end; at !== start;) {
    at = cameFrom.get(at) ?? start;
    way.unshift(at);
  }
  return way;
}

/** Regions react to one event in no order that anybody could rely on: one takes it, the others look. */
function sharedEvents({ file, states, events }: FileNames, note: NoteFault): void {
  const takers = new Map<string, Set<string>>();
  for (const [path, { state }] of states)
    for (const type of Object.keys(state.on ?? {}))
      takers.set(type, (takers.get(type) ?? new Set()).add(regionOf(path, file.type, states)));
  for (const [type, regions] of takers)
    if (regions.size > 1 && events.has(type))
      note(
        events.get(type)?.at as KeyPath,
        `${type} is taken in ${regions.size} regions (${[...regions].join(", ")}): let one take it and the others look with always and a guard: recorded or in`,
        "key",
      );
}

function regionOf(path: string, rootType: string | undefined, states: FileNames["states"]): string {
  const above = withParents(path);
  const region = above.find((_, index) => {
    const parent = above[index + 1];
    return parent === undefined ? rootType === "parallel" : states.get(parent)?.state.type === "parallel";
  });
  return region ?? "";
}

function unusedEvents({ file, states }: FileNames, note: NoteFault): void {
  const taken = new Set([
    ...Object.keys(file.on),
    ...[...states.values()].flatMap(({ state }) => Object.keys(state.on ?? {})),
  ]);
  for (const type of Object.keys(file.events))
    if (!taken.has(type)) note(["events", type], `no state ever takes ${type}`, "key");
}
