/** What people write stays what they wrote: in no chat does it call everybody, or hide an address behind a word. */
const apart = "\u200b";

const escapes = {
  /** Slack's own marks begin with `<` (docs.slack.dev, Formatting message text). */
  entities: (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
  /** `@all`, `@channel`, `@here`. */
  mentions: (text: string) => text.replaceAll("@", `@${apart}`),
  /** `[here](https://elsewhere)`. */
  links: (text: string) => text.replaceAll("](", `]${apart}(`),
  /** `<at user_id="all">`, and Slack's marks where others read them too. */
  tags: (text: string) => text.replaceAll("<", "＜"),
  /** 【】 hold the sender of a text message, and may stand nowhere else in it. */
  brackets: (text: string) => text.replaceAll("【", "（").replaceAll("】", "）"),
} as const;

export type Escape = keyof typeof escapes;

export function escaped(text: string, names: readonly Escape[]): string {
  return names.reduce((rest, name) => escapes[name](rest), text);
}
