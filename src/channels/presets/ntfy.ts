import type { Preset } from "../preset.ts";

export const ntfy: Preset = {
  id: "ntfy",
  name: { zh: "ntfy 推送", en: "ntfy" },
  manual: "https://docs.ntfy.sh/publish/",
  reach: "person",
  wakes: "pushes",
  setUp: {
    zh: "知道主题名的人都能读到通知：请使用他人猜不到的主题名，或受保护的主题。",
    en: "Everyone who knows the topic's name can read it: use a name that no one can guess, or a reserved topic.",
  },
  perMinute: 12,
  at: { hosts: ["ntfy.sh"], path: /^\/(?<topic>[-_A-Za-z0-9]{1,64})$/ },
  // All of the JSON may have 8,192 bytes, and a text that is longer than 4,096 would become an attachment.
  text: { from: ["happened", "asked", "due", "more", "open"], max: 3000, unit: "bytes", escapes: [] },
  url: "{origin}/{query}",
  json: {
    topic: "{topic}",
    title: "{subject}",
    message: "{text}",
    priority: "{priority}",
    click: "{link}",
    "actions?": [
      {
        each: "oneTap",
        item: { action: "http", label: "{acknowledgeLabel}", url: "{one}", method: "POST", clear: true },
      },
    ],
  },
  answer: {
    words: "error",
    taken: { at: ["id"] },
    again: { at: ["code"], in: [42901, 42902, 42903, 42904, 42905, 42907, 42908, 42909], afterMs: 60_000 },
    broken: { at: ["code"], in: [40101, 40301, 40009, 40010] },
  },
};
