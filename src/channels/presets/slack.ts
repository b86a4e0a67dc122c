import type { Preset } from "../preset.ts";
import { groupLines } from "./group-lines.ts";

export const slack: Preset = {
  id: "slack",
  name: { zh: "Slack", en: "Slack" },
  manual: "https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks",
  reach: "group",
  wakes: "shows",
  perMinute: 60,
  at: { hosts: ["hooks.slack.com", "hooks.slack-gov.com"], path: /^\/services\/[^/]+\/[^/]+\/[^/]+$/ },
  text: { from: groupLines, max: 3800, unit: "characters", escapes: ["entities"] },
  json: { text: "{text}" },
  answer: {
    taken: { in: ["ok"] },
    again: { in: ["rate_limited", "ratelimited", "rollup_error"] },
    broken: {
      in: [
        "no_service",
        "no_service_id",
        "no_active_hooks",
        "no_team",
        "team_disabled",
        "invalid_token",
        "channel_not_found",
        "channel_is_archived",
        "user_not_found",
        "action_prohibited",
        "posting_to_general_channel_denied",
      ],
    },
  },
};
