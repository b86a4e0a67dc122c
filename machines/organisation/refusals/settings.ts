/** Why an event about the organisation itself is refused. */
import type { Text } from "../../playbook.ts";
import type { OrganisationContext } from "../context.ts";
import type { settingsForms } from "../forms/settings-forms.ts";
import { ladderLevel } from "../ladder-lines.ts";
import { policySection } from "../record/settings.ts";
import { first, isReserved, noActivePerson, noLayer, notTheirs, type Refusals } from "./shared.ts";

const levelsMax = 10;
const policiesMax = 100;

const badLevel = (context: OrganisationContext, line: string): Text | null => {
  const level = ladderLevel(line);
  if (!level)
    return {
      zh: `接收人写法有误：“${line}”。请写成 layer:…、role:… 或 person:…。`,
      en: `Unknown recipient in “${line}”. Use layer:…, role:… or person:….`,
    };
  return first(
    ...level.recipients.map((recipient) => {
      if ("layer" in recipient) return noLayer(context, recipient.layer);
      return "person" in recipient ? noActivePerson(context, recipient.person) : null;
    }),
  );
};

export const settingsRefusals: Refusals<keyof typeof settingsForms> = {
  ORGANISATION_SET_UP: ({ established }, { people = [] }) => {
    if (established) return { zh: "单位已经设立。", en: "The organisation has already been set up." };
    const twice = people.find(({ id }, index) => people.findIndex((other) => other.id === id) !== index);
    const reserved = first(...people.map(({ id }) => isReserved(id)));
    if (reserved) return reserved;
    return twice ? { zh: `编号 ${twice.id} 出现两次。`, en: `The ID ${twice.id} appears twice.` } : null;
  },
  ORGANISATION_DESCRIBED: () => null,
  LADDER_SET: (context, { levels = [] }) =>
    first(
      levels.length > levelsMax ? { zh: "最多 10 级。", en: "At most 10 levels." } : null,
      ...levels.map((line) => badLevel(context, line)),
    ),
  POLICY_CHANGED: ({ policies }, { playbook, section }) =>
    first(
      playbook !== undefined && !Object.hasOwn(policies, playbook) && Object.keys(policies).length >= policiesMax
        ? { zh: "预案设置已满。", en: "The maximum number of playbook settings has been reached." }
        : null,
      section !== undefined && policySection(section) === null
        ? { zh: "设置须为 JSON 对象。", en: "The settings must be a JSON object." }
        : null,
    ),
  CHANNELS_CHANGED: (context, asked) =>
    first(
      noActivePerson(context, asked.person),
      notTheirs(context, asked, asked.person, ["administrator"]),
      asked.second !== undefined && asked.second === asked.first
        ? { zh: "首选与其次须不同。", en: "Choose two different channels." }
        : null,
    ),
};
