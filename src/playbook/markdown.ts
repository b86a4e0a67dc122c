/**
 * Restricted Markdown, as statements are written in: paragraphs, headings, lists, quotations, emphasis and https links with
 * their host shown. Nothing else of a text is anything but text. A fault is what the public would read otherwise than it was typed.
 */
import MarkdownIt from "markdown-it";
import type { Text } from "../../machines/playbook.ts";
import { escapeMarkup } from "../kernel/markup.ts";

type Token = ReturnType<InstanceType<typeof MarkdownIt>["parse"]>[number];

const rules = ["heading", "list", "blockquote", "hr", "newline", "escape", "emphasis", "link", "autolink"];

/** The public page: what it does not know stays as it was typed. */
const shown = new MarkdownIt("zero", { html: false, breaks: true }).enable(rules);
shown.renderer.rules["link_open"] = (tokens, place) =>
  `<a href="${escapeMarkup(hrefOf(tokens[place]))}" rel="noopener noreferrer external">`;
shown.renderer.rules["link_close"] = closeLink;
shown.renderer.rules["heading_open"] = (tokens, place) => `<${lowered(tokens[place])}>`;
shown.renderer.rules["heading_close"] = (tokens, place) => `</${lowered(tokens[place])}>\n`;

/** Sees more than it shows, so that what would be dropped or changed is found. */
const looked = new MarkdownIt("zero", { html: true }).enable([...rules, "html_block", "html_inline", "image"]);
looked.validateLink = () => true;

/** The page has a heading of its own. */
function lowered(token: Token | undefined): string {
  return `h${String(Math.min(4, Number(token?.tag.slice(1) ?? "1") + 1))}`;
}

/** Where it leads stands beside it, whatever its words say. */
function closeLink(tokens: Token[], place: number): string {
  const open = tokens.slice(0, place).findLast(({ type }) => type === "link_open");
  const host = hostOf(hrefOf(open));
  return `</a> <span class="host">(${escapeMarkup(host)})</span>`;
}

function hrefOf(token: Token | undefined): string {
  return String(token?.attrGet("href") ?? "");
}

/** As a browser would go there: letters of other scripts in a host are shown in their ASCII form. */
function hostOf(href: string): string {
  return URL.canParse(href) ? new URL(href).hostname : href;
}

export function markdownHtml(text: string): string {
  return shown.render(text);
}

const isBreak: ReadonlySet<string> = new Set(["softbreak", "hardbreak"]);

/** The words alone, in one line. */
export function markdownWords(text: string): string {
  return shown
    .parse(text, {})
    .map(({ children }) => (children ?? []).map(({ type, content }) => (isBreak.has(type) ? " " : content)).join(""))
    .join(" ")
    .replace(/\s+/g, " ")
    .trim();
}

const faults = {
  html: {
    zh: "通稿中不能使用 HTML，请删去尖括号标记。",
    en: "HTML is not allowed in a statement. Remove the tags in angle brackets.",
  },
  image: {
    zh: "通稿中不能插入图片，请删去。",
    en: "Images are not allowed in a statement. Remove them.",
  },
  link: {
    zh: "链接须是完整的 https:// 公开网址，不含用户名。",
    en: "A link must be a full https:// address without a user name.",
  },
} as const satisfies Readonly<Record<string, Text>>;

/** What cannot go out as it was typed, in words; null: all of it can. */
export function markdownFault(text: string): Text | null {
  for (const token of allOf(looked.parse(text, {}))) {
    if (token.type === "html_block" || token.type === "html_inline") return faults.html;
    if (token.type === "image") return faults.image;
    if (token.type === "link_open" && !isOpenAddress(hrefOf(token))) return faults.link;
  }
  return null;
}

function isOpenAddress(href: string): boolean {
  if (!/^https:\/\/[^/\\]/i.test(href) || !URL.canParse(href)) return false;
  const { username, password, hostname } = new URL(href);
  return username === "" && password === "" && hostname.includes(".");
}

const allOf = (tokens: readonly Token[]): readonly Token[] =>
  tokens.flatMap((token) => [token, ...allOf(token.children ?? [])]);
