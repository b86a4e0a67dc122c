/** Why an event is not acceptable just now, in words a person can act on. */
import { notAtThisStep } from "./steps.ts";
import type { Moment, Text } from "../playbook.ts";
import { statesIn, takenIn, type Branch, type Chart, type State } from "./chart.ts";
import type { AnyAsked } from "./stamp.ts";

/** `typed`: the checked values of a form that was refused; without them only what the instance itself stands against is said. */
export function whyNotBy<Context>(chart: Chart<Context>) {
  const states = [...statesIn(chart)].map(([path, state]) => ({ path, state }));
  return (moment: Moment<Context>, type: string, by: string, typed: object = {}): Text | null => {
    const takers = states.filter(({ state }) => takenIn(state).some(({ event }) => event.type === type));
    const event = takers.flatMap(({ state }) => takenIn(state)).find((move) => move.event.type === type)?.event;
    if (!event) return null;
    if (!takers.some(({ path }) => isIn(moment.value, path)))
      return event.elsewhere ?? notHere(chart, moment.value, takers);
    const asked = { type, by };
    const branches = takers
      .filter(({ path }) => isIn(moment.value, path))
      .flatMap(({ state }) => takenIn(state).filter((move) => move.event.type === type))
      .flatMap((move) => move.branches);
    const refused = (question: AnyAsked) =>
      event.refuse?.(moment.context, question) ?? nowhere(branches, moment.context, question);
    return refused(asked) ?? refused({ ...typed, ...asked });
  };
}

/** None of the ways on is open: what the first of them that says why says. */
function nowhere<Context>(branches: readonly Branch<Context>[], context: Context, asked: AnyAsked): Text | null {
  if (branches.some((branch) => branch.if?.holds(context, asked) ?? true)) return null;
  return branches.find((branch) => branch.if?.why)?.if?.why ?? null;
}

/** Whether a state of this path is active. */
function isIn(value: unknown, [first, ...rest]: readonly string[]): boolean {
  if (first === undefined) return true;
  if (typeof value === "string") return value === first && rest.length === 0;
  return typeof value === "object" && value !== null && first in value && isIn(Reflect.get(value, first), rest);
}

interface Taker<Context> {
  readonly path: readonly string[];
  readonly state: State<Context>;
}

function notHere<Context>(chart: Chart<Context>, value: unknown, takers: readonly Taker<Context>[]): Text {
  const beside = takers[0]?.path.slice(0, -1) ?? [];
  const now = [...statesIn(chart)].find(
    ([path]) =>
      path.length === beside.length + 1 && isIn(value, path) && beside.every((key, place) => path[place] === key),
  );
  const words = takers.map(({ state }) => state.label);
  return notAtThisStep(now?.[1].label ?? { zh: "", en: "" }, words);
}
