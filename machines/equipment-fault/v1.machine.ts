/** The procedure `equipment-fault`, version 1: reported → acknowledged in time, or escalated → repaired → confirmed. */
import { buildMachine } from "../kit/build-machine.ts";
import { moves, type Chart, type Condition } from "../kit/chart.ts";
import { clockRegion } from "../kit/clocks/regions.ts";
import type { Notification } from "../kit/notification.ts";
import { paragraphs } from "../kit/sentences.ts";
import type { Phrasing } from "../playbook.ts";
import { aboutOf, acknowledgementSlot, clockParts, envelope, subjectOf, type Envelope } from "./clock-keeper.ts";
import { openFault, type FaultContext } from "./context.ts";
import { escalationAcknowledged } from "./events/escalation-acknowledged.ts";
import { faultAcknowledged } from "./events/fault-acknowledged.ts";
import { faultRepaired } from "./events/fault-repaired.ts";
import { faultReported } from "./events/opening.ts";
import { repairConfirmed } from "./events/repair-confirmed.ts";
import { repairRejected } from "./events/repair-rejected.ts";

type RepairNotification = Envelope & {
  /** Missing in rows of an earlier version. */
  readonly repair?: FaultContext["repair"];
};

const repairToConfirm: Notification<FaultContext, unknown, RepairNotification> = {
  label: { zh: "请确认修复", en: "Request to confirm the repair" },
  to: { zh: "值班员", en: "Duty officer" },
  when: { zh: "登记修复后", en: "When a repair is recorded" },
  params: (context) => ({ ...envelope(context, [{ role: "duty-officer" }]), repair: context.repair }),
  write: (params: RepairNotification, say: Phrasing) => {
    const { equipment, place, fault, repair = null } = params;
    const name = repair && say.person(repair.by);
    return {
      subject: subjectOf(params, say, { zh: "请确认修复", en: "Confirm the repair" }),
      happened:
        name === null
          ? { zh: `${place}的${equipment}已登记修复。`, en: `The repair of ${equipment} (${place}) was recorded.` }
          : {
              zh: `${name}登记${place}的${equipment}已修复。`,
              en: `${name} recorded the repair of ${equipment} (${place}).`,
            },
      about: aboutOf(params),
      details: {
        zh: paragraphs(`故障情况：${fault}`, repair && `修理内容：${repair.done}`),
        en: paragraphs(`What was wrong: ${fault}`, repair && `What was done: ${repair.done}`),
      },
      asked: { zh: "现场查验后确认或退回。", en: "inspect the repair, then confirm or reject it." },
      dueAt: null,
    };
  },
};

const isConfirmed: Condition<FaultContext> = { name: "isConfirmed", holds: ({ confirmed }) => confirmed !== null };

export const chart: Chart<FaultContext> = {
  id: "equipment-fault",
  type: "parallel",
  notify: { faultReported },
  states: {
    repair: {
      label: { zh: "修理", en: "Repair" },
      initial: "reported",
      states: {
        reported: {
          label: { zh: "已报告，待确认", en: "Reported, not acknowledged" },
          on: [moves(faultAcknowledged, "acknowledged"), escalationAcknowledged],
        },
        acknowledged: { label: { zh: "修理中", en: "Being repaired" }, on: [moves(faultRepaired, "repaired")] },
        repaired: {
          label: { zh: "已修复，待确认", en: "Repaired, to be confirmed" },
          notify: { repairToConfirm },
          on: [moves(repairConfirmed, "confirmed"), moves(repairRejected, "acknowledged")],
        },
        confirmed: { label: { zh: "已确认修复", en: "Repair confirmed" }, type: "final" },
      },
    },
    acknowledgementClock: clockRegion(clockParts, acknowledgementSlot, "#equipment-fault.acknowledgementClock", {
      endsWhen: isConfirmed,
    }),
  },
};

export const equipmentFaultMachine = buildMachine({
  chart,
  open: openFault,
  openedAt: ({ reported }: FaultContext) => reported.at,
});
