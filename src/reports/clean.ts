/** What programs send is not theirs to word: it is made readable, cut, and never refused for an odd character. */
import { isPage } from "../../machines/kit/page-address.ts";
import { plainText } from "../../machines/kit/characters.ts";
import { readInstant } from "../../machines/kit/instant.ts";

export const titleMax = 200;
const detailMax = 4_000;
export const keyMax = 500;
const lineMax = 300;
const linkMax = 2_000;

/** Cannot be seen, or turn the words around them. */
const hidden = /(?!\n)[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;

const cut = (text: string, max: number): string => {
  const characters = Array.from(text);
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join("")}…`;
};

/** Null: nothing of it can be read. */
export function cleanText(value: unknown, max = detailMax): string | null {
  if (typeof value !== "string" && typeof value !== "number") return null;
  // No longer than what could be kept of it: a sender decides how much there is.
  const text = plainText(String(value).slice(0, 4 * max))
    .replace(hidden, "")
    .trim();
  return text === "" ? null : cut(text, max);
}

export const cleanLine = (value: unknown, max = lineMax): string | null =>
  cleanText(typeof value === "string" ? value.slice(0, 4 * max).replace(/\s+/g, " ") : value, max);

/** Null: it leads to no page that could be opened. */
export function cleanLink(value: unknown): string | null {
  return typeof value === "string" && value.length <= linkMax && isPage(value) ? value : null;
}

/** ISO 8601 with an offset; null: it says no moment. */
export const cleanInstant = (value: unknown): number | null => (typeof value === "string" ? readInstant(value) : null);
