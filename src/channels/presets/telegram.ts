import type { Json } from "../../kernel/json.ts";
import type { Preset } from "../preset.ts";
import { groupLines } from "./group-lines.ts";

const path = /^\/bot(?<token>\d{5,20}:[-\w]{30,60})\/sendMessage$/;
const form = "https://api.telegram.org/bot<token>/sendMessage?chat_id=<ID>";
const openButton: Json = [{ text: "{openLabel}", url: "{link}" }];
const acknowledgeButton: Json = { each: "acknowledge", item: [{ text: "{acknowledgeLabel}", url: "{one}" }] };

const shared = {
  manual: "https://core.telegram.org/bots/api#sendmessage",
  wakes: "pushes",
  text: { from: groupLines, max: 4000, unit: "characters", escapes: [] },
  url: "{origin}/bot{token}/sendMessage",
  answer: {
    words: "description",
    taken: { at: ["ok"], in: [true] },
    again: { at: ["error_code"], in: [429], secondsAt: "parameters.retry_after" },
    broken: { at: ["error_code"], in: [400, 401, 403, 404] },
  },
} as const satisfies Partial<Preset>;

const json = (buttons: readonly Json[]): Json => ({
  chat_id: "{parameter}",
  text: "{text}",
  link_preview_options: { is_disabled: true },
  reply_markup: { inline_keyboard: buttons },
});

export const telegram: Preset = {
  ...shared,
  id: "telegram",
  name: { zh: "Telegram", en: "Telegram" },
  reach: "person",
  setUp: {
    zh: `请先在 Telegram 中向机器人发送 /start，否则机器人不能给您发消息。地址写作 ${form}。`,
    en: `First send /start to the bot in Telegram, or it may not write to you. The address has the form ${form}.`,
  },
  perMinute: 60,
  at: { hosts: ["api.telegram.org"], path, parameter: "chat_id", parameterForm: /^\d{1,20}$/ },
  json: json([openButton, acknowledgeButton]),
};

/** Of groups and channels: their IDs are negative, or names. */
export const telegramGroup: Preset = {
  ...shared,
  id: "telegram-group",
  name: { zh: "Telegram 群组", en: "Telegram group" },
  reach: "group",
  setUp: { zh: "请先把机器人加入该群组。", en: "First add the bot to the group." },
  perMinute: 20,
  at: { hosts: ["api.telegram.org"], path, parameter: "chat_id", parameterForm: /^(?:-\d{1,20}|@\w{1,64})$/ },
  json: json([openButton]),
};
