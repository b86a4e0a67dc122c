/** The playbook `equipment-fault@1`: small on purpose. It shows all that a new playbook has to say. */
import { z } from "zod";
import { duration } from "../duration.ts";
import { line, text } from "../fields.ts";
import type { ClockView, Duty, EventForm, Limit, Moment, Playbook, Text } from "../playbook.ts";
import { notAtThisStep, stepsThatTake } from "../steps.ts";
import { repair } from "./about.ts";
import { letters } from "./letters.ts";
import { dueAt, equipmentFaultMachine, type FaultContext, type FaultInput } from "./v1.machine.ts";

type Phase = "reported" | "escalated" | "acknowledged" | "repaired" | "confirmed";

const policy = z
  .strictObject({
    acknowledgeWithin: duration().prefault("15 min"),
    escalateTo: z
      .array(
        z.union([
          z.strictObject({ role: z.enum(["lead", "duty-officer", "superior"]) }),
          z.strictObject({ person: z.string().min(1).max(100) }),
        ]),
      )
      .min(1)
      .max(20)
      .prefault([{ role: "lead" }]),
  })
  .prefault({});

const opening: Omit<EventForm, "type"> = {
  label: { zh: "报告设备故障", en: "Report the fault" },
  done: { zh: "故障已报告", en: "Fault reported" },
  help: {
    zh: "写明设备、地点和故障情况。责任单位联络员须在时限内确认。",
    en: "Describe the equipment, its location and the fault. The unit contact must acknowledge in time.",
  },
  form: z.object({
    equipment: line({ label: { zh: "设备", en: "Equipment" } }),
    place: line({ label: { zh: "地点", en: "Place" } }),
    fault: text({ label: { zh: "故障情况", en: "What is wrong" } }),
  }),
  by: ["duty-officer", "unit-contact", "lead"],
  outward: false,
};

interface FaultForm {
  readonly equipment: string;
  readonly place: string;
  readonly fault: string;
}

function input(
  values: FaultForm,
  { acknowledgeWithin, escalateTo }: z.output<typeof policy>,
  at: number,
  by: string,
): FaultInput {
  return { ...values, at, by, limitMs: acknowledgeWithin, escalateTo };
}

const nothingMore = z.object({});

const events: readonly EventForm[] = [
  {
    type: "FAULT_ACKNOWLEDGED",
    label: { zh: "确认收到", en: "Acknowledge" },
    done: { zh: "故障已确认收到", en: "Fault acknowledged" },
    help: { zh: "表示由您负责修理。", en: "You take the repair on." },
    form: nothingMore,
    by: ["unit-contact", "lead"],
    outward: false,
  },
  {
    type: "FAULT_REPAIRED",
    label: { zh: "登记已修复", en: "Record the repair" },
    done: { zh: "故障已修复", en: "Fault repaired" },
    help: { zh: "写明修了什么。之后由另一人确认。", en: "Say what was done. Somebody else confirms it." },
    form: z.object({ done: text({ label: { zh: "修理内容", en: "What was done" } }) }),
    by: ["unit-contact"],
    outward: false,
    about: repair,
  },
  {
    type: "REPAIR_CONFIRMED",
    label: { zh: "确认修复", en: "Confirm the repair" },
    done: { zh: "修复已确认", en: "Repair confirmed" },
    help: { zh: "维修人不得确认本人的维修。", en: "You cannot confirm your own repair." },
    form: nothingMore,
    by: ["duty-officer", "lead"],
    outward: true,
    about: repair,
    confirm: { zh: "确认后故障办结，不可更改。", en: "This closes the fault; it cannot be reopened." },
  },
  {
    type: "REPAIR_REJECTED",
    label: { zh: "仍有故障", en: "Still broken" },
    done: { zh: "仍有故障，退回修理", en: "Repair rejected" },
    help: { zh: "写明哪里还不行。", en: "Say what is still wrong." },
    form: z.object({ reason: text({ label: { zh: "情况", en: "What is still wrong" } }) }),
    by: ["duty-officer", "lead"],
    outward: false,
    about: repair,
  },
];

const reported: Text = { zh: "报告时间", en: "when it was reported" };
const settings: Text = { zh: "设备故障预案的设置", en: "The settings of this playbook" };
const acknowledgement: Text = { zh: "确认收到", en: "Acknowledgement" };

const limits = ({ acknowledgeWithin }: z.output<typeof policy>): readonly Limit[] => [
  {
    what: acknowledgement,
    grades: null,
    from: reported,
    limitMs: acknowledgeWithin,
    warnAfterMs: null,
    rule: settings,
  },
];

const read = ({ value, context }: Moment) => ({ phase: value as Phase, context: context as FaultContext });

const states: Playbook["states"] = {
  reported: { label: { zh: "已报告，待确认", en: "Reported, not acknowledged" } },
  escalated: { label: { zh: "已升级，待确认", en: "Escalated, not acknowledged" } },
  acknowledged: { label: { zh: "修理中", en: "Being repaired" } },
  repaired: { label: { zh: "已修复，待确认", en: "Repaired, to be confirmed" } },
  confirmed: { label: { zh: "已确认修复", en: "Repair confirmed" } },
};

function clocks(moment: Moment): readonly ClockView[] {
  const { context, phase } = read(moment);
  const { acknowledged, escalatedAt } = context;
  const late = escalatedAt !== null;
  return [
    {
      id: "acknowledgement",
      label: acknowledgement,
      state: acknowledged ? (late ? "met-late" : "met") : phase === "escalated" ? "missed" : "running",
      anchor: { what: reported, at: context.reportedAt },
      limitMs: context.limitMs,
      rule: settings,
      dueAt: dueAt(context),
      warnAt: null,
      stoppedAt: acknowledged?.at ?? null,
      level: late ? 1 : 0,
      acknowledgedBy: acknowledged?.by ?? null,
      earlier: [],
    },
  ];
}

function duty(moment: Moment): Duty {
  const { phase, context } = read(moment);
  const nothing = { dueAt: null, clock: null };
  switch (phase) {
    case "reported":
    case "escalated":
      return {
        event: "FAULT_ACKNOWLEDGED",
        what: { zh: "确认收到故障", en: "Acknowledge the fault" },
        by: ["unit-contact"],
        dueAt: dueAt(context),
        clock: "acknowledgement",
      };
    case "acknowledged":
      return {
        event: "FAULT_REPAIRED",
        what: { zh: "修理并登记", en: "Repair it and record it" },
        by: ["unit-contact"],
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

function whyNot(moment: Moment, type: string, by: string): Text | null {
  const { phase, context } = read(moment);
  if (type === "REPAIR_CONFIRMED" && phase === "repaired" && context.repair?.by === by)
    return { zh: "维修人不得确认本人的维修。", en: "You cannot confirm your own repair." };
  const label = (key: string): Text => states[key]?.label ?? { zh: key, en: key };
  const steps = stepsThatTake(equipmentFaultMachine.root, type);
  return steps.includes(phase) ? null : notAtThisStep(label(phase), steps.map(label));
}

const said = (label: Text, written: string) => ({ label, value: { kind: "text", text: written } }) as const;

export const equipmentFault: Playbook = {
  id: "equipment-fault",
  version: 1,
  title: { zh: "设备故障", en: "Equipment fault" },
  purpose: {
    zh: "报告的故障须有人及时确认、修复，并由另一人确认修好。",
    en: "A reported fault is acknowledged in time, repaired, and confirmed by somebody else.",
  },
  machine: equipmentFaultMachine,
  policy,
  toldBy: ({ escalateTo }: z.output<typeof policy>) => escalateTo,
  opening,
  input,
  events,
  letters,
  states,
  delays: { acknowledgement: { zh: "确认收到的时限已到", en: "Acknowledgement due" } },
  limits,
  clocks,
  duty,
  headline: (moment) => {
    const { context, phase } = read(moment);
    const title = `${context.equipment} · ${context.place}`;
    return {
      title,
      grade: "ordinary",
      gradeLabel: { zh: "一般", en: "Ordinary" },
      gradeRank: 2,
      phase,
      open: moment.status === "active",
    };
  },
  facts: (moment) => {
    const { context } = read(moment);
    const rows = [
      said({ zh: "故障情况", en: "What is wrong" }, context.fault),
      { label: { zh: "报告人", en: "Reported by" }, value: { kind: "person", id: context.reportedBy } } as const,
    ];
    const returns = context.returns.map((reason) => said({ zh: "退回原因", en: "Why it was rejected" }, reason));
    const repair = context.repair ? [said({ zh: "修理内容", en: "What was done" }, context.repair.done)] : [];
    return [{ title: { zh: "故障", en: "Fault" }, rows: [...rows, ...returns, ...repair] }];
  },
  whyNot,
};
