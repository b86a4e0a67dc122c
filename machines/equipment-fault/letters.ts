/** What the letters of a fault say. */
import type { CallsEnded, LetterForm, SayPerson, SayTime, Text } from "../playbook.ts";
import type { CalledLetter, FaultLetter } from "./v1.machine.ts";

const aboutFault = ({ equipment, place, fault }: FaultLetter): Text => ({
  zh: `${place}的${equipment}：${fault}`,
  en: `${equipment}, ${place}: ${fault}`,
});

const everybodyCalled: Text = {
  zh: "责任单位联络员；升级过的，还有升级对象",
  en: "Unit contact, and whoever it was escalated to",
};
const endsCallsOf: CallsEnded = { letters: ["faultReported", "faultEscalated"], isSameMatter: () => true };
const nothingAsked: Text = {
  zh: "供知悉，无需处理。",
  en: "For information. No action needed.",
};

export const letters: Readonly<Record<string, LetterForm>> = {
  faultReported: {
    label: { zh: "设备故障", en: "Equipment fault" },
    to: { zh: "责任单位联络员", en: "Unit contact" },
    when: { zh: "报告故障时", en: "When a fault is reported" },
    write: (params: FaultLetter, sayTime: SayTime) => ({
      subject: { zh: `设备故障：${params.equipment}`, en: `Equipment fault: ${params.equipment}` },
      happened: aboutFault(params),
      asked: {
        zh: `请在 ${sayTime(params.dueAt, "zh")} 前确认收到。`,
        en: `Please acknowledge by ${sayTime(params.dueAt, "en")}.`,
      },
      dueAt: params.dueAt,
    }),
  },
  faultEscalated: {
    label: { zh: "故障无人确认", en: "Fault not acknowledged" },
    to: { zh: "设置中的升级对象", en: "Those named in the settings" },
    when: { zh: "时限内无人确认时", en: "When nobody acknowledges in time" },
    write: (params: FaultLetter, sayTime: SayTime) => ({
      subject: { zh: `设备故障无人确认：${params.equipment}`, en: `Fault not acknowledged: ${params.equipment}` },
      happened: {
        zh: `${aboutFault(params).zh}。截止 ${sayTime(params.dueAt, "zh")} 无人确认收到。`,
        en: `${aboutFault(params).en}. Nobody had acknowledged it by ${sayTime(params.dueAt, "en")}.`,
      },
      asked: { zh: "请指派人员并确认收到。", en: "Assign someone and acknowledge." },
      dueAt: params.dueAt,
    }),
  },
  faultTaken: {
    label: { zh: "故障已有人负责", en: "Fault taken on" },
    to: everybodyCalled,
    when: { zh: "有人确认收到时", en: "When somebody acknowledges" },
    endsCallsOf,
    write: (params: CalledLetter, sayTime: SayTime, sayPerson: SayPerson) => ({
      subject: { zh: `故障已有人负责：${params.equipment}`, en: `Fault taken on: ${params.equipment}` },
      happened: {
        zh: `${aboutFault(params).zh}。${sayPerson(params.by)} 于 ${sayTime(params.at, "zh")} 确认收到。`,
        en: `${aboutFault(params).en}. ${sayPerson(params.by)} acknowledged it at ${sayTime(params.at, "en")}.`,
      },
      asked: nothingAsked,
      dueAt: null,
    }),
  },
  faultOver: {
    label: { zh: "故障已修复", en: "Fault over" },
    to: everybodyCalled,
    when: { zh: "确认修复时", en: "When the repair is confirmed" },
    endsCallsOf,
    write: (params: CalledLetter, sayTime: SayTime, sayPerson: SayPerson) => ({
      subject: { zh: `故障已修复：${params.equipment}`, en: `Fault over: ${params.equipment}` },
      happened: {
        zh: `${aboutFault(params).zh}。${sayPerson(params.by)} 于 ${sayTime(params.at, "zh")} 确认修好。`,
        en: `${aboutFault(params).en}. ${sayPerson(params.by)} confirmed the repair at ${sayTime(params.at, "en")}.`,
      },
      asked: nothingAsked,
      dueAt: null,
    }),
  },
  repairToConfirm: {
    label: { zh: "请确认修复", en: "Request to confirm the repair" },
    to: { zh: "值班员", en: "Duty officer" },
    when: { zh: "登记修复后", en: "When a repair is recorded" },
    write: (params: FaultLetter) => ({
      subject: { zh: `请确认修复：${params.equipment}`, en: `Please confirm the repair: ${params.equipment}` },
      happened: aboutFault(params),
      asked: { zh: "请现场查验后确认或退回。", en: "Inspect the repair, then confirm or reject it." },
      dueAt: null,
    }),
  },
};
