/**
 * A refusal names the true reason. Every event is sent by every person in every state under every list of approvals and every grade, with the
 * values that its form starts with and with stale ones; what is answered is held against what a reader of the rules would say.
 */
import { describe, expect, test } from "@jest/globals";
import { roleWords, type EventForm, type Role } from "../../machines/playbook.ts";
import { publicIncident } from "../../machines/public-incident/index.ts";
import type { DeskOutcome } from "../../src/desk/outcome.ts";
import type { Person } from "../../src/directory/person.ts";
import { exampleValues } from "../../src/web/api/examples.ts";
import {
  both,
  forDoor,
  lead,
  nights,
  officer,
  people,
  readsWordsOf,
  Stage,
  toApproving,
  writer,
  type Approvals,
} from "../support/approval-nights.ts";
import { aDutyDesk } from "../support/duty-desk.ts";
import { isFullRun } from "../support/extent.ts";
import { rolesIn } from "../support/roles-in.ts";
import { nightFalls } from "../support/night.ts";

const staleWords = /were looking at an older text|statement has changed|no longer match the incident/;
const stateWords = /^The current step is “.+”; this action is available in “.+”\.$/;

/** What may be answered to somebody who sends an event, by rules that a reader can check. */
function isTrue(
  form: EventForm,
  actor: Person,
  approvals: Approvals,
  phase: string,
  outcome: DeskOutcome,
): string | null {
  const by: readonly Role[] = form.type === "STATEMENT_APPROVED" ? approvals : rolesIn(form.by);
  const mayAtAll = by.some((role) => actor.roles.includes(role));
  const words = readsWordsOf(outcome);
  if (!mayAtAll) {
    const named = /^Only these roles can do this: (.+?) \(/.exec(words)?.[1]?.split(", ") ?? [];
    const expected = by.map((role) => roleWords[role].en);
    return outcome.outcome === "forbidden" && named.join() === expected.join()
      ? null
      : `should be told who may: ${words}`;
  }
  if (outcome.outcome === "forbidden") return `may, and is told: ${words}`;
  if (outcome.outcome !== "refused") return null;
  if (staleWords.test(words)) return `has the present wording, and is told: ${words}`;
  if (form.type !== "STATEMENT_APPROVED") return null;
  const isThere = phase === "approving" || phase === "half approved";
  if (!isThere) return stateWords.test(words) ? null : `not at this step, and is told: ${words}`;
  if (actor.id === writer.id)
    return words.startsWith("You drafted this version") ? null : `wrote it, and is told: ${words}`;
  const hasApproved = phase === "half approved" && actor.id === (approvals[0] === "lead" ? lead.id : both.id);
  if (hasApproved)
    return words.startsWith("You have already approved this version") ? null : `approved it, and is told: ${words}`;
  return words.startsWith("Approval is still needed from") ? null : `is told: ${words}`;
}

const grades = ["ordinary", "major", "critical"] as const;

/** Every list of approvals under every grade; in the bounded run each list once, and each grade with one of them. */
const cases = nights.flatMap(([approvals, steps], index) =>
  grades
    .filter((_, place) => isFullRun || place === (index + 2) % grades.length)
    .map((grade) => [approvals, grade, steps] as const),
);

test("the nights cover every list of approvals that the settings allow", () => {
  const roles = ["lead", "superior"] as const;
  const lists: Approvals[] = [
    [],
    ...roles.map((role) => [role]),
    ...roles.flatMap((first) => roles.map((second) => [first, second])),
    ["lead", "superior", "lead"],
  ];
  for (const grade of grades) {
    const allowed = lists.filter(
      (approvals) => publicIncident.policy.safeParse({ grades: { [grade]: { approvals } } }).success,
    );
    expect(allowed).toEqual(nights.map(([approvals]) => approvals));
  }
});

describe.each(cases)("with approvals %j of the grade %s", (approvals, grade, steps) => {
  test("every refusal of public-incident is the true one, in both languages", async () => {
    const rules = { approvals, superiorViewNeeded: false, reviewRequired: false };
    const policy = publicIncident.policy.parse({ grades: { [grade]: rules } });
    const night = await aDutyDesk([publicIncident], "sqlite::memory:", { "public-incident": policy });
    const stage = new Stage(night);
    const opening = {
      title: "Hot water",
      sourceKind: "call",
      grade,
      discoveredAt: new Date(nightFalls).toISOString(),
    };
    await night.desk.open("public-incident", opening, officer, { commandId: `open-${approvals.join()}` });
    const wrong: string[] = [];
    for (const [phase, step] of steps) {
      for (const actor of people) wrong.push(...(await wrongReasons(stage, actor, approvals, phase)));
      await step(stage);
    }
    expect(wrong).toEqual([]);
    await night.engine.close();
  }, 60_000);
});

async function wrongReasons(stage: Stage, actor: Person, approvals: Approvals, phase: string): Promise<string[]> {
  const view = await stage.night.desk.incident("1", actor);
  const wrong: string[] = [];
  for (const { form, acceptable, permitted, prefill, whyNot } of view?.offered ?? []) {
    const offered = whyNot?.en ?? "";
    if ((acceptable && permitted) !== (whyNot === null)) wrong.push(`${phase} ${form.type}: offered without a reason`);
    if (staleWords.test(offered))
      wrong.push(`${phase} ${form.type} ${actor.id}: nothing was typed, and is told: ${offered}`);
    const mayBe = permitted && acceptable;
    // What would go through is not sent: the next step needs the state as it is. Approvals are sent in the wrong role.
    const roles =
      form.type === "STATEMENT_APPROVED" ? actor.roles.filter((role) => role === "lead" || role === "superior") : [];
    const hasApproved = phase === "half approved" && actor.id === (approvals[0] === "lead" ? lead.id : both.id);
    const refusedHere = (role: Role) => actor.id === writer.id || hasApproved || !approvals.some((one) => one === role);
    const tried = mayBe ? roles.filter(refusedHere) : [roles[0] ?? "lead"];
    for (const role of tried) {
      const values = {
        ...exampleValues(form),
        ...forDoor(prefill),
        ...(form.type === "STATEMENT_APPROVED" ? { role } : {}),
      };
      if (form.type !== "STATEMENT_APPROVED" && mayBe) continue;
      const outcome = await stage.act(form.type, actor, values);
      if (outcome.outcome === "done") throw new Error(`${phase}: ${form.type} by ${actor.id} went through`);
      const said = isTrue(form, actor, approvals, phase, outcome);
      if (said) wrong.push(`${phase} ${form.type} by ${actor.id} as ${role}: ${said}`);
      if ("sentence" in outcome && !/\p{Script=Han}/u.test(outcome.sentence.zh)) wrong.push(`${form.type}: no Chinese`);
    }
  }
  return wrong;
}

test("a stale version is told so, and nothing else is", async () => {
  const night = await aDutyDesk([publicIncident]);
  const stage = new Stage(night);
  const opening = {
    title: "Hot water",
    sourceKind: "call",
    grade: "ordinary",
    discoveredAt: new Date(nightFalls).toISOString(),
  };
  await night.desk.open("public-incident", opening, officer, { commandId: "open-stale" });
  for (const [, step] of toApproving) await step(stage);
  for (const stale of [
    { version: "7", digest: "x" },
    { version: "1", digest: "x" },
  ]) {
    for (const [type, actor, more] of [
      ["STATEMENT_APPROVED", lead, { role: "lead" }],
      ["STATEMENT_RETURNED", lead, { reason: "No" }],
    ] as const)
      expect(readsWordsOf(await stage.act(type, actor, { ...more, ...stale }))).toContain(
        "You were looking at an older text",
      );
  }
  await night.engine.close();
});
