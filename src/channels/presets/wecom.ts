import type { Preset } from "../preset.ts";
import { groupLines } from "./group-lines.ts";

export const wecom: Preset = {
  id: "wecom",
  name: { zh: "企业微信群机器人", en: "WeCom group robot" },
  manual: "https://developer.work.weixin.qq.com/document/path/91770",
  reach: "group",
  wakes: "shows",
  perMinute: 20,
  at: { hosts: ["qyapi.weixin.qq.com"], path: /^\/cgi-bin\/webhook\/send$/, parameter: "key" },
  text: { from: groupLines, max: 2048, unit: "bytes", escapes: [] },
  json: { msgtype: "text", text: { content: "{text}" } },
  answer: {
    words: "errmsg",
    taken: { at: ["errcode"], in: [0] },
    again: { at: ["errcode"], in: [-1, 45009, 45033], afterMs: 60_000 },
    broken: { at: ["errcode"], in: [93000, 93004, 93008, 40058] },
  },
};
