/** Which rows of a log show that a state was entered: found in the file alone, for whoever has the rows and not the states. */
import { guardKeys, type Guard } from "./format/guard.ts";
import type { Branch, StateSpec } from "./format/states.ts";
import { pathOf, type Model } from "./model.ts";

/** An event, `open`, or the event of a timer; with several ways on, the condition under which it leads here. */
export interface Cause {
  readonly on: string;
  readonly if?: Guard;
}

type Parts = Pick<Model, "file" | "root" | "states">;

interface Way {
  readonly enters: ReadonlySet<string>;
  readonly guard: Guard | undefined;
}

/** `on` null: nothing in the log says that it was taken. */
interface Fork {
  readonly on: string | null;
  readonly ways: readonly Way[];
}

const above = (path: string): string => (path.includes(".") ? path.slice(0, path.lastIndexOf(".")) : "");
const inside = (path: string, of: string): boolean => of === "" || path === of || path.startsWith(`${of}.`);
const childrenOf = ({ root, states }: Parts, path: string) =>
  Object.entries((path === "" ? root.states : states.get(path)?.states) ?? {}).map(
    ([name, spec]) => [path === "" ? name : `${path}.${name}`, spec] as const,
  );

/** With what is entered by itself: the first state inside, or all of them side by side. */
function withDefaults(parts: Parts, path: string): readonly string[] {
  const spec = path === "" ? parts.root : parts.states.get(path);
  const children = childrenOf(parts, path).filter(([, { type }]) => type !== "history");
  const begun =
    spec?.type === "parallel"
      ? children
      : children.filter(([child]) => spec?.initial !== undefined && child === join(path, spec.initial));
  return [...(path === "" ? [] : [path]), ...begun.flatMap(([child]) => withDefaults(parts, child))];
}

const join = (path: string, name: string): string => (path === "" ? name : `${path}.${name}`);

/** What a way from one state to another enters: down from the state that holds both, and what lies beside the way. */
function entersOn(parts: Parts, from: string, to: string): ReadonlySet<string> {
  let holder = from !== to && inside(to, from) ? from : above(from);
  while (!inside(to, holder) || holder === to) holder = above(holder);
  const way: string[] = [];
  for (let path = to; path !== holder; path = above(path)) way.unshift(path);
  const beside = way
    .slice(0, -1)
    .filter((path) => parts.states.get(path)?.type === "parallel")
    .flatMap((path) => childrenOf(parts, path).filter(([child]) => !way.includes(child)));
  return new Set([...way, ...withDefaults(parts, to), ...beside.flatMap(([child]) => withDefaults(parts, child))]);
}

function forksOf(parts: Parts): readonly Fork[] {
  const fork = (from: string, on: string | null, ways: readonly Branch[]): Fork => ({
    on,
    ways: ways.map(({ target, guard }) => {
      const to = target === undefined ? null : pathOf(parts.states, target, from);
      return { guard, enters: to === null ? new Set<string>() : entersOn(parts, from, to) };
    }),
  });
  const forks = Object.entries(parts.root.on).map(([type, ways]) => fork("", type, ways));
  for (const [path, { on = {}, after = {}, always, onDone }] of parts.states)
    forks.push(
      ...Object.entries(on).map(([type, ways]) => fork(path, type, ways)),
      ...Object.entries(after).map(([delay, ways]) =>
        fork(path, `xstate.after.${delay}.${parts.file.id}.procedure.${path}`, ways),
      ),
      ...[always, onDone].flatMap((ways) => (ways ? [fork(path, null, ways)] : [])),
    );
  return forks;
}

/** What fields say can be read in the log; where an incident stands, and what was owed, cannot. */
export function isReadable(guard: Guard, more: readonly string[] = []): boolean {
  return Object.entries(guard).every(([key, wanted]) => {
    if (key === "all" || key === "any") return (wanted as readonly Guard[]).every((one) => isReadable(one, more));
    if (key === "not") return isReadable(wanted as Guard, more);
    return key === "known" || key === "unknown" || more.includes(key) || !guardKeys.has(key);
  });
}

/** Null: the log does not say when it is taken. */
function causeIn(forks: readonly Fork[], on: string, path: string): readonly Cause[] | null {
  const mine = forks.filter((fork) => fork.on === on);
  const ways = mine.flatMap((fork) => fork.ways);
  if (!ways.some(({ enters }) => enters.has(path))) return [];
  if (ways.every(({ enters }) => enters.has(path))) return [{ on }];
  const isReadableAll = ways.every(({ guard }) => guard === undefined || isReadable(guard));
  // Timers go on only when a condition is certain; events unless it is certainly false. The log shows accepted events.
  if (mine.length > 1 || !isReadableAll || on.startsWith("xstate.")) return null;
  return [{ on, if: { any: ways.flatMap((way, place) => (way.enters.has(path) ? [taken(ways, place)] : [])) } }];
}

/** The first that holds is taken. */
function taken(ways: readonly Way[], place: number): Guard {
  const before = ways.slice(0, place).map(({ guard = {} }): Guard => ({ not: guard }));
  return { all: [...before, ways[place]?.guard ?? {}] };
}

/** By the path of a state: all that leads there. Null: something does that no row shows. */
export function causes(parts: Parts): (path: string) => readonly Cause[] | null {
  const forks = forksOf(parts);
  const types = [...new Set(forks.flatMap(({ on }) => (on === null ? [] : [on])))];
  const begun = new Set(withDefaults(parts, ""));
  const histories = [...parts.states].filter(([, { type }]: readonly [string, StateSpec]) => type === "history");
  return (path) => {
    if (histories.some(([history]) => inside(path, above(history)))) return null;
    if (forks.some(({ on, ways }) => on === null && ways.some(({ enters }) => enters.has(path)))) return null;
    const found = types.map((on) => causeIn(forks, on, path));
    if (found.includes(null)) return null;
    return [...(begun.has(path) ? [{ on: "open" }] : []), ...found.flatMap((one) => one ?? [])];
  };
}
