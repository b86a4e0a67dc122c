/** A playbook's section of the settings, for incidents from now on. */
import { z } from "zod";
import { settings } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { administrators, id, reason } from "../parts/fields.ts";
import { first } from "../parts/refusals.ts";
import { policySection } from "../parts/settings.ts";

const policiesMax = 100;

export const policyChanged = event("POLICY_CHANGED", {
  words: {
    label: { zh: "修改时限设置", en: "Change time limits" },
    done: { zh: "时限设置已修改", en: "Time limits changed" },
    help: {
      zh: "适用于今后登记的事件；已登记的沿用原设置。",
      en: "Applies to incidents registered from now on; existing ones keep theirs.",
    },
  },
  by: administrators,
  page: "limits",
  shownFirst: true,
  form: z.object({
    playbook: id({ label: { zh: "预案", en: "Playbook" } }),
    section: settings({ label: { zh: "设置（JSON）", en: "Settings as JSON" } }),
    reason,
  }),
  start: (_, { asked, calendar }) => ({ section: calendar.policy(asked["playbook"] ?? "") }),
  refuse: ({ policies }, { playbook, section }) =>
    first(
      playbook !== undefined && !Object.hasOwn(policies, playbook) && Object.keys(policies).length >= policiesMax
        ? { zh: "预案设置数量已达上限。", en: "The maximum number of playbook settings has been reached." }
        : null,
      section !== undefined && policySection(section) === null
        ? { zh: "设置须为 JSON 对象。", en: "The settings must be a JSON object." }
        : null,
    ),
  record: ({ policies }, { playbook, section }) => ({
    policies: { ...policies, [playbook]: policySection(section) ?? {} },
  }),
});
