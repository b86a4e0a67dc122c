/** What an operator may set for this playbook. Every field has a default; the parsed policy is frozen into the opening event. */
import { z } from "zod";
import { duration } from "../duration.ts";
import { plainLine } from "../fields.ts";
import type { LadderLevel, Recipient } from "../playbook.ts";
import type { Grade } from "./vocabulary.ts";

const ladderLevelsMax = 10;
const repeatsMax = 100;

const role = z.enum(["duty-officer", "lead", "unit-contact", "spokesperson", "superior", "auditor", "administrator"]);
const approver = z.enum(["lead", "superior"]);
const id = z.string().trim().min(1).max(100);
/** A role, a person, or whoever has the duty of a layer of the roster. */
const recipient = z.union([z.strictObject({ role }), z.strictObject({ person: id }), z.strictObject({ layer: id })]);
const ruleText = z.strictObject({ zh: plainLine(500), en: plainLine(500) });
const fraction = z.number().gt(0).lt(1);

/** From when a limit runs. `occurred` falls back to `discovered` while the time of occurrence is unknown. */
const anchor = z.enum(["occurred", "discovered", "registered"]);
export type AnchorSetting = z.output<typeof anchor>;

const anchoredLimit = (within: string, from: AnchorSetting, rule: z.input<typeof ruleText>) =>
  z
    .strictObject({ within: duration().prefault(within), from: anchor.prefault(from), rule: ruleText.prefault(rule) })
    .prefault({});

const plainLimit = (within: string, rule: z.input<typeof ruleText>) =>
  z.strictObject({ within: duration().prefault(within), rule: ruleText.prefault(rule) }).prefault({});

const limits = z
  .strictObject({
    fastReport: anchoredLimit("30 min", "discovered", {
      zh: "快报：发现后 30 分钟内报送（默认值）",
      en: "Fast report: within 30 minutes of discovery (default)",
    }),
    officialReply: anchoredLimit("12 h", "occurred", {
      zh: "正式回复：发生后 12 小时内发布（默认值）",
      en: "Official reply: within 12 hours of occurrence (default)",
    }),
    liaisonSlip: plainLimit("24 h", {
      zh: "联系单：发送后 24 小时内反馈（默认值）",
      en: "Fact-check request: findings within 24 hours of sending (default)",
    }),
    question: plainLimit("12 h", {
      zh: "追问：收到后 12 小时内答复（默认值）",
      en: "Question: answered within 12 hours of receipt (default)",
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

const level = z.strictObject({ recipients: z.array(recipient).min(1).max(20) });

const shippedLevels: readonly LadderLevel[] = [
  { recipients: [{ role: "duty-officer" }] },
  { recipients: [{ role: "lead" }] },
  { recipients: [{ role: "superior" }] },
];

const ladder = z
  .strictObject({
    /** Level 1 first. Left out: the organisation's ladder, and where there is none the shipped one. */
    levels: z.array(level).min(1).max(ladderLevelsMax).optional(),
    /** Until the next level is told. */
    interval: duration().prefault("10 min"),
    /** After an acknowledgement, when nothing has moved since. */
    realert: duration().prefault("30 min"),
    /** How often the highest level is told again when nobody acknowledges. */
    repeatMax: z.int().min(0).max(repeatsMax).prefault(6),
    /** The highest level that a missed clock of each kind climbs to. */
    top: z
      .strictObject({
        fastReport: z.int().min(1).max(ladderLevelsMax).prefault(3),
        officialReply: z.int().min(1).max(ladderLevelsMax).prefault(3),
        liaisonSlip: z.int().min(1).max(ladderLevelsMax).prefault(2),
        question: z.int().min(1).max(ladderLevelsMax).prefault(2),
        promise: z.int().min(1).max(ladderLevelsMax).prefault(2),
      })
      .prefault({}),
  })
  .prefault({})
  // Levels that a section names stay, also when they are the shipped ones.
  .transform(({ levels, ...rest }) => ({
    ...rest,
    levels: levels ?? shippedLevels.map(({ recipients }) => ({ recipients: [...recipients] })),
    ...(levels === undefined ? {} : { own: true as const }),
  }));

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
      /** Told as soon as the incident is registered. */
      toldAtOnce: z.array(recipient).max(20).prefault(defaults.told),
      fastReportToSuperior: z.boolean().prefault(defaults.reportToSuperior),
      superiorViewNeeded: z.boolean().prefault(defaults.superior),
      /** Each approves in another role, each another person, none of them the author. */
      approvals: z.array(approver).min(1).max(2).prefault(defaults.approvals),
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
    /** The lead group: told when the situation worsens, called to the consultation. */
    leadGroup: z
      .array(recipient)
      .min(1)
      .max(20)
      .prefault([{ role: "lead" }, { role: "duty-officer" }, { role: "spokesperson" }]),
  })
  .prefault({});

export type Policy = z.output<typeof policySchema>;

/**
 * The organisation's own ladder takes the place of the shipped one; levels that this playbook's section names stay. What
 * climbed to the top of the one climbs to the top of the other.
 */
export function withLadder(policy: Policy, ladder: readonly LadderLevel[]): Policy {
  if (policy.ladder.own) return policy;
  const levels = ladder.slice(0, ladderLevelsMax).map(({ recipients }) => ({ recipients: [...recipients] }));
  const toTheTop = (top: number) => (top === shippedLevels.length ? levels.length : top);
  const { fastReport, officialReply, ...others } = policy.ladder.top;
  const top = { ...others, fastReport: toTheTop(fastReport), officialReply: toTheTop(officialReply) };
  return { ...policy, ladder: { ...policy.ladder, levels, top } };
}

/** The section that says no more than this policy: levels that are not its own are left to the organisation. */
export function asSection({ ladder: { levels, own, ...rest }, ...policy }: Policy): unknown {
  return { ...policy, ladder: own ? { ...rest, levels } : rest };
}

/** Everybody whom a policy names to be told, for whoever checks that they may. */
export function toldBy({ grades, ladder: { levels }, leadGroup }: Policy): readonly Recipient[] {
  const atOnce = Object.values(grades).flatMap(({ toldAtOnce }) => toldAtOnce);
  return [...levels.flatMap(({ recipients }) => recipients), ...atOnce, ...leadGroup];
}

export type GradeRules = Policy["grades"][Grade];
