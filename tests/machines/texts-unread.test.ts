/** No guard, record or notification reads a text: with references in their places everything happens as it did. */
import { expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { organisation } from "../../machines/organisation/index.ts";
import { playbookKey, roles, type Playbook } from "../../machines/playbook.ts";
import { playbooks } from "../../machines/registry.ts";
import { makeExplorer } from "../../src/app/tasks/playbook-explorer.ts";
import { walkPlaybook } from "../../src/cli/playbook-walk.ts";
import type { Explorer, Walked, WalkState } from "../../src/playbook/explorer.ts";
import { begin, fire, step } from "../../src/engine/decide/decide.ts";
import { define, type Definition } from "../../src/engine/decide/definition.ts";
import type { InstanceState, MachineEvent } from "../../src/engine/types.ts";
import type { JsonObject } from "../../src/kernel/json.ts";
import { apartOf } from "../../src/playbook/apart.ts";
import { phrasing } from "./support/night.ts";
import type { Recording } from "./recorded/recorder.ts";
import { Texts, withoutDigests, withOwnDigest } from "./support/twin.ts";
import { yearOfAnOffice } from "./organisation/year.ts";

const all: readonly Playbook[] = [...Object.values(playbooks), organisation];
const apart = apartOf(all);

/** The start as the engine's door sees it. */
const beginning = (machine: string, input: unknown, put: (text: string) => string): JsonObject => {
  const event = { type: "start", machine, hash: "", input } as unknown as MachineEvent;
  return apart(machine, event, put)["input"] as JsonObject;
};

interface Seen {
  readonly state: unknown;
  readonly messages?: readonly { readonly params: unknown }[];
}

function expectSame(texts: Texts, plain: Seen, twin: Seen): void {
  expect(withoutDigests(texts.open(twin))).toEqual(withoutDigests(plain));
}

test("the recorded night, event by event", () => {
  const file = new URL("recorded/public-incident-1.night.json", import.meta.url);
  const recording = JSON.parse(readFileSync(file, "utf8")) as Recording;
  const key = recording.playbook;
  const definition = define(key, playbooks[key]!.machine);
  const texts = new Texts();
  const stamp = { at: recording.at, by: recording.by, seq: 0 };
  const begun = [recording.input, beginning(key, recording.input, texts.put)].map((input) => {
    const result = begin(definition, input, stamp);
    if (result.outcome !== "stepped") throw new Error(result.reason.sentence);
    return result;
  });
  expectSame(texts, begun[0]!, begun[1]!);
  let [plain, twin] = [begun[0]!.state, begun[1]!.state];
  recording.steps.forEach(({ at, by, event, timer }, index) => {
    const stamped = { at, by, seq: index + 1 };
    const [one, other] = [plain, twin].map((state) => {
      const own = state === plain ? event : event && withOwnDigest(event, plain.context, twin.context);
      if (own) return step(definition, state, state === plain ? own : apart(key, own, texts.put), stamped);
      return fire(definition, state, state.timers.find((pending) => pending.key === timer)?.id ?? "", stamped);
    });
    expect({ index, outcome: other!.outcome }).toEqual({ index, outcome: one!.outcome });
    if (one!.outcome !== "stepped" || other!.outcome !== "stepped") return;
    expectSame(texts, one!, other!);
    [plain, twin] = [one!.state, other!.state];
  });
  expect(texts.count).toBeGreaterThan(60);
});

/** Steps a second instance beside each that is walked. */
function besideEach(texts: Texts): Explorer {
  const [explorer, other] = [makeExplorer(), makeExplorer()];
  const twins = new WeakMap<object, WalkState>();
  const compared = (plain: Walked | string | null, twin: Walked | string | null, playbook: Playbook) => {
    if (plain === null || typeof plain === "string" || twin === null || typeof twin === "string") {
      expect(twin).toEqual(plain);
      return plain;
    }
    expectSame(texts, plain, twin);
    plain.messages.forEach(({ type, params }, index) => {
      const opened = texts.open(twin.messages[index]!.params);
      if (Object.hasOwn(playbook.links ?? {}, type)) {
        expect(opened).toEqual(params);
        return;
      }
      const write = (of: unknown) => playbook.notifications[type]!.write(of, phrasing(0));
      expect(withoutFingerprints(write(opened))).toEqual(withoutFingerprints(write(params)));
    });
    twins.set(plain.state, twin.state);
    return plain;
  };
  const twinOf = (state: WalkState): WalkState => twins.get(state)!;
  return {
    ...explorer,
    begin: (playbook, input, at, by) =>
      compared(
        explorer.begin(playbook, input, at, by),
        other.begin(playbook, beginning(playbookKey(playbook), input, texts.put), at, by),
        playbook,
      ),
    send: (playbook, state, event, at, by) => {
      const twin = twinOf(state);
      const own = withOwnDigest(event, state.context, twin.context) as unknown as MachineEvent;
      const put = apart(playbookKey(playbook), own, texts.put);
      return compared(explorer.send(playbook, state, event, at, by), other.send(playbook, twin, put, at, by), playbook);
    },
    fire: (playbook, state, timer, at) =>
      compared(explorer.fire(playbook, state, timer, at), other.fire(playbook, twinOf(state), timer, at), playbook),
  };
}

/** The beginning of a digest stands above a statement that is attached. */
const withoutFingerprints = (written: unknown): string =>
  JSON.stringify(written).replace(/(校验码|fingerprint) [0-9a-f]{12}/g, "$1 …");

const people = roles.map((role) => ({
  id: `${role}-1`,
  name: role,
  roles: [role],
  language: "en" as const,
  email: `${role}@example.test`,
}));

test.each(Object.entries(playbooks))("%s, on random walks", (_, playbook) => {
  const texts = new Texts();
  const seen = walkPlaybook({
    playbook,
    policy: playbook.policy.parse({}),
    people,
    explorer: besideEach(texts),
    walks: 20,
  });
  expect([...seen.problems.keys()].filter((sentence) => sentence.includes("cannot be written"))).toEqual([]);
  expect(seen.steps).toBeGreaterThan(150);
  expect(texts.count).toBeGreaterThan(100);
});

test("a year of an office, with every change that there is", () => {
  const key = playbookKey(organisation);
  const definition: Definition = define(key, organisation.machine);
  const texts = new Texts();
  const start = begin(definition, null, { at: 0, by: "system", seq: 0 });
  if (start.outcome !== "stepped") throw new Error(start.reason.sentence);
  let [plain, twin]: readonly InstanceState[] = [start.state, start.state];
  const taken = new Set<string>();
  yearOfAnOffice.forEach(({ at, by, type, values }, index) => {
    const form = organisation.events.find((one) => one.type === type)!;
    const event = { ...form.form.parse(values), type } as unknown as MachineEvent;
    const stamp = { at, by, seq: index + 1 };
    const one = step(definition, plain!, event, stamp);
    const other = step(definition, twin!, apart(key, event, texts.put), stamp);
    expect({ type, outcome: one.outcome }).toEqual({ type, outcome: "stepped" });
    if (one.outcome !== "stepped" || other.outcome !== "stepped") throw new Error(`${type}: ${other.outcome}`);
    expectSame(texts, one, other);
    taken.add(type);
    [plain, twin] = [one.state, other.state];
  });
  expect(organisation.events.map(({ type }) => type).filter((type) => !taken.has(type))).toEqual([]);
});
