/** A playbook from a file runs as one in code does: the slip that nobody answers, the plan that its author may not approve. */
import { describe, expect, test } from "@jest/globals";
import { isDeepStrictEqual } from "node:util";
import { evening, hours, minutes, Night } from "../support/night.ts";

const slip = { subject: "食堂异物", unit: "后勤处", request: "请核实照片所示情况", weight: "important" };
const begin = (values: object = slip) =>
  new Night("liaison-slip@1", { at: evening, by: "chen", values: { ...values } });

const typesOf = (night: Night) => night.notifications.map(({ type }) => type);
const stateOf = (night: Night, clock: string) =>
  night.playbook.clocks(night.state).find(({ id }) => id === clock)?.state;

const later = {
  finding: "not-now",
  facts: "通风管道老化",
  reason: "须停业检修",
  promisedAt: "2026-12-05T18:00+08:00",
};

describe("A liaison slip", () => {
  test("tells the unit, warns it, and climbs to the second level and no further", () => {
    const night = begin();

    expect(night.state.value).toEqual({ procedure: "checking", clocks: "waiting" });
    expect(typesOf(night)).toEqual(["slip-sent"]);

    night.wind(hours(18));
    expect(stateOf(night, "check")).toBe("warned");
    night.wind(hours(6));
    expect(night.playbook.clocks(night.state)[0]).toMatchObject({ state: "missed", level: 1 });
    night.wind(minutes(10));
    expect(night.playbook.clocks(night.state)[0]).toMatchObject({ state: "missed", level: 2 });
    night.wind(hours(12));
    expect(night.playbook.clocks(night.state)[0]).toMatchObject({ state: "missed", level: 2 });
  });

  test("has a plan that whoever proposed it may not approve, with the reason", () => {
    const night = begin();
    night.send("FINDINGS_RETURNED", "zhao", later);

    expect(night.send("PLAN_APPROVED", "zhao")).not.toBe("accepted");
    expect(night.playbook.whyNot(night.state, "PLAN_APPROVED", "zhao")?.en).toContain("someone else");
    expect(night.send("PLAN_APPROVED", "li")).toBe("accepted");
    expect(night.state.value).toMatchObject({ procedure: "promised" });
    expect(stateOf(night, "promise")).toBe("running");
  });

  test("ends with every clock stopped, and is over", () => {
    const night = begin();
    night.send("FINDINGS_RETURNED", "zhao", { finding: "not-so", facts: "供水正常", evidence: "水表记录" });
    night.send("PLAN_APPROVED", "li");

    expect(night.state.status).toBe("done");
    expect(night.state.timers).toEqual([]);
    expect(night.playbook.clocks(night.state).every(({ stoppedAt }) => stoppedAt !== null)).toBe(true);
    expect(night.playbook.headline(night.state).open).toBe(false);
  });

  test("asks for what belongs to the finding, and for nothing else", () => {
    const { form } = begin().playbook.events.find(({ type }) => type === "FINDINGS_RETURNED") ?? {};

    expect(form?.safeParse({ finding: "not-now", facts: "x" }).success).toBe(false);
    expect(form?.safeParse({ finding: "not-ours", facts: "x" }).success).toBe(true);
  });

  test("is the same when it is told again from its beginning", () => {
    const once = begin();
    const again = begin();
    for (const night of [once, again]) {
      night.wind(hours(25));
      night.send("FINDINGS_RETURNED", "zhao", later);
      night.send("PLAN_APPROVED", "li");
    }

    expect(isDeepStrictEqual(once.state, again.state)).toBe(true);
  });
});
