/** What happens when a delay of the machine has passed, as a headline: on the arrows of the drawing and in the timeline. */
import type { Text } from "../../playbook.ts";

const clockDelays = (name: string, what: Text): Readonly<Record<string, Text>> => ({
  [`${name}Warning`]: { zh: `${what.zh}即将到期`, en: `${what.en} due soon` },
  [`${name}Due`]: { zh: `${what.zh}到期`, en: `${what.en} due` },
  [`${name}NextLevel`]: { zh: `${what.zh}超时未确认，升级`, en: `${what.en} overdue, nobody has acknowledged` },
  [`${name}Realert`]: { zh: `${what.zh}确认后无进展`, en: `${what.en} acknowledged, nothing has moved` },
});

export const delayWords: Readonly<Record<string, Text>> = {
  ...clockDelays("fastReport", { zh: "快报", en: "Fast report" }),
  ...clockDelays("officialReply", { zh: "正式回复", en: "Official reply" }),
  nextFurtherClock: { zh: "追问、联系单或承诺到期或即将到期", en: "A question, slip or promise due, or soon due" },
};
