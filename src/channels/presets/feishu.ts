import type { Preset } from "../preset.ts";
import { groupLines } from "./group-lines.ts";

export const feishu: Preset = {
  id: "feishu",
  name: { zh: "飞书群机器人", en: "Feishu or Lark group robot" },
  manual: "https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot",
  reach: "group",
  wakes: "shows",
  setUp: {
    zh: "机器人的安全设置如选“签名校验”，请在此填写密钥；如选“自定义关键词”，请填写本单位名称（每条消息都包含）。",
    en: "If you choose signature verification for the robot, enter its secret here; for a custom keyword use the organisation's name in your language, which is in every message.",
  },
  perMinute: 100,
  at: { hosts: ["open.feishu.cn", "open.larksuite.com"], path: /^\/open-apis\/bot\/v2\/hook\/[\w-]+$/ },
  text: { from: groupLines, max: 18_000, unit: "bytes", escapes: ["tags"] },
  signs: { by: "feishu", secretForm: /^[\w-]{10,200}$/ },
  json: { "timestamp?": "{timestamp}", "sign?": "{sign}", msg_type: "text", content: { text: "{text}" } },
  answer: {
    words: "msg",
    taken: { at: ["code", "StatusCode"], in: [0] },
    again: { at: ["code"], in: [11232, 9499, 99991400], afterMs: 60_000 },
    broken: { at: ["code"], in: [19001, 19021, 19022, 19024] },
  },
};
