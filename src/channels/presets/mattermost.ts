import type { Preset } from "../preset.ts";
import { groupLines } from "./group-lines.ts";

export const mattermost: Preset = {
  id: "mattermost",
  name: { zh: "Mattermost", en: "Mattermost" },
  manual: "https://developers.mattermost.com/integrate/webhooks/incoming/",
  reach: "group",
  wakes: "shows",
  // Its ids have 26 characters of an alphabet of their own.
  at: { hosts: null, path: /^(?:\/[\w.-]+)*\/hooks\/[ybndrfg8ejkmcpqxot1uwisza345h769]{26}$/ },
  text: { from: groupLines, max: 3800, unit: "characters", escapes: ["mentions", "links", "tags"] },
  json: { text: "{text}" },
  answer: {
    words: "message",
    taken: { in: ["ok"] },
    broken: {
      at: ["id"],
      in: [
        "web.incoming_webhook.invalid.app_error",
        "web.incoming_webhook.disabled.app_error",
        "web.incoming_webhook.channel.app_error",
        "web.incoming_webhook.channel_locked.app_error",
        "web.incoming_webhook.permissions.app_error",
        "web.incoming_webhook.user.app_error",
      ],
    },
  },
};
