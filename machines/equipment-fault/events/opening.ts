/** A report of something that is broken: it opens the fault. */
import { z } from "zod";
import { line, text } from "../../kit/fields.ts";
import { opening } from "../../kit/event.ts";
import type { Notification } from "../../kit/notification.ts";
import type { Phrasing, Text } from "../../playbook.ts";
import { aboutOf, envelope, subjectOf, type Envelope } from "../clock-keeper.ts";
import type { FaultContext } from "../context.ts";

export const report = opening({
  words: {
    label: { zh: "报告设备故障", en: "Report the fault" },
    done: { zh: "故障已报告", en: "Fault reported" },
    help: {
      zh: "写明设备、地点和故障情况。责任单位联络员须在时限内确认。",
      en: "Describe the equipment, its location and the fault. The unit contact must acknowledge in time.",
    },
  },
  by: ["duty-officer", "unit-contact", "lead"],
  form: z.object({
    equipment: line({ label: { zh: "设备", en: "Equipment" } }),
    place: line({ label: { zh: "地点", en: "Place" } }),
    fault: text({ label: { zh: "故障情况", en: "What is wrong" } }),
  }),
});

type ReportedNotification = Envelope & {
  readonly dueAt: number;
  /** Missing in rows of an earlier version. */
  readonly by?: string;
};

const formatAcknowledgeBy = (due: Text): Text => ({ zh: `${due.zh} 前确认`, en: `acknowledge by ${due.en}` });

export const faultReported: Notification<FaultContext, unknown, ReportedNotification> = {
  label: { zh: "设备故障", en: "Equipment fault" },
  to: { zh: "责任单位联络员", en: "Unit contact" },
  when: { zh: "报告故障时", en: "When a fault is reported" },
  params: (context) => ({
    ...envelope(context, [{ role: "unit-contact" }]),
    dueAt: context.acknowledgement.dueAt,
    by: context.reported.by,
  }),
  write: (params: ReportedNotification, say: Phrasing) => {
    const { equipment, place, fault, by, dueAt } = params;
    const due = say.shortTime(dueAt);
    return {
      subject: subjectOf(params, say, { zh: "设备故障", en: "Fault" }, formatAcknowledgeBy(due)),
      happened: {
        zh: `${by === undefined ? "" : `${say.person(by)}报告：`}${place}的${equipment}发生故障。`,
        en:
          by === undefined
            ? `A fault of ${equipment} (${place}) was reported.`
            : `${say.person(by)} reported a fault of ${equipment} (${place}).`,
      },
      about: aboutOf(params),
      details: { zh: `故障情况：${fault}`, en: `What is wrong: ${fault}` },
      asked: { zh: "确认由本单位修理。", en: "take the repair on." },
      dueAt,
    };
  },
};
