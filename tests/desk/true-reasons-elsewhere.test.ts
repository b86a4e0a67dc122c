/** A refusal names the true reason: of the other playbook, and of the organisation. */
import { expect, test } from "@jest/globals";
import { equipmentFault } from "../../machines/equipment-fault/index.ts";
import { organisation } from "../../machines/organisation/index.ts";
import type { Playbook } from "../../machines/playbook.ts";
import { exampleValues } from "../../src/web/api/examples.ts";
import { officer, one, people, readsWordsOf, Stage } from "../support/approval-nights.ts";
import { aDutyDesk } from "../support/duty-desk.ts";
import { nightFalls } from "../support/night.ts";
import { rolesIn } from "../support/roles-in.ts";

test("every refusal of equipment-fault is the true one", async () => {
  const night = await aDutyDesk([equipmentFault]);
  const stage = new Stage(night);
  await night.desk.open("equipment-fault", { equipment: "Lift", place: "Hall", fault: "Stuck" }, officer, {
    commandId: "open-lift",
  });
  const repairer = one("contact", "unit-contact", "duty-officer");
  const steps = [
    ["Reported, not acknowledged", "FAULT_ACKNOWLEDGED"],
    ["Being repaired", "FAULT_REPAIRED"],
    ["Repaired, to be confirmed", "REPAIR_CONFIRMED"],
  ] as const;
  for (const [state, taken] of steps) {
    for (const form of equipmentFault.events.filter(({ type }) => type !== taken && type !== "REPAIR_REJECTED")) {
      for (const actor of [...people, repairer]) {
        const outcome = await stage.act(form.type, actor, exampleValues(form));
        const mayAtAll = rolesIn(form.by).some((role) => actor.roles.includes(role));
        expect([form.type, actor.id, outcome.outcome]).toEqual([
          form.type,
          actor.id,
          mayAtAll ? "refused" : "forbidden",
        ]);
        const isQuiet = form.type === "ESCALATION_ACKNOWLEDGED" && taken === "FAULT_ACKNOWLEDGED";
        const reason = isQuiet
          ? "There is nothing to acknowledge"
          : `The current step is “${state}”; this action is available in “`;
        if (mayAtAll) expect(readsWordsOf(outcome)).toMatch(new RegExp(`^${reason}`));
      }
    }
    if (taken === "REPAIR_CONFIRMED")
      expect(readsWordsOf(await stage.act(taken, repairer, {}))).toBe("You cannot confirm your own repair.");
    await stage.does(
      taken,
      taken === "REPAIR_CONFIRMED" ? officer : repairer,
      taken === "FAULT_REPAIRED" ? { done: "Oil" } : {},
    );
  }
  await night.engine.close();
});

test("whoever may not change the organisation is told which roles may, and only they are", () => {
  const context = {
    ...startOf(organisation),
    established: true,
    people: people.map((person) => ({
      ...person,
      active: true,
      since: 0,
      until: null,
      units: [],
      channels: [],
      quietHours: null,
    })),
  };
  const moment = { value: "established", context, status: "active" } as const;
  for (const form of organisation.events) {
    for (const actor of people) {
      const why = organisation.whyNot(moment, form.type, actor.id, {}, nightFalls);
      const mayAtAll = rolesIn(form.by).some((role) => actor.roles.includes(role));
      expect([
        form.type,
        actor.id,
        why !== null && /^You need one of these roles|^Only the system/.test(why.en),
      ]).toEqual([form.type, actor.id, !mayAtAll]);
      if (why) expect(why.zh).toMatch(/\p{Script=Han}/u);
    }
  }
});

function startOf({ machine }: Pick<Playbook, "machine">): object {
  const { context } = machine.config as { context: unknown };
  return (typeof context === "function" ? (context as (given: object) => object)({}) : context) as object;
}
