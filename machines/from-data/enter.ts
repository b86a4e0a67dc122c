/** What happens when a state is entered. */
import { cancelClock, isStopped, resumeClock } from "../kit/clocks/clock.ts";
import { endRenewals, touchClocks } from "./clocks.ts";
import type { Context } from "./context.ts";
import type { StateSpec } from "./format/index.ts";
import type { Model, Root } from "./model.ts";
import { keepDuties } from "./recurring.ts";
import { beginRound, roundBegunBy } from "./rounds.ts";

/** `path`: of a state below the root. What stood beside it is left by that. */
export function enter(model: Model, before: Context, path: string, at: number): Context {
  const here = {
    ...before,
    in: entered(model, before.in, path),
    entered: { ...before.entered, [path]: before.step },
  };
  const round = roundBegunBy(model, path);
  const begun = round === null ? here : beginRound(model, here, round, at);
  // What an event did counts from the time that it says; a timer has none of its own.
  const when = before.last.at === at ? before.last.when : at;
  const touched = endRenewals(model, touchClocks(model, begun, path, when), at);
  return close(model, keepDuties(model, touched, at), at);
}

/** Entering a state leaves its sisters, unless they are active side by side, and begins anew what is inside. */
function entered(model: Model, active: readonly string[], path: string): readonly string[] {
  const above = path.includes(".") ? path.slice(0, path.lastIndexOf(".")) : "";
  const parent = above === "" ? model.root : model.states.get(above);
  const inside = above === "" ? "" : `${above}.`;
  const left =
    parent?.type === "parallel"
      ? (one: string) => one === path || one.startsWith(`${path}.`)
      : (one: string) => one.startsWith(inside);
  return [...active.filter((one) => !left(one)), path];
}

/** Ended for good: as XState sees it, without asking it. */
export function isOver(model: Pick<Model, "root">, active: readonly string[]): boolean {
  return isDone(model.root, "", new Set(active));
}

function isDone(
  { type, states }: Pick<Root, "states"> & { readonly type?: StateSpec["type"] },
  path: string,
  active: ReadonlySet<string>,
): boolean {
  const children = Object.entries(states).map(([name, state]) => ({
    state,
    path: path === "" ? name : `${path}.${name}`,
  }));
  if (type === "parallel") return children.every((child) => isDoneState(child.state, child.path, active));
  return children.some((child) => child.state.type === "final" && active.has(child.path));
}

const isDoneState = (state: StateSpec, path: string, active: ReadonlySet<string>): boolean =>
  state.type === "final"
    ? active.has(path)
    : state.states !== undefined && isDone({ type: state.type, states: state.states }, path, active);

/** Whoever has ended owes nothing; whoever is reopened owes what was owed, with no more time than before. */
function close(model: Model, context: Context, at: number): Context {
  const isClosed = isOver(model, context.in) || context.in.some((path) => model.states.get(path)?.closed);
  if (isClosed === context.isClosed) return context;
  if (!isClosed) {
    const woken = new Set(context.sleeping);
    const clocks = context.clocks.map((clock) => (woken.has(clock.id) ? resumeClock(clock) : clock));
    return { ...context, isClosed, clocks, sleeping: [] };
  }
  const running = context.clocks.filter((clock) => !isStopped(clock)).map(({ id }) => id);
  return { ...context, isClosed, clocks: context.clocks.map((clock) => cancelClock(clock, at)), sleeping: running };
}
