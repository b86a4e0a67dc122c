/**
 * The same notification as HTML. Mail programs know little CSS and strangers write into titles, so: a few inline styles, no image,
 * nothing from elsewhere, and every word escaped. The only links are the desk's own.
 */
import { escapeMarkup } from "../kernel/markup.ts";
import type { ItemParts, Link, NotificationParts } from "./parts.ts";

const font = "font-family:system-ui,-apple-system,'Segoe UI','PingFang SC','Microsoft YaHei',sans-serif";
const page = `margin:0;padding:24px 16px;background:#f6f6f4;color:#1a1a1a;${font};font-size:16px;line-height:1.55`;
const sheet =
  "max-width:600px;margin:0 auto;padding:24px;background:#ffffff;border:1px solid #d8d8d4;border-radius:8px";
const box = "margin:16px 0;padding:12px 16px;background:#f2f4f8;border-left:4px solid #1d4f91;overflow-wrap:anywhere";
const button =
  "display:inline-block;padding:12px 20px;background:#1d4f91;color:#ffffff;text-decoration:none;border-radius:6px";
const quiet = "color:#595959;font-size:14px;overflow-wrap:anywhere";
const plain = "margin:0 0 12px;overflow-wrap:anywhere";
const between = "margin:24px 0;border:0;border-top:1px solid #d8d8d4";

export function writeHtml(parts: NotificationParts): string {
  const { language, subject, items, open, notes, signature, organisation } = parts;
  const isAcknowledged = items.some(({ acknowledge }) => acknowledge !== null);
  const small = [...items.map(({ calculation }) => calculation), ...notes].filter((note) => note !== "");
  return [
    `<!doctype html><html lang="${language === "zh" ? "zh-CN" : "en"}"><head><meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light">`,
    `<title>${escaped(subject)}</title></head>`,
    `<body style="${escaped(page)}"><div style="${escaped(sheet)}">`,
    items.map(itemOf).join(`<hr style="${escaped(between)}">\n`),
    // One button calls for the eye: where something is to be acknowledged it is that one.
    isAcknowledged ? linkOf(open) : buttonOf(open),
    ...items.flatMap(({ attached }) =>
      attached === "" ? [] : [`<div style="${escaped(box)}">${lines(attached)}</div>`],
    ),
    ...small.map((note) => `<p style="${escaped(quiet)}">${lines(note)}</p>`),
    `<p style="${escaped(quiet)};margin:24px 0 0">${escaped(signature)}<br>${escaped(organisation)}</p>`,
    `</div></body></html>\n`,
  ].join("\n");
}

function itemOf({ happened, about, details, asked, due, next, acknowledge }: ItemParts): string {
  const paragraph = (text: string) => (text === "" ? [] : [`<p style="${escaped(plain)}">${lines(text)}</p>`]);
  const dueLine = due === null ? "" : `<p style="margin:8px 0 0"><b>${escaped(due.label)}${escaped(due.text)}</b></p>`;
  const nextLine = next === "" ? "" : `<p style="margin:8px 0 0">${lines(next)}</p>`;
  return [
    ...paragraph(happened),
    ...(about === "" ? [] : [`<p style="${escaped(plain)}"><b>${lines(about)}</b></p>`]),
    ...paragraph(details),
    `<div style="${escaped(box)}"><p style="margin:0">${escaped(asked.label)}${lines(asked.text)}</p>${dueLine}${nextLine}</div>`,
    ...(acknowledge === null ? [] : [buttonOf(acknowledge), addressOf(acknowledge)]),
  ].join("\n");
}

function buttonOf({ label, address }: Link): string {
  return `<p style="margin:16px 0"><a href="${hrefOf(address)}" style="${escaped(button)}">${wordsOf(label)}</a></p>`;
}

/** The address stands there as text too: whoever distrusts buttons can read where it leads. */
function linkOf({ label, address }: Link): string {
  return `<p style="${escaped(plain)}">${escaped(label)}<br><a href="${hrefOf(address)}">${escaped(address)}</a></p>`;
}

const addressOf = ({ address }: Link): string => `<p style="${escaped(quiet)};margin:0 0 12px">${escaped(address)}</p>`;

const hrefOf = (address: string): string => (/^https?:\/\//.test(address) ? escaped(address) : "");
const wordsOf = (label: string): string => escaped(label.replace(/[:：]\s*$/, ""));

function lines(text: string): string {
  return escaped(text).replaceAll("\n", "<br>");
}

/** Good inside an element and inside a quoted attribute. Control characters and direction marks are spaces here too. */
function escaped(text: string): string {
  return escapeMarkup(text.replace(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu, " "));
}
