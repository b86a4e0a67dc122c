/** What a chat or push service is told of a notification: the same words as in a mail, fewer of them. */
import type { Facts } from "../channels/preset.ts";
import { partsOf, type ItemParts, type NotificationOptions } from "./parts.ts";

export function factsOf(options: NotificationOptions, isUrgent: boolean): Facts {
  const { language, subject, items, open, organisation } = partsOf(options);
  const [first, ...others] = items;
  const { happened = "", asked = "", due = "" } = first === undefined ? {} : linesOf(first);
  const words = labels[language];
  const acknowledge = items.find((item) => item.acknowledge !== null)?.acknowledge?.address ?? null;
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
    // Every subject about an incident begins with its number.
    number: /^#(\d+)/.exec(subject)?.[1] ?? words.none,
    dueTime: dueTimeOf(options) ?? words.none,
    openLabel: words.open,
    acknowledge,
    oneTap: acknowledge && oneTapOf(acknowledge),
    acknowledgeLabel: words.acknowledge,
    isUrgent,
  };
}

/** Of `…/acknowledge/<token>`: the same token, posted to the API. */
function oneTapOf(page: string): string {
  const at = page.lastIndexOf("/acknowledge/");
  return `${page.slice(0, at)}/api/v1${page.slice(at)}`;
}

const labels = {
  zh: { open: "打开", acknowledge: "确认收到", none: "无" },
  en: { open: "Open", acknowledge: "Acknowledge", none: "none" },
};

function dueTimeOf({ items: [{ notification }], time, person }: NotificationOptions): string | null {
  return notification.dueAt === null ? null : time(notification.dueAt, person.language);
}

function linesOf({ happened, asked, due }: ItemParts): { happened: string; asked: string; due: string } {
  return { happened, asked: `${asked.label}${asked.text}`, due: due === null ? "" : `${due.label}${due.text}` };
}
