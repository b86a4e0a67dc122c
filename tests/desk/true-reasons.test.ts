/**
 * A refusal names the true reason. Every event is sent by every person in every state under every list of approvals, with the
 * values that its form starts with and with stale ones; what is answered is held against what a reader of the rules would say.
 */
import { describe, expect, test } from "@jest/globals";
import { equipmentFault } from "../../machines/equipment-fault/index.ts";
import { organisation } from "../../machines/organisation/index.ts";
import { roleWords, type EventForm, type Playbook, type Role } from "../../machines/playbook.ts";
import { publicIncident } from "../../machines/public-incident/index.ts";
import type { DeskOutcome } from "../../src/desk/outcome.ts";
import type { Person } from "../../src/directory/person.ts";
import { exampleValues } from "../../src/web/api/examples.ts";
import { aDutyDesk, type DutyDesk } from "../support/duty-desk.ts";
import { rolesIn } from "../support/roles-in.ts";
import { nightFalls } from "../support/night.ts";

const one = (id: string, ...roles: readonly Role[]): Person => ({
  id,
  name: id,
  email: `${id}@example.test`,
  roles,
  language: "en",
});
const [writer, lead, chief, both] = [
  one("writer", "spokesperson", "lead"),
  one("lead-1", "lead"),
  one("chief", "superior"),
  one("both", "lead", "superior"),
];
const officer = one("officer", "duty-officer");
const contact = one("contact", "unit-contact");
const auditor = one("auditor", "auditor");
const people = [writer, lead, chief, both, officer, contact, auditor, one("admin", "administrator")];

let commands = 0;

class Stage {
  readonly night: DutyDesk;
  constructor(night: DutyDesk) {
    this.night = night;
  }

  act(type: string, actor: Person, values: object): Promise<DeskOutcome> {
    const confirmed = ["discovered-long-ago", "year-before-2000", "same-title"];
    return this.night.desk.act("1", type, values, actor, { commandId: `reason-${String((commands += 1))}`, confirmed });
  }

  async does(type: string, actor: Person, values: object = {}): Promise<void> {
    const view = await this.night.desk.incident("1", actor);
    const prefill = view?.offered.find(({ form }) => form.type === type)?.prefill;
    expect([type, await this.act(type, actor, { ...forDoor(prefill ?? {}), ...values })]).toMatchObject([
      type,
      { outcome: "done" },
    ]);
  }
}

/** A form starts with ms; the door takes ISO 8601. */
function forDoor(values: object): object {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "number" ? new Date(value).toISOString() : value,
    ]),
  );
}

type Step = (stage: Stage) => Promise<void>;
const toApproving: readonly (readonly [string, Step])[] = [
  ["reporting", (stage) => stage.does("FAST_REPORT_SENT", officer, { what: "A", where: "B", firstMeasures: "C" })],
  ["consulting", (stage) => stage.does("CONSULTATION_OPENED", lead, { participants: "All" })],
  [
    "ripe",
    (stage) =>
      stage.does("DECISION_MADE", lead, { finding: "not-so", summary: "A", evidence: "B", drafter: "spokesperson" }),
  ],
  ["drafting", (stage) => stage.does("STATEMENT_SAVED", writer, { title: "A", body: "B" })],
  ["saved", (stage) => stage.does("STATEMENT_SUBMITTED", writer)],
];
const approve =
  (actor: Person, role: string): Step =>
  (stage) =>
    stage.does("STATEMENT_APPROVED", actor, { role });
const afterwards: readonly (readonly [string, Step])[] = [
  ["replying", (stage) => stage.does("REPLY_PUBLISHED", writer, { channels: ["press"], addresses: ["Hall 2"] })],
  ["followingUp", (stage) => stage.does("FOLLOW_UP_ENDED", lead, { reason: "Done" })],
  ["reviewing", (stage) => stage.does("INCIDENT_CLOSED", lead, { reason: "Done" })],
  ["closed", (stage) => stage.does("REOPENED", lead, { reason: "Once more" })],
];
type Approvals = readonly ("lead" | "superior")[];
const nights: readonly (readonly [Approvals, readonly (readonly [string, Step])[]])[] = [
  [["lead"], [...toApproving, ["approving", approve(lead, "lead")], ...afterwards]],
  [["superior"], [...toApproving, ["approving", approve(chief, "superior")], ...afterwards]],
  [
    ["lead", "superior"],
    [
      ...toApproving,
      ["approving", approve(lead, "lead")],
      ["half approved", approve(chief, "superior")],
      ...afterwards,
    ],
  ],
  [
    ["superior", "lead"],
    [...toApproving, ["approving", approve(both, "superior")], ["half approved", approve(lead, "lead")], ...afterwards],
  ],
];

const readsWordsOf = (outcome: DeskOutcome) => ("sentence" in outcome ? outcome.sentence.en : "");
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

describe.each(nights)("with approvals %j", (approvals, steps) => {
  test("every refusal of public-incident is the true one, in both languages", async () => {
    const rules = { approvals, superiorViewNeeded: false, reviewRequired: false };
    const policy = publicIncident.policy.parse({ grades: { ordinary: rules } });
    const night = await aDutyDesk([publicIncident], "sqlite::memory:", { "public-incident": policy });
    const stage = new Stage(night);
    const opening = {
      title: "Hot water",
      sourceKind: "call",
      grade: "ordinary",
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
