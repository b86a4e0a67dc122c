/** What a correction and a withdrawal have in common: which statement, and the reason that the public reads. */
import { publicText } from "../../kit/public-text.ts";
import type { Text } from "../../playbook.ts";
import type { IncidentContext } from "../context.ts";
import { numbers } from "./refusals.ts";
import { shownVersion, type Standing } from "./releases.ts";

const whatWasWrong: Text = {
  zh: "公众会原样看到，请写明哪里不对。",
  en: "The public reads exactly this: say what was wrong.",
};

export const publicReason = (label: Text, help: Text = whatWasWrong) => publicText({ label, help });

export const whenNoneStands = {
  none: {
    zh: "公开页面上没有可更正或撤回的通稿，或其发布尚未完成。",
    en: "No statement stands on the public page that could be corrected or withdrawn, or its publication is not complete yet.",
  },
  others: (open: string): Text => ({
    zh: `可更正或撤回的通稿：${open}。`,
    en: `Statements that can be corrected or withdrawn: ${open}.`,
  }),
};

/** By the title that stands on the page. */
export const statementNames =
  (context: IncidentContext) =>
  (one: Standing): string => {
    const shown = shownVersion(one);
    return context.versions.find(({ version }) => version === shown?.version)?.title ?? numbers([one]);
  };
