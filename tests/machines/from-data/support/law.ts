/** One night of a playbook by chance, told to the engine's decisions and to XState's own actor side by side. */
import { expect } from "@jest/globals";
import type { Playbook } from "../../../../machines/playbook.ts";
import type { seededRandom } from "../../../../src/cli/seeded-random.ts";
import { begin, fire, step } from "../../../../src/engine/decide/decide.ts";
import type { Definition } from "../../../../src/engine/decide/definition.ts";
import type { InstanceState, MachineEvent } from "../../../../src/engine/types.ts";
import type { Json } from "../../../../src/kernel/json.ts";
import { drawn, opened, people } from "./random-night.ts";
import { monday } from "./written.ts";
import { stampedActor } from "./stamped-actor.ts";

const stepsEach = 25;
const minuteMs = 60_000;

type Chance = ReturnType<typeof seededRandom>;
type Told =
  | { readonly send: MachineEvent; readonly by: string; readonly at: number }
  | { readonly timer: string; readonly at: number };

export interface Walked {
  /** At which both were compared. */
  readonly moments: number;
  readonly accepted: number;
}

const throughJson = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

export function walk(definition: Definition, playbook: Playbook, chance: Chance): Walked {
  let [moments, accepted] = [0, 0];
  const input = opened(playbook, chance);
  const begun = input === null ? null : begin(definition, input, { at: monday, by: "chen", seq: 0 });
  if (begun?.outcome !== "stepped") return { moments, accepted };
  const live = stampedActor(playbook.machine, input, monday);
  const told: Told[] = [];
  let [state, at] = [throughJson(begun.state), monday];
  const next = (one: Told) => {
    told.push(one);
    const stamp = { at: one.at, by: "timer", seq: told.length };
    const stepped =
      "timer" in one
        ? fire(definition, state, one.timer, stamp)
        : step(definition, state, one.send, { ...stamp, by: one.by });
    if (stepped.outcome === "stepped") state = throughJson(stepped.state);
    return stepped.outcome;
  };
  for (let count = 0; count < stepsEach && state.status === "active"; count += 1) {
    const event = chance.oneIn(3) ? null : drawn(playbook, state, at, chance);
    const by = chance.oneOf(people) ?? "chen";
    if (event) {
      live.send(event, by);
      if (next({ send: event, by, at }) === "stepped") accepted += 1;
    } else {
      const until = at + Math.floor(chance.next() * 40 * 60) * minuteMs;
      for (let timer = firstOf(state); timer !== null && timer.dueAt <= until; timer = firstOf(state)) {
        live.pass(Math.max(0, timer.dueAt - at));
        at = Math.max(at, timer.dueAt);
        next({ timer: timer.id, at });
      }
      live.pass(until - at);
      at = until;
    }
    const { value, context, status } = state;
    expect({ value, context, status }).toEqual(throughJson(live.now()));
    moments += 1;
  }
  live.stop();
  expect(toldAgain(definition, input, told)).toEqual(state);
  return { moments, accepted };
}

function firstOf({ timers }: InstanceState) {
  return [...timers].sort((one, other) => one.dueAt - other.dueAt)[0] ?? null;
}

function toldAgain(definition: Definition, input: Json, told: readonly Told[]): InstanceState | null {
  const begun = begin(definition, input, { at: monday, by: "chen", seq: 0 });
  if (begun.outcome !== "stepped") return null;
  return told.reduce<InstanceState>((state, one, place) => {
    const stamp = { at: one.at, by: "timer", seq: place + 1 };
    const stepped =
      "timer" in one
        ? fire(definition, state, one.timer, stamp)
        : step(definition, state, one.send, { ...stamp, by: one.by });
    return stepped.outcome === "stepped" ? throughJson(stepped.state) : state;
  }, throughJson(begun.state));
}
