/** A report of something that is broken: it opens the fault. */
import { z } from "zod";
import { line, optional, text, unit, searched } from "../../kit/fields.ts";
import { opening } from "../../kit/event.ts";
import type { Notification } from "../../kit/notification.ts";
import { paragraphs } from "../../kit/sentences.ts";
import type { TextRefs } from "../../kit/text-ref.ts";
import { unitName } from "../../kit/unit.ts";
import type { Phrasing, Text } from "../../playbook.ts";
import { aboutOf, contactsWords, envelope, subjectOf, toContacts, type Envelope } from "../clock-keeper.ts";
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
  unit: "unit",
  form: z.object({
    unit: optional(
      unit({
        label: { zh: "责任部门", en: "Unit" },
        help: {
          zh: "选定部门的，只通知该部门的联络员；未选的，通知全体联络员。",
          en: "Only the contact of this unit is notified. Without a unit, every unit contact is.",
        },
      }),
    ),
    equipment: searched(line({ label: { zh: "设备", en: "Equipment" } })),
    place: searched(line({ label: { zh: "地点", en: "Place" } })),
    fault: text({ label: { zh: "故障情况", en: "What is wrong" } }),
  }),
});

type ReportedNotification = Envelope & {
  readonly dueAt: number;
  /** Missing in rows of an earlier version. */
  readonly by?: string;
  /** What the unit that repairs it is called. Left out: none is named. */
  readonly unit?: TextRefs;
};

const unitOf = ({ unit, unitNames }: FaultContext) =>
  unit === undefined ? {} : { unit: unitName({ unit, ...(unitNames && { unitNames }) }) };

const formatAcknowledgeBy = (due: Text): Text => ({ zh: `${due.zh} 前确认`, en: `acknowledge by ${due.en}` });

export const faultReported: Notification<FaultContext, unknown, ReportedNotification> = {
  label: { zh: "设备故障", en: "Equipment fault" },
  to: contactsWords,
  when: { zh: "报告故障时", en: "When a fault is reported" },
  params: (context) => ({
    ...envelope(context, [toContacts(context)]),
    ...unitOf(context),
    dueAt: context.acknowledgement.dueAt,
    by: context.reported.by,
  }),
  write: (params: ReportedNotification, say: Phrasing) => {
    const { equipment, place, fault, by, unit, dueAt } = params;
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
      details: {
        zh: paragraphs(`故障情况：${fault}`, unit && `责任部门：${unit.zh}`),
        en: paragraphs(`What is wrong: ${fault}`, unit && `Unit: ${unit.en}`),
      },
      asked: { zh: "确认由本单位修理。", en: "take the repair on." },
      dueAt,
    };
  },
};
