/** What a chat or push service is told of a notification: the same words as in a mail, fewer of them. */
import type { Facts } from "../channels/preset.ts";
import { partsOf, type ItemParts, type NotificationOptions } from "./parts.ts";

export function factsOf(options: NotificationOptions, isUrgent: boolean): Facts {
  const { language, subject, items, open, organisation } = partsOf(options);
  const [first, ...others] = items;
  const { happened = "", asked = "", due = "" } = first === undefined ? {} : linesOf(first);
  const words = labels[language];
  return {
    subject,
    happened,
    asked,
    due,
    more: others
      .map(linesOf)
      .flatMap((lines) => [`—— ${lines.happened}`, lines.asked, lines.due])
      .filter((line) => line !== "")
      .join("\n"),
    open: `${options.person.name} · ${organisation} ${open.address}`,
    link: open.address,
    openLabel: words.open,
    acknowledge: items.find(({ acknowledge }) => acknowledge !== null)?.acknowledge?.address ?? null,
    acknowledgeLabel: words.acknowledge,
    isUrgent,
  };
}

const labels = {
  zh: { open: "打开", acknowledge: "确认收到" },
  en: { open: "Open", acknowledge: "Acknowledge" },
};

function linesOf({ happened, asked, due }: ItemParts): { happened: string; asked: string; due: string } {
  return { happened, asked: `${asked.label}${asked.text}`, due: due === null ? "" : `${due.label}${due.text}` };
}
