/** A playbook's section of the settings, for incidents from now on. */
import { z } from "zod";
import { text } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { administrators, id, reason } from "../parts/fields.ts";
import { first } from "../parts/refusals.ts";
import { policySection } from "../parts/settings.ts";

const policiesMax = 100;

export const policyChanged = event("POLICY_CHANGED", {
  words: {
    label: { zh: "修改限额", en: "Change the limits" },
    done: { zh: "限额已修改", en: "Limits changed" },
    help: {
      zh: "只用于以后登记的事件；已登记的保持原样。",
      en: "For incidents registered from now on; those that exist keep theirs.",
    },
  },
  by: administrators,
  page: "limits",
  form: z.object({
    playbook: id({ label: { zh: "预案", en: "Playbook" } }),
    section: text({ label: { zh: "设置（JSON）", en: "Settings as JSON" } }),
    reason,
  }),
  refuse: ({ policies }, { playbook, section }) =>
    first(
      playbook !== undefined && !Object.hasOwn(policies, playbook) && Object.keys(policies).length >= policiesMax
        ? { zh: "预案设置已满。", en: "There is no room for another playbook's settings." }
        : null,
      section !== undefined && policySection(section) === null
        ? { zh: "设置须是 JSON 对象。", en: "The settings have to be a JSON object." }
        : null,
    ),
  record: ({ policies }, { playbook, section }) => ({
    policies: { ...policies, [playbook]: policySection(section) ?? {} },
  }),
});
