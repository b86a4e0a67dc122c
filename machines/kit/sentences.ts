/** Small parts of the sentences that notifications are made of. */
import type { Language, Recipient, Text } from "../playbook.ts";

export const inBoth = (write: (language: Language) => string): Text => ({ zh: write("zh"), en: write("en") });

/** Paragraphs, empty ones left out. */
export const paragraphs = (...parts: readonly (string | null | undefined | false)[]): string =>
  parts.filter((part) => typeof part === "string" && part !== "").join("\n");

/** Nothing is asked of the reader; `more`: what follows all the same. */
export const forInformation = (more: Text = { zh: "", en: "" }) => noAction("无需处理。", "No action needed.", more);

/** Nothing is asked of this reader so far; `more`: what they will hear. */
export const nothingYet = (more: Text = { zh: "", en: "" }) =>
  noAction(more.zh === "" ? "暂无需办理。" : "暂无需办理，", "No action yet.", more);

const noAction = (zh: string, en: string, more: Text) =>
  ({
    asked: { zh: `${zh}${more.zh}`, en: `${en} ${more.en}`.trim() },
    isAsked: false,
    dueAt: null,
  }) as const;

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
