/** What all notifications have in common: greeting, what happened, what is asked and by when, the links, who sends it. */
import { writeHtml } from "./html-frame.ts";
import { partsOf, type NotificationOptions, type NotificationParts } from "./parts.ts";

export interface WrittenNotification {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export function writeNotification(options: NotificationOptions): WrittenNotification {
  const parts = partsOf(options);
  return { subject: parts.subject, text: writeText(parts), html: writeHtml(parts) };
}

function writeText({
  greeting,
  happened,
  asked,
  due,
  links,
  notes,
  signature,
  organisation,
}: NotificationParts): string {
  const paragraphs = [
    greeting,
    happened,
    `${asked.label}${asked.text}`,
    ...(due === null ? [] : [`${due.label}${due.text}`]),
    ...links.map(({ label, address }) => `${label}\n${address}`),
    ...notes,
    `${signature}\n${organisation}`,
  ];
  return `${paragraphs.join("\n\n")}\n`;
}
