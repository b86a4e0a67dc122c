/** A recorded night replays to the same state for ever. When it does not, the machine needs a new version, not the recording. */
import { expect, test } from "@jest/globals";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { begin, fire, step } from "../../src/engine/decide/decide.ts";
import type { Definition } from "../../src/engine/decide/definition.ts";
import type { InstanceState } from "../../src/engine/types.ts";
import { tellTheNight } from "./recorded/critical-night.ts";
import { expectedOf, Recorder, type RecordedStep, type Recording } from "./recorded/recorder.ts";
import { definitionOf } from "./support/night.ts";

const fileOf = (name: string) => new URL(`recorded/${name}`, import.meta.url);
const read = (name: string) => JSON.parse(readFileSync(fileOf(name), "utf8")) as Recording;
const night = "public-incident-1.night.json";

test("the night is told as it was recorded", () => {
  const teller = new Recorder();
  tellTheNight(teller);
  if (!existsSync(fileOf(night))) {
    writeFileSync(fileOf(night), `${JSON.stringify(teller.recording(), null, 1)}\n`);
    throw new Error(`${night} is recorded for the first time: read it, and keep it`);
  }
  expect(teller.recording()).toEqual(read(night));
});

test.each([night])("%s", (name) => {
  const recording = read(name);
  const definition = definitionOf(recording.playbook);
  const begun = begin(definition, recording.input, { at: recording.at, by: recording.by, seq: 0 });
  if (begun.outcome !== "stepped") throw new Error(begun.reason.sentence);
  expect(
    expectedOf(
      begun.state,
      begun.messages.map((message) => message.type),
    ),
  ).toEqual(recording.opened);
  let state = begun.state;
  for (const [index, recorded] of recording.steps.entries()) {
    const { outcome, next, notifications } = replay(definition, state, recorded, index + 1);
    expect(outcome).toBe(recorded.refused ? "refused" : "stepped");
    expect({ step: index, ...expectedOf(next, notifications) }).toEqual({ step: index, ...recorded.expected });
    state = next;
  }
  expect(state.context).toEqual(recording.finalContext);
});

function replay(definition: Definition, state: InstanceState, { at, by, event, timer }: RecordedStep, seq: number) {
  const stamp = { at, by, seq };
  const pending = state.timers.find(({ key }) => key === timer);
  const result = event ? step(definition, state, event, stamp) : fire(definition, state, pending?.id ?? "", stamp);
  if (result.outcome !== "stepped") return { outcome: result.outcome, next: state, notifications: [] };
  return { outcome: result.outcome, next: result.state, notifications: result.messages.map((message) => message.type) };
}

test("the recorded night has what a night is known for", () => {
  const { steps, opened } = read(night);
  const notifications = [...opened.notifications, ...steps.flatMap(({ expected }) => expected.notifications)];
  for (const notification of [
    "clockEscalation",
    "escalationAcknowledged",
    "statementReturned",
    "approvalReported",
    "questionReferred",
    "incidentReopened",
    "officerAssigned",
  ]) {
    expect(notifications).toContain(notification);
  }
  expect(steps.filter(({ refused }) => refused)).toHaveLength(3);
  expect(steps.filter(({ timer }) => timer !== null).length).toBeGreaterThan(10);
});
