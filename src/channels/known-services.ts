/** The one list of services whose addresses are recognised; the first that fits counts. */
import type { Preset } from "./preset.ts";
import { aliyunSms } from "./presets/aliyun-sms.ts";
import { dingtalk } from "./presets/dingtalk.ts";
import { feishu } from "./presets/feishu.ts";
import { mattermost } from "./presets/mattermost.ts";
import { ntfy } from "./presets/ntfy.ts";
import { rocketChat } from "./presets/rocket-chat.ts";
import { slack } from "./presets/slack.ts";
import { teams } from "./presets/teams.ts";
import { telegram, telegramGroup } from "./presets/telegram.ts";
import { wecom } from "./presets/wecom.ts";

export const knownServices: readonly Preset[] = [
  wecom,
  dingtalk,
  feishu,
  slack,
  teams,
  ntfy,
  telegram,
  telegramGroup,
  aliyunSms,
  rocketChat,
  mattermost,
];
