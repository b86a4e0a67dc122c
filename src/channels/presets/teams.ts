import type { Preset } from "../preset.ts";
import { groupLines } from "./group-lines.ts";

export const teams: Preset = {
  id: "teams",
  name: { zh: "Microsoft Teams 工作流", en: "Microsoft Teams workflow" },
  manual: "https://learn.microsoft.com/connectors/teams/#microsoft-teams-webhook",
  reach: "group",
  wakes: "shows",
  at: {
    hosts: [".api.powerplatform.com", ".logic.azure.com"],
    path: /\/workflows\/[\w-]+\/triggers\/[\w-]+\/paths\/invoke\/?$/,
  },
  text: { from: groupLines, max: 12_000, unit: "bytes", escapes: [] },
  json: {
    type: "message",
    attachments: [
      {
        contentType: "application/vnd.microsoft.card.adaptive",
        contentUrl: null,
        content: {
          $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
          type: "AdaptiveCard",
          version: "1.4",
          // Text runs, because text blocks read Markdown.
          body: [{ each: "lines", item: { type: "RichTextBlock", inlines: [{ type: "TextRun", text: "{one}" }] } }],
          actions: [{ type: "Action.OpenUrl", title: "{openLabel}", url: "{link}" }],
        },
      },
    ],
  },
  answer: {
    words: "error.message",
    broken: {
      at: ["error.code"],
      in: [
        "WorkflowNotFound",
        "WorkflowTriggerIsNotEnabled",
        "WorkflowTriggerNotFound",
        "AuthorizationFailed",
        "DirectApiAuthorizationRequired",
        "DirectApiInvalidAuthorizationScheme",
      ],
    },
    isRelayed: true,
  },
};
