/** The playbook `equipment-fault@1`: small on purpose. It shows all that a new playbook has to say. */
import { z } from "zod";
import { duration } from "../kit/duration.ts";
import { buildPlaybook } from "../kit/build-playbook.ts";
import { ladderPolicy, ladderSection, recipient, topLevel, withOwnLevels } from "../kit/clocks/policy.ts";
import { clockView } from "../kit/clocks/view.ts";
import { contactsOf, unitName, unitNamesIn, type NamedUnit } from "../kit/unit.ts";
import type { Duty, LadderLevel, Limit, Moment, Playbook, Text } from "../playbook.ts";
import { acknowledgementWords, clockParts, reportedWords } from "./clock-keeper.ts";
import { rule, type FaultContext, type FaultInput } from "./context.ts";
import { report } from "./events/opening.ts";
import { chart, equipmentFaultMachine } from "./v1.machine.ts";

type Phase = "reported" | "acknowledged" | "repaired" | "confirmed";

const policy = z
  .strictObject({
    acknowledgeWithin: duration().prefault("15 min"),
    /** Share of it after which the unit contact is warned. */
    warnAfter: z.number().gt(0).lt(1).prefault(0.5),
    /** Told in place of the ladder's levels. */
    escalateTo: z.array(recipient).min(1).max(20).optional(),
    ladder: ladderPolicy(z.strictObject({ acknowledgement: topLevel(2) }).prefault({})).prefault({}),
  })
  .prefault({});
type Policy = z.output<typeof policy>;

const levelsOf = ({ escalateTo, ladder }: Policy): readonly LadderLevel[] =>
  escalateTo ? [{ recipients: escalateTo }] : ladder.levels;

function input(values: z.output<typeof report.form>, settings: Policy, at: number, by: string): FaultInput {
  const { acknowledgeWithin, warnAfter, ladder } = settings;
  const { unit, ...fault } = values;
  const unitNames = unitNamesIn(values, "unit");
  return {
    ...fault,
    ...(unit !== undefined && { unit, ...(unitNames && { unitNames }) }),
    at,
    by,
    limitMs: acknowledgeWithin,
    warnFraction: warnAfter,
    ladder: { ...ladder, levels: levelsOf(settings) },
  };
}

const limits = ({ acknowledgeWithin, warnAfter }: Policy): readonly Limit[] => [
  {
    what: acknowledgementWords,
    grades: null,
    from: reportedWords,
    limitMs: acknowledgeWithin,
    warnAfterMs: Math.round(acknowledgeWithin * warnAfter),
    rule,
  },
];

const phaseOf = ({ value }: Moment): Phase => (value as { readonly repair: Phase }).repair;

function duty(moment: Moment<FaultContext>): Duty {
  const { dueAt, id } = moment.context.acknowledgement;
  const nothing = { dueAt: null, clock: null };
  switch (phaseOf(moment)) {
    case "reported":
      return {
        event: "FAULT_ACKNOWLEDGED",
        what: { zh: "确认收到故障", en: "Acknowledge the fault" },
        by: [contactsOf(moment.context)],
        dueAt,
        clock: id,
      };
    case "acknowledged":
      return {
        event: "FAULT_REPAIRED",
        what: { zh: "修理并登记", en: "Repair it and record it" },
        by: [contactsOf(moment.context)],
        ...nothing,
      };
    case "repaired":
      return {
        event: "REPAIR_CONFIRMED",
        what: { zh: "确认修复", en: "Confirm the repair" },
        by: ["duty-officer"],
        ...nothing,
      };
    case "confirmed":
      return { event: null, what: { zh: "已办结", en: "Done" }, by: [], ...nothing };
  }
}

const said = (label: Text, written: string) => ({ label, value: { kind: "text", text: written } }) as const;

const unitRow = (named: NamedUnit) =>
  ({ label: { zh: "责任部门", en: "Unit" }, value: { kind: "words", text: unitName(named) } }) as const;

export const equipmentFault: Playbook = buildPlaybook({
  id: "equipment-fault",
  version: 1,
  title: { zh: "设备故障", en: "Equipment fault" },
  purpose: {
    zh: "报告的故障须有人及时确认、修复，并由另一人确认修好。",
    en: "A reported fault is acknowledged in time, repaired, and the repair confirmed by someone else.",
  },
  chart,
  machine: equipmentFaultMachine,
  policy,
  withLadder: ({ ladder, ...rest }: Policy, levels) => ({ ...rest, ladder: withOwnLevels(ladder, levels) }),
  asSection: ({ ladder, ...rest }: Policy) => ({ ...rest, ladder: ladderSection(ladder) }),
  toldBy: (settings: Policy) => levelsOf(settings).flatMap(({ recipients }) => recipients),
  opening: report,
  input,
  limits,
  clocks: ({ context }: Moment<FaultContext>) => [clockView(clockParts.keeper.words, context.acknowledgement)],
  clockKinds: clockParts.keeper.words.kinds,
  duty,
  headline: (moment: Moment<FaultContext>) => {
    const { equipment, place } = moment.context;
    return {
      title: `${equipment} · ${place}`,
      grade: "ordinary",
      gradeLabel: { zh: "一般", en: "Ordinary" },
      gradeRank: 2,
      phase: `repair.${phaseOf(moment)}`,
      open: moment.status === "active",
    };
  },
  facts: ({ context }: Moment<FaultContext>) => {
    const { unit } = context;
    const rows = [
      ...(unit === undefined ? [] : [unitRow({ ...context, unit })]),
      said({ zh: "故障情况", en: "What is wrong" }, context.fault),
      { label: { zh: "报告人", en: "Reported by" }, value: { kind: "person", id: context.reported.by } } as const,
    ];
    const returns = context.returns.map((reason) => said({ zh: "退回原因", en: "Why it was rejected" }, reason));
    const repair = context.repair ? [said({ zh: "修理内容", en: "What was done" }, context.repair.done)] : [];
    return [{ title: { zh: "故障", en: "Fault" }, rows: [...rows, ...returns, ...repair] }];
  },
});
