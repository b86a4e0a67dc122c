/**
 * The law of files: whatever people send and however time passes, the engine stands where XState's own actor stands, with the
 * whole context, and the same steps told again end in the same state.
 */
import { afterAll, describe, expect, test } from "@jest/globals";
import { playbookKey, type Playbook } from "../../../machines/playbook.ts";
import { seededRandom } from "../../../src/cli/seeded-random.ts";
import { begin, fire, step } from "../../../src/engine/decide/decide.ts";
import { define, type Definition } from "../../../src/engine/decide/definition.ts";
import type { InstanceState, MachineEvent } from "../../../src/engine/types.ts";
import type { Json } from "../../../src/kernel/json.ts";
import { shippedPlaybooks } from "../../../src/playbook-files/shipped-playbooks.ts";
import { drawn, opened, people } from "./support/random-night.ts";
import { monday } from "./support/written.ts";
import { stampedActor } from "./support/stamped-actor.ts";

const nightsEach = 6;
const stepsEach = 25;
const minuteMs = 60_000;

type Chance = ReturnType<typeof seededRandom>;
type Told =
  | { readonly send: MachineEvent; readonly by: string; readonly at: number }
  | { readonly timer: string; readonly at: number };

let moments = 0;
let accepted = 0;
afterAll(() => {
  // The law has been put to the test at so many moments; too few of them would show nothing.
  expect(moments).toBeGreaterThan(100 * shippedPlaybooks().length);
  expect(accepted).toBeGreaterThan(10 * shippedPlaybooks().length);
});

const throughJson = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

function walk(definition: Definition, playbook: Playbook, chance: Chance): void {
  const input = opened(playbook, chance);
  const begun = input === null ? null : begin(definition, input, { at: monday, by: "chen", seq: 0 });
  if (begun?.outcome !== "stepped") return;
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

describe("The engine stands where XState's own actor stands", () => {
  test.each(shippedPlaybooks().map((playbook) => [playbookKey(playbook), playbook] as const))("%s", (key, playbook) => {
    const definition = define(key, playbook.machine);
    for (let seed = 1; seed <= nightsEach; seed += 1) walk(definition, playbook, seededRandom(seed));
  });
});
