/** The words that forms and views choose from. */
import { roles, roleWords, type Role, type Text } from "../playbook.ts";
import { ownText } from "../kit/text-ref.ts";
import type { LadderLevel, PostRecord, RosterLayer, RotationUnit, Weekday } from "./context.ts";

type Option<Value extends string> = { readonly value: Value; readonly label: Text; readonly help?: Text };
type Options<Value extends string> = readonly [Option<Value>, ...Option<Value>[]];

const [firstRole, ...otherRoles] = roles;
const roleOption = (value: Role): Option<Role> => ({ value, label: roleWords[value] });
export const roleOptions: Options<Role> = [roleOption(firstRole), ...otherRoles.map(roleOption)];

export const languageOptions = [
  { value: "zh", label: { zh: "中文", en: "中文" } },
  { value: "en", label: { zh: "English", en: "English" } },
] as const satisfies Options<string>;

export const rotationUnits = [
  { value: "days", label: { zh: "天", en: "days" } },
  { value: "weeks", label: { zh: "周", en: "weeks" } },
  { value: "months", label: { zh: "个月", en: "months" } },
  { value: "hours", label: { zh: "小时", en: "hours" } },
] as const satisfies Options<RotationUnit>;

export const weekdayOptions = [
  { value: "mon", label: { zh: "周一", en: "Monday" } },
  { value: "tue", label: { zh: "周二", en: "Tuesday" } },
  { value: "wed", label: { zh: "周三", en: "Wednesday" } },
  { value: "thu", label: { zh: "周四", en: "Thursday" } },
  { value: "fri", label: { zh: "周五", en: "Friday" } },
  { value: "sat", label: { zh: "周六", en: "Saturday" } },
  { value: "sun", label: { zh: "周日", en: "Sunday" } },
] as const satisfies Options<Weekday>;

export const channelOptions = [
  { value: "mail", label: { zh: "电子邮件", en: "e-mail" } },
  { value: "webhook", label: { zh: "Webhook（群机器人、短信网关）", en: "webhook (chat robot, SMS gateway)" } },
] as const satisfies Options<string>;

export const contactParts = [
  { value: "mail", label: { zh: "电子邮件地址", en: "e-mail address" } },
  { value: "phone", label: { zh: "电话", en: "phone number" } },
  { value: "webhook", label: { zh: "Webhook 地址", en: "webhook address" } },
] as const satisfies Options<string>;

export const signInParts = [
  { value: "password", label: { zh: "密码", en: "password" } },
  { value: "one-time-codes", label: { zh: "动态验证码", en: "one-time codes" } },
  { value: "passkey", label: { zh: "通行密钥", en: "passkey" } },
  { value: "provider", label: { zh: "统一身份登录", en: "sign-in provider" } },
  { value: "device", label: { zh: "常用设备", en: "known device" } },
  { value: "link", label: { zh: "设置密码的链接", en: "link to set a password" } },
  { value: "calendar", label: { zh: "日历地址", en: "calendar address" } },
  { value: "acknowledge-links", label: { zh: "通知中的确认链接", en: "acknowledge links in notifications" } },
] as const satisfies Options<string>;

export const partChanges = [
  { value: "set", label: { zh: "已设置", en: "set" } },
  { value: "removed", label: { zh: "已移除", en: "removed" } },
  { value: "refused", label: { zh: "已拒绝", en: "refused" } },
] as const satisfies Options<string>;

/** What a word stands for; the word itself when it is not one of them. */
export function wordsOf(options: readonly Option<string>[], value: string): Text {
  return options.find((option) => option.value === value)?.label ?? { zh: value, en: value };
}

/** A new organisation's layers. */
export const firstLayers: readonly RosterLayer[] = [
  { id: "officer", label: ownText(roleWords["duty-officer"]), role: "duty-officer" },
  { id: "leader", label: ownText(roleWords.lead), role: "lead" },
];

/** A new organisation's posts: fact-check requests to a unit go to its contacts. */
export const firstPosts: readonly PostRecord[] = [
  { id: "contact", name: ownText({ zh: "联络员", en: "contact" }), role: "unit-contact" },
  { id: "head", name: ownText({ zh: "负责人", en: "head" }), role: "unit-contact" },
];

/** A new organisation's ladder: who has the duty first, then who leads on duty, then the level above. */
export const firstLadder: readonly LadderLevel[] = [
  { recipients: [{ layer: "officer" }] },
  { recipients: [{ layer: "leader" }] },
  { recipients: [{ role: "superior" }] },
];
