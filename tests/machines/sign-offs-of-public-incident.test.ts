/** The sign-offs of a statement: its author's at each submission, and those of everybody who approved it. */
import { expect, test } from "@jest/globals";
import type { SignOff } from "../../machines/playbook.ts";
import { signOffs } from "../../machines/public-incident/sign-offs.ts";
import { anIncident, type IncidentNight } from "./support/incident.ts";

/** What one step brings. */
function brought(night: IncidentNight, step: () => void): readonly SignOff[] {
  const before = night.moment;
  step();
  return signOffs(before, night.moment);
}

test("a submission is its author's, whoever submits it; an approval is the approver's", () => {
  const night = anIncident({ grade: "critical" }).until("drafting");
  expect(signOffs(null, night.moment)).toEqual([]);
  const save = () => night.send("STATEMENT_SAVED", "writer", { title: "一", body: "甲" });
  expect(brought(night, save)).toEqual([]);
  const exact = night.exact(night.context.versions[0]);
  const [submission, ...none] = brought(night, () => night.send("STATEMENT_SUBMITTED", "lead", exact));
  expect([submission?.by, none]).toEqual(["writer", []]);
  const { key } = submission!;
  expect(key).toContain(String(exact["digest"]));
  expect(brought(night, () => night.approve("lead", "lead"))).toEqual([{ key, by: "lead" }]);
  expect(brought(night, () => night.send("NOTE_ADDED", "lead", { wording: "x" }))).toEqual([]);
  expect(brought(night, () => night.approve("chief", "superior"))).toEqual([{ key, by: "chief" }]);
  expect(brought(night, () => night.publish())).toEqual([]);
});

test("what was returned and submitted anew is another thing", () => {
  const night = anIncident({ grade: "critical" }).until("drafting");
  const [first] = brought(night, () => night.draft());
  night.approve("lead", "lead");
  const back = { reason: "缺时间", ...night.exact(night.context.submitted) };
  expect(brought(night, () => night.send("STATEMENT_RETURNED", "lead", back))).toEqual([]);
  const [second] = brought(night, () => night.draft());
  expect(second?.key).not.toBe(first?.key);
  expect(brought(night, () => night.approve("lead", "lead"))).toEqual([{ key: second?.key, by: "lead" }]);
});

test("an approval that does not count, because the clock was put back, is no sign-off: it can be given again", () => {
  const night = anIncident().until("approving");
  night.at -= 1_000;
  expect(brought(night, () => night.approve())).toEqual([]);
  expect(night.phase).toBe("approving");
  night.at += 1_000;
  expect(brought(night, () => night.approve())).toMatchObject([{ by: "lead" }]);
  expect(night.phase).toBe("replying");
});
