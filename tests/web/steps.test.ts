/** The line of phases on an incident's page, against real nights of the shipped playbooks. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { stepsOf } from "../../src/web/steps.ts";
import { aNightDesk, type NightDesk } from "../support/night-desk.ts";

let night: NightDesk;
beforeEach(async () => {
  night = await aNightDesk();
});
afterEach(async () => {
  await night.shut();
});

const registration = {
  title: "Fire",
  sourceKind: "call",
  discoveredAt: "2026-11-22T21:00+08:00",
  grade: "major",
  place: "Hall 2",
};

async function stepsOfOne(): Promise<Readonly<Record<string, string>>> {
  const view = await night.desk.incident("1", night.desk.person("chen")!);
  return Object.fromEntries(stepsOf(view!).map(({ label, state }) => [label.en, state]));
}

async function act(event: string, values: Record<string, unknown>): Promise<void> {
  const found = await night.desk.find("1");
  const command = { commandId: `command-${event}` };
  const outcome = await night.desk.act(found!.id, event, values, night.desk.person("chen")!, command);
  expect(outcome.outcome).toBe("done");
}

async function register(playbook: string, values: Record<string, unknown>): Promise<void> {
  const outcome = await night.desk.open(playbook, values, night.desk.person("chen")!, {
    commandId: `open-${String(values["title"])}`,
  });
  expect(outcome.outcome).toBe("done");
}

test("what is behind the incident is done, the present phase is now, the rest is to come", async () => {
  await register("public-incident@1", registration);
  expect(Object.values(await stepsOfOne())).toEqual(["now", ...Array<string>(7).fill("later")]);
  await act("FAST_REPORT_SENT", { what: "Fire", where: "Hall 2", firstMeasures: "Evacuated." });
  expect(await stepsOfOne()).toMatchObject({ "Fast report due": "done", Consulting: "now", Closed: "later" });
});

test("phases that a short way passed by are skipped and not done", async () => {
  await register("public-incident@1", registration);
  await register("public-incident@1", { ...registration, title: "Fire in hall 2" });
  await act("CLOSED_AS_DUPLICATE", { duplicateOf: "2", reason: "Same fire." });
  expect(await stepsOfOne()).toMatchObject({ "Fast report due": "skipped", Drafting: "skipped", Closed: "now" });
});

test("a playbook without parallel regions has its line too", async () => {
  await register("equipment-fault@1", { equipment: "Lift 2", place: "Library", fault: "Stuck." });
  const steps = Object.values(await stepsOfOne());
  expect(steps[0]).toBe("now");
  expect(steps.length).toBeGreaterThan(1);
});
