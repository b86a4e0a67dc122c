/** What all notifications have in common: sentence, matter, what to do and by when, links, and who sends it. */
import { writeHtml } from "./html-frame.ts";
import { partsOf, type ItemParts, type NotificationOptions, type NotificationParts } from "./parts.ts";

export interface WrittenNotification {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export function writeNotification(options: NotificationOptions): WrittenNotification {
  const parts = partsOf(options);
  return { subject: parts.subject, text: writeText(parts), html: writeHtml(parts) };
}

function writeText({ items, open, notes, signature, organisation }: NotificationParts): string {
  const blocks = [
    ...items.map((item, index) => `${headingOf(index, items.length)}${writeItem(item)}`),
    `${open.label}${open.address}`,
    ...items.map(({ attached }) => attached),
    ...items.map(({ calculation }) => calculation),
    [...notes, signature, organisation].join("\n"),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

/** The first has none: lock screens show how the text begins. */
function headingOf(index: number, count: number): string {
  return index === 0 ? "" : `—— ${index + 1}/${count} ——\n`;
}

function writeItem({ happened, about, details, asked, due, next, acknowledge }: ItemParts): string {
  const lines = (...parts: readonly string[]) => parts.filter((part) => part !== "").join("\n");
  return [
    lines(happened, about),
    details,
    lines(
      `${asked.label}${asked.text}`,
      due === null ? "" : `${due.label}${due.text}`,
      next,
      acknowledge === null ? "" : `${acknowledge.label}${acknowledge.address}`,
    ),
  ]
    .filter((block) => block !== "")
    .join("\n\n");
}
