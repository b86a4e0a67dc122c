/**
 * Which characters a typed text may hold. What cannot be seen can deceive: a title that looks like another, a line that is
 * written into the log as two, a name that turns the words around it. Said once, for the forms of every playbook, of the
 * organisation and of accounts.
 */
import type { Text } from "../playbook.ts";

/** Control characters, halves of a character, and code points that are no characters. None of them is ever meant. */
const neverMeant = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\ufff9-\ufffb]/u;
/** Turn the order of the words around them: nobody sees why the sentence reads as it does. */
const turnsDirection = /[\u202a-\u202e\u2066-\u2069]/u;
const lineBreak = /[\n\r\v\f\u0085\u2028\u2029]/u;
/** Without a glyph or a width of their own. Selectors and joiners that shape a visible character are looked at apart. */
const invisible = /\p{Default_Ignorable_Code_Point}/u;
const selector =
  /(?<=[^\p{C}\p{Z}\p{Default_Ignorable_Code_Point}])[\ufe00-\ufe0f\u{e0100}-\u{e01ef}\u180b-\u180d\u180f]/gu;
const pictureJoiner = /(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d(?=\p{Extended_Pictographic})/gu;
/** Persian and the scripts of India write with them; Latin, Cyrillic and Chinese do not. */
const joining =
  "[\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Nko}\\p{Script=Mongolian}\\p{Script=Deva}\\p{Script=Beng}\\p{Script=Guru}" +
  "\\p{Script=Gujr}\\p{Script=Orya}\\p{Script=Taml}\\p{Script=Telu}\\p{Script=Knda}\\p{Script=Mlym}\\p{Script=Sinh}" +
  "\\p{Script=Khmr}\\p{Script=Mymr}\\p{Script=Tibt}]";
const letterJoiner = new RegExp(`(?<=${joining})[\\u200c\\u200d](?=${joining}|$|[\\p{P}\\p{Z}])`, "gu");
/** Letters and symbols that are drawn as nothing: Braille, music and hieroglyphs have a blank of their own, and the place of a picture. */
const blank = "\\u2800\\ufffc\\u{1d159}\\u{13441}\\u{13442}";
const visible = new RegExp(`(?![\\p{Default_Ignorable_Code_Point}${blank}])[\\p{L}\\p{N}\\p{P}\\p{S}\\p{Co}]`, "u");

const nothingVisible: Text = {
  zh: "这里没有任何可见的字，请重新填写。",
  en: "Nothing in this text is visible. Write it again.",
};

const oneLineOnly: Text = {
  zh: "此处只能写一行，请去掉换行。",
  en: "This is a single line. Remove the line breaks.",
};

/** Null: it may stand in one line of text. Otherwise what is wrong, and where. */
export function lineFault(text: string): Text | null {
  const typed = text.trim();
  if (typed === "") return null;
  if (lineBreak.test(typed)) return oneLineOnly;
  const bare = typed.replace(selector, "").replace(pictureJoiner, "").replace(letterJoiner, "");
  if (!visible.test(bare)) return nothingVisible;
  return odd(typed, bare, [neverMeant, turnsDirection, invisible]);
}

/** The same for several paragraphs: line breaks are welcome, and so is whatever is harmless inside a long text. */
export function textFault(text: string): Text | null {
  const typed = plainText(text).trim();
  if (typed === "") return null;
  if (!visible.test(typed)) return nothingVisible;
  const bare = typed.replaceAll("\n", " ");
  return odd(bare, bare, [neverMeant, turnsDirection]);
}

/** The same for what the public will read: nothing in it may be invisible, however long it is. */
export function publicTextFault(text: string): Text | null {
  const typed = plainText(text).trim().replaceAll("\n", " ");
  if (typed === "") return null;
  const bare = typed.replace(selector, "").replace(pictureJoiner, "").replace(letterJoiner, "");
  return odd(typed, bare, [neverMeant, turnsDirection, invisible]);
}

/** Line ends of every kind become one; a tab, as tables are pasted with, becomes spaces. */
export function plainText(text: string): string {
  return text.replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n").replaceAll("\t", "    ");
}

const shownBefore = 12;

function odd(typed: string, bare: string, kinds: readonly RegExp[]): Text | null {
  const found = kinds.map((kind) => kind.exec(bare)).find((match) => match !== null);
  if (!found) return null;
  const code = `U+${(found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  const place = typed.indexOf(found[0]);
  const before = Array.from(typed.slice(0, place)).slice(-shownBefore).join("");
  return before === ""
    ? {
        zh: `开头有一个看不见的字符（${code}），请删去或重新输入。`,
        en: `The text begins with an invisible character (${code}). Delete it or type the text again.`,
      }
    : {
        zh: `“${before}”之后有一个看不见的字符（${code}），请删去或重新输入。`,
        en: `There is an invisible character (${code}) after “${before}”. Delete it or type the text again.`,
      };
}
