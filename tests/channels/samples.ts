/** An address of each service as its manual shows them, and one notification for all. */
import { knownServices } from "../../src/channels/known-services.ts";
import type { Facts, Preset } from "../../src/channels/preset.ts";

export const addresses: Readonly<Record<string, string>> = {
  wecom: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa",
  dingtalk: `https://oapi.dingtalk.com/robot/send?access_token=${"0123456789abcdef".repeat(4)}`,
  feishu: "https://open.feishu.cn/open-apis/bot/v2/hook/6a8c2f70-1111-4222-8333-0123456789ab",
  slack: "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
  teams:
    "https://prod-12.westeurope.logic.azure.com:443/workflows/0123456789abcdef0123456789abcdef/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=abcDEF-123",
  ntfy: "https://ntfy.sh/duty-8f2Kq9xTz3?auth=QmVhcmVyIHRrX2FiYw",
  telegram: `https://api.telegram.org/bot110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/sendMessage?chat_id=123456789`,
  "telegram-group": `https://api.telegram.org/bot110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/sendMessage?chat_id=-100123456789`,
  "aliyun-sms":
    "https://dysmsapi.aliyuncs.com/?AccessKeyId=LTAI5tExampleKeyId0000&SignName=%E6%B8%85%E6%B2%B3%E5%A4%A7%E5%AD%A6&TemplateCode=SMS_153055065&PhoneNumbers=13800138000",
  "rocket-chat": `https://chat.example.org/hooks/64b7f0c2a9d3e1f4b5c6d7e8/${"aB3d".repeat(12)}`,
  mattermost: "https://mattermost.example.org/hooks/xen8qsdszibu8nxk4bzhrquf3r",
};

export function serviceOf(id: string): Preset {
  const found = knownServices.find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no service ${id}.`);
  return found;
}

export const facts: Facts = {
  subject: "#7 重大：快报须于 22:56 前发出，还剩 15 分钟",
  happened: "快报尚未发出。",
  asked: '请办理："发出快报" @all <!channel> [点这里](https://elsewhere.example) & 其他',
  due: "截止：11月22日 22:56（北京时间）",
  more: "",
  open: "陈晓 · 清河大学 https://desk.example.test/incidents/i1",
  link: "https://desk.example.test/incidents/i1",
  number: "7",
  dueTime: "11月22日 22:56（北京时间）",
  openLabel: "打开",
  acknowledge: "https://desk.example.test/acknowledge/token",
  oneTap: "https://desk.example.test/api/v1/acknowledge/token",
  acknowledgeLabel: "确认收到",
  isUrgent: true,
};

/** When a sample is sent, and the secret of a robot that checks signatures. */
export const sentAt = Date.UTC(2026, 10, 22, 14, 41, 7, 250);
export const secrets: Readonly<Record<string, string>> = {
  dingtalk: "SEC0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
  "aliyun-sms": "ExampleSecret0123456789abcdefg",
  feishu: "Xd0Gl1Ty9Hbq2Jc8Kn3Lm4",
};
