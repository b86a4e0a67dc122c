import type { Preset } from "../preset.ts";
import { groupLines } from "./group-lines.ts";

export const rocketChat: Preset = {
  id: "rocket-chat",
  name: { zh: "Rocket.Chat", en: "Rocket.Chat" },
  manual: "https://docs.rocket.chat/docs/integrations",
  reach: "group",
  wakes: "shows",
  // The integration's id, and a token of 48 characters.
  at: { hosts: null, path: /^(?:\/[\w.-]+)*\/hooks\/[A-Za-z0-9]{17,24}\/[A-Za-z0-9]{48}$/ },
  text: { from: groupLines, max: 3800, unit: "characters", escapes: ["mentions", "links", "tags"] },
  json: { text: "{text}" },
  answer: {
    words: "error",
    taken: { at: ["success"], in: [true] },
    again: { at: ["error"], in: ["error-too-many-requests"] },
    broken: { at: ["success"], in: [false] },
  },
};
