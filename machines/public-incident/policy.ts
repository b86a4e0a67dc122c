/** What an operator may set for this playbook. Every field has a default; the parsed policy is frozen into the opening event. */
import { z } from "zod";
import { duration } from "../kit/duration.ts";
import { plainLine } from "../kit/fields.ts";
import { ladderPolicy, ladderSection, recipient, topLevel, withOwnLevels } from "../kit/clocks/policy.ts";
import type { LadderLevel, Recipient } from "../playbook.ts";
import type { Grade } from "./vocabulary.ts";

const approver = z.enum(["lead", "superior"]);
const ruleText = z.strictObject({ zh: plainLine(500), en: plainLine(500) });
const fraction = z.number().gt(0).lt(1);

/** From when a limit runs. `occurred` falls back to `discovered` while the time of occurrence is unknown. */
const anchor = z.enum(["occurred", "discovered", "registered"]);
export type AnchorSetting = z.output<typeof anchor>;

// The organisation sets the time and where it starts, so these words state neither.
const anchoredLimit = (within: string, from: AnchorSetting, rule: z.input<typeof ruleText>) =>
  z
    .strictObject({ within: duration().prefault(within), from: anchor.prefault(from), rule: ruleText.prefault(rule) })
    .prefault({});

const plainLimit = (within: string, rule: z.input<typeof ruleText>) =>
  z.strictObject({ within: duration().prefault(within), rule: ruleText.prefault(rule) }).prefault({});

const limits = z
  .strictObject({
    fastReport: anchoredLimit("30 min", "discovered", {
      zh: "本预案的快报时限（未另行注明依据）",
      en: "This playbook’s time for the fast report (no other basis given)",
    }),
    officialReply: anchoredLimit("12 h", "occurred", {
      zh: "本预案的正式回复时限（未另行注明依据）",
      en: "This playbook’s time for the official reply (no other basis given)",
    }),
    liaisonSlip: plainLimit("24 h", {
      zh: "本预案的联系单反馈时限（未另行注明依据）",
      en: "This playbook’s time for findings on a fact-check request (no other basis given)",
    }),
    question: plainLimit("12 h", {
      zh: "本预案的追问答复时限（未另行注明依据）",
      en: "This playbook’s time for answering a question (no other basis given)",
    }),
  })
  .prefault({});

const warnings = z
  .strictObject({
    fastReport: fraction.prefault(0.5),
    officialReply: fraction.prefault(0.75),
    liaisonSlip: fraction.prefault(0.75),
    question: fraction.prefault(0.75),
    promise: fraction.prefault(0.75),
  })
  .prefault({});

const ladder = ladderPolicy(
  z
    .strictObject({
      fastReport: topLevel(3),
      officialReply: topLevel(3),
      liaisonSlip: topLevel(2),
      question: topLevel(2),
      promise: topLevel(2),
    })
    .prefault({}),
).prefault({});

interface GradeDefaults {
  readonly told: z.input<typeof recipient>[];
  readonly superior: boolean;
  readonly reportToSuperior: boolean;
  readonly approvals: z.input<typeof approver>[];
  readonly review: boolean;
}

const gradeRules = (defaults: GradeDefaults) =>
  z
    .strictObject({
      /** Notified as soon as the incident is registered. */
      toldAtOnce: z.array(recipient).max(20).prefault(defaults.told),
      fastReportToSuperior: z.boolean().prefault(defaults.reportToSuperior),
      superiorViewNeeded: z.boolean().prefault(defaults.superior),
      /** Each approves in another role, each another person, none of them the author. */
      approvals: z
        .array(approver)
        .min(1)
        .max(2)
        // Two of one role would be complete with the first.
        .refine((roles) => new Set(roles).size === roles.length, {
          error: "name each role once: lead, superior or both",
        })
        .prefault(defaults.approvals),
      superiorToldOfApproval: z.boolean().prefault(defaults.superior),
      reviewRequired: z.boolean().prefault(defaults.review),
      limits,
    })
    .prefault({});

export const policySchema = z
  .strictObject({
    grades: z
      .strictObject({
        ordinary: gradeRules({
          told: [{ role: "duty-officer" }],
          superior: false,
          reportToSuperior: false,
          approvals: ["lead"],
          review: false,
        }),
        major: gradeRules({
          told: [{ role: "duty-officer" }, { role: "lead" }],
          superior: true,
          reportToSuperior: false,
          approvals: ["lead"],
          review: true,
        }),
        critical: gradeRules({
          told: [{ role: "duty-officer" }, { role: "lead" }],
          superior: true,
          reportToSuperior: true,
          approvals: ["lead", "superior"],
          review: true,
        }),
      })
      .prefault({}),
    warnings,
    ladder,
    /** The consultation group: notified when the situation worsens, called to the consultation. */
    leadGroup: z
      .array(recipient)
      .min(1)
      .max(20)
      .prefault([{ role: "lead" }, { role: "duty-officer" }, { role: "spokesperson" }]),
  })
  .prefault({});

export type Policy = z.output<typeof policySchema>;

/** The incident's own clocks escalate to the top of the organisation's ladder, as they did to that of the shipped one. */
export function withLadder(policy: Policy, levels: readonly LadderLevel[]): Policy {
  return { ...policy, ladder: withOwnLevels(policy.ladder, levels, ["fastReport", "officialReply"]) };
}

export function asSection({ ladder: own, ...policy }: Policy): unknown {
  return { ...policy, ladder: ladderSection(own) };
}

/** Everybody whom a policy names to be told, for whoever checks that they may. */
export function toldBy({ grades, ladder: { levels }, leadGroup }: Policy): readonly Recipient[] {
  const atOnce = Object.values(grades).flatMap(({ toldAtOnce }) => toldAtOnce);
  return [...levels.flatMap(({ recipients }) => recipients), ...atOnce, ...leadGroup];
}

export type GradeRules = Policy["grades"][Grade];
