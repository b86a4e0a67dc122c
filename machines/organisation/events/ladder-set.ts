/** Who is told when a deadline is missed, level by level. */
import { codes } from "../../kit/fields.ts";
import { z } from "zod";
import type { Text } from "../../playbook.ts";
import type { OrganisationContext } from "../context.ts";
import { event } from "../event.ts";
import { ladderLevel, ladderText } from "../ladder-lines.ts";
import { administrators } from "../parts/fields.ts";
import { first, noActivePerson, noActiveUnit, noLayer, noActivePost } from "../parts/refusals.ts";

const levelsMax = 10;

const badLevel = (context: OrganisationContext, line: string): Text | null => {
  const level = ladderLevel(line);
  if (!level)
    return {
      zh: `无法识别这一级：“${line}”。请写成 layer:officer、role:lead、person:编号、post:职务编号 或 post:职务编号@部门编号。`,
      en: `This level is not understood: “${line}”. Write layer:officer, role:lead, person: and an ID, post: and an ID, or post:contact@ and the ID of a unit.`,
    };
  return first(
    ...level.recipients.map((recipient) => {
      if ("post" in recipient) return noActivePost(context, recipient.post) ?? noActiveUnit(context, recipient.unit);
      if ("layer" in recipient) return noLayer(context, recipient.layer);
      return "person" in recipient ? noActivePerson(context, recipient.person) : null;
    }),
  );
};

export const ladderSet = event("LADDER_SET", {
  words: {
    label: { zh: "设置逐级上报", en: "Set escalation levels" },
    done: { zh: "逐级上报已设置", en: "Escalation levels set" },
    help: {
      zh: "每行一级，以逗号分隔：layer:officer、role:lead、person:wang、post:commander、post:contact@it。",
      en: "One level per line, separated by commas: layer:officer, role:lead, person:wang, post:commander, post:contact@it.",
    },
  },
  by: administrators,
  page: "ladder",
  shownFirst: true,
  form: z.object({ levels: codes({ label: { zh: "各级", en: "Levels" } }) }),
  prefill: ({ ladder }) => ({ levels: ladder.map(ladderText) }),
  refuse: (context, { levels = [] }) =>
    first(
      levels.length > levelsMax
        ? { zh: `最多 ${String(levelsMax)} 级。`, en: `At most ${String(levelsMax)} levels.` }
        : null,
      ...levels.map((line) => badLevel(context, line)),
    ),
  refuseByRoster: (_context, { levels }, roster) => roster.unreadableLevel(levels),
  record: (_context, { levels }) => ({ ladder: levels.map(ladderLevel).filter((level) => level !== null) }),
});
