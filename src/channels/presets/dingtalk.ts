import type { Preset } from "../preset.ts";
import { groupLines } from "./group-lines.ts";

export const dingtalk: Preset = {
  id: "dingtalk",
  name: { zh: "钉钉群机器人", en: "DingTalk group robot" },
  manual: "https://open.dingtalk.com/document/robots/custom-robot-access",
  reach: "group",
  wakes: "shows",
  setUp: {
    zh: "机器人的安全设置请选“加签”，并在此填写密钥；或选“自定义关键词”，填写本单位名称（每条消息都包含）。",
    en: "Under the robot's security settings choose signing and enter its secret here; or a custom keyword: the organisation's name in your language, which is in every message.",
  },
  perMinute: 20,
  at: { hosts: ["oapi.dingtalk.com"], path: /^\/robot\/send$/, parameter: "access_token" },
  text: { from: groupLines, max: 18_000, unit: "bytes", escapes: [] },
  signs: {
    by: "dingtalk",
    secretForm: /^SEC[\w-]{10,200}$/,
    url: "{address}&timestamp={timestamp}&sign={signParameter}",
  },
  json: { msgtype: "text", text: { content: "{text}" }, at: { isAtAll: false } },
  answer: {
    words: "errmsg",
    taken: { at: ["errcode"], in: [0] },
    // Whoever is too fast is not heard for ten minutes.
    again: { at: ["errcode"], in: [-1, 130101, 130102, 410100], afterMs: 600_000 },
    broken: {
      at: ["errcode"],
      in: [310000, 300001, 300005, 400013, 400101, 400102, 400106, 40035],
    },
  },
};
