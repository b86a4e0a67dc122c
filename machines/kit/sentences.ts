/** Small parts of the sentences that notifications are made of. */
import type { Language, Recipient, Text } from "../playbook.ts";

export const inBoth = (write: (language: Language) => string): Text => ({ zh: write("zh"), en: write("en") });

/** Paragraphs, empty ones left out. */
export const paragraphs = (...parts: readonly (string | null | undefined)[]): string =>
  parts.filter((part) => part !== null && part !== undefined && part !== "").join("\n");

export const nothingAsked: Text = {
  zh: "供知悉，无需处理。",
  en: "For information. No action needed.",
};

/** A number is set apart from the Chinese that follows it. */
export const spaced = (label: string): string => (/\d$/.test(label) ? `${label} ` : label);

/** The newest entry. The step that notifies of it has just written it, so that none is our own fault. */
export function lastOf<Item>(items: readonly Item[]): Item {
  const last = items.at(-1);
  if (last === undefined) throw new Error("a notification was asked for before there was anything to say");
  return last;
}

/** Each recipient once, in the order of first mention. */
export function unique(recipients: readonly Recipient[]): readonly Recipient[] {
  const keys = recipients.map((recipient) => JSON.stringify(recipient));
  return recipients.filter((_, index) => keys.indexOf(keys[index] ?? "") === index);
}
