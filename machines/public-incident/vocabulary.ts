/** The words of this playbook in both languages. A source is an outlet, a page or a call: never a person. */
import { roleWords, type Role, type Text } from "../playbook.ts";

/** A choice as a form offers it. */
export interface Word<Value extends string> {
  readonly value: Value;
  readonly label: Text;
  readonly help?: Text;
}

type Words<Value extends string> = readonly [Word<Value>, ...Word<Value>[]];

export type Grade = "ordinary" | "major" | "critical";

export const grades: Words<Grade> = [
  {
    value: "ordinary",
    label: { zh: "一般", en: "Ordinary" },
    help: {
      zh: "影响限于少数人员或一处，服务照常，本单位可自行处置。",
      en: "Few people or one place are affected, services continue, and the organisation can handle it alone.",
    },
  },
  {
    value: "major",
    label: { zh: "重大/较大", en: "Major" },
    help: {
      zh: "有人员受伤、较多人受影响、一项服务中断，或须报上级知悉。",
      en: "Someone is hurt, many people are affected, a service is down, or the higher authority must be informed.",
    },
  },
  {
    value: "critical",
    label: { zh: "特别重大", en: "Critical" },
    help: {
      zh: "有人员死亡或面临生命危险、大范围服务中断，或大量个人信息泄露。",
      en: "A death or danger to life, services down over a wide area, or personal data of many people disclosed.",
    },
  },
];

/** 0 comes first when due times are equal. */
export const gradeRank = (grade: Grade): number => ({ critical: 0, major: 1, ordinary: 2 })[grade];

export const gradeHelp: Text = {
  zh: "定级只看后果：是否有人受到伤害、多少人受影响、服务中断多久；不看批评多少。难以确定的，先定高一级，以后可调整。",
  en: "Grade by consequences only: whether anyone is harmed, how many people are affected, how long a service is down. The amount of criticism does not count. When in doubt, choose the higher grade; it can be changed later.",
};

export type SourceKind = "media" | "page" | "call" | "visit" | "staff" | "authority" | "other";

export const sourceKinds: Words<SourceKind> = [
  { value: "media", label: { zh: "新闻媒体", en: "News outlet" } },
  { value: "page", label: { zh: "公开网页", en: "Public page" } },
  { value: "call", label: { zh: "来电", en: "Phone call" } },
  { value: "visit", label: { zh: "来信或来访", en: "Letter or visit" } },
  { value: "staff", label: { zh: "内部人员反映", en: "Reported by staff" } },
  { value: "authority", label: { zh: "主管部门通知", en: "Notice from an authority" } },
  { value: "other", label: { zh: "其他", en: "Other" } },
];

export type Finding = "at-fault" | "cannot-be-fixed-yet" | "not-so" | "not-ours";

export const findings: Words<Finding> = [
  {
    value: "at-fault",
    label: { zh: "本单位有过失", en: "We are at fault" },
    help: {
      zh: "须写明整改措施、负责单位和完成时限，结果要公布。",
      en: "Requires measures, a responsible unit and a completion date; the result is published.",
    },
  },
  {
    value: "cannot-be-fixed-yet",
    label: { zh: "暂时无法解决", en: "It cannot be fixed yet" },
    help: {
      zh: "须写明原因和时间表，时间表即为承诺，单独计时。",
      en: "Requires the reason and a timetable, which becomes a promise with its own deadline.",
    },
  },
  {
    value: "not-so",
    label: { zh: "情况不属实", en: "Not true" },
    help: { zh: "须写明将要出示的证据。", en: "Requires the evidence that will be shown." },
  },
  {
    value: "not-ours",
    label: { zh: "不属于本单位职责", en: "Not our responsibility" },
    help: { zh: "须写明责任主体。", en: "Name the organisation responsible." },
  },
];

export type Channel = "website" | "official-account" | "press" | "hotline" | "notice";

export const channels: Words<Channel> = [
  { value: "website", label: { zh: "官方网站", en: "Official website" } },
  { value: "official-account", label: { zh: "本单位官方账号", en: "The organisation’s own account" } },
  { value: "press", label: { zh: "新闻发布", en: "Press release or briefing" } },
  { value: "hotline", label: { zh: "服务热线", en: "Hotline" } },
  { value: "notice", label: { zh: "现场公告", en: "Notice on site" } },
];

export type Trend = "steady" | "better" | "worse" | "wider";

export const trends: Words<Trend> = [
  { value: "steady", label: { zh: "平稳", en: "Steady" } },
  { value: "better", label: { zh: "好转", en: "Better" } },
  { value: "worse", label: { zh: "加重", en: "Worse" } },
  { value: "wider", label: { zh: "范围扩大", en: "Wider" } },
];

export type FactName = "occurredAt" | "discoveredAt" | "title" | "place" | "source";

export const factNames: Words<FactName> = [
  { value: "occurredAt", label: { zh: "发生时间", en: "When it occurred" } },
  { value: "discoveredAt", label: { zh: "发现时间", en: "When it was discovered" } },
  { value: "title", label: { zh: "事件名称", en: "What happened, in one sentence" } },
  { value: "place", label: { zh: "地点", en: "Place" } },
  { value: "source", label: { zh: "来源名称", en: "Name of the source" } },
];

/** A role as one to choose: the same words, as a form begins them. */
const asChoice = <Chosen extends Role>(value: Chosen): Word<Chosen> => {
  const { zh, en } = roleWords[value];
  return { value, label: { zh, en: `${en.charAt(0).toUpperCase()}${en.slice(1)}` } };
};

export type Drafter = Extract<Role, "spokesperson" | "duty-officer" | "unit-contact">;

export const drafters: Words<Drafter> = [asChoice("spokesperson"), asChoice("duty-officer"), asChoice("unit-contact")];

export type Approver = Extract<Role, "lead" | "superior">;

export const approvers: Words<Approver> = [asChoice("lead"), asChoice("superior")];

/** The label of a value among its words. Values come from checked forms, so a missing one is our own fault. */
export function wordFor<Value extends string>(words: Words<Value>, value: Value): Text {
  const word = words.find((candidate) => candidate.value === value);
  if (!word) throw new Error(`no word for ${value}`);
  return word.label;
}
