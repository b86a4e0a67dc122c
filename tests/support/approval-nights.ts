/** People of every role, and the nights under every list of approvals, step by step from the first event to the last. */
import { expect } from "@jest/globals";
import type { Role } from "../../machines/playbook.ts";
import type { DeskOutcome } from "../../src/desk/outcome.ts";
import type { Person } from "../../src/directory/person.ts";
import type { DutyDesk } from "./duty-desk.ts";

export const one = (id: string, ...roles: readonly Role[]): Person => ({
  id,
  name: id,
  email: `${id}@example.test`,
  roles,
  language: "en",
});
export const writer = one("writer", "spokesperson", "lead");
export const lead = one("lead-1", "lead");
const chief = one("chief", "superior");
export const both = one("both", "lead", "superior");
export const officer = one("officer", "duty-officer");
const contact = one("contact", "unit-contact");
const auditor = one("auditor", "auditor");
export const people = [writer, lead, chief, both, officer, contact, auditor, one("admin", "administrator")];

let commands = 0;

export class Stage {
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
export function forDoor(values: object): object {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "number" ? new Date(value).toISOString() : value,
    ]),
  );
}

export type Step = (stage: Stage) => Promise<void>;
export const toApproving: readonly (readonly [string, Step])[] = [
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
export type Approvals = readonly ("lead" | "superior")[];
export const nights: readonly (readonly [Approvals, readonly (readonly [string, Step])[]])[] = [
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

export const readsWordsOf = (outcome: DeskOutcome) => ("sentence" in outcome ? outcome.sentence.en : "");
