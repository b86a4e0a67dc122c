/**
 * The sentence of a fault in Chinese. Faults are written once, in English, as the terminal prints them; here each of their forms
 * has its Chinese, and what stands in it (a name, a value) stays as the file has it.
 */
import { things } from "./names.ts";
import { ofMeanings } from "./of-meanings.ts";
import { ofTexts } from "./of-texts.ts";

interface Form {
  readonly pattern: RegExp;
  readonly zh: string;
}

/** One that is in no table stays English. */
export function inChinese(message: string): string {
  const [, body = "", hint, near] = /^([\s\S]*?)(?:; (did you mean|there is) ([^;]*))?$/.exec(message) ?? [];
  if (hint === undefined) return sentence(message) ?? named(message) ?? message;
  const whole = sentence(message);
  if (whole !== null) return whole;
  const said = sentence(body) ?? named(body) ?? body;
  return hint === "there is"
    ? `${said}，现有：${near ?? ""}`
    : `${said}，是否应为 ${(near ?? "").replace(/\?$/, "")}？`;
}

/** A line of a comparison: `~ limit of the clock check: "2 h" → "4 h"`. */
export function lineInChinese(line: string): string {
  const [, sign = "", name = "", rest = ""] = /^([+~-]) ([^:]*)(:.*)?$/s.exec(line) ?? [];
  return sign === "" ? line : `${sign} ${phrase(name)}${rest.replace(/^: /, "：")}`;
}

/** `limit of the clock check: write a length of time …` */
function named(message: string): string | null {
  const [, name = "", rest = ""] = /^([^:]{1,400}): ([\s\S]*)$/.exec(message) ?? [];
  const said = name === "" ? null : sentence(rest);
  return said === null ? null : `${phrase(name)}：${said}`;
}

const sentence = (text: string): string | null => from(sentences, text);
const phrase = (text: string): string => from(names, text) ?? from(sentences, text) ?? text;

function from(forms: readonly Form[], text: string): string | null {
  if (text.length > lengthMax) return null;
  for (const { pattern, zh } of forms) {
    const found = pattern.exec(text);
    if (found) return zh.replace(/\{([1-9])\}/g, (_, place: string) => phrase(found[Number(place)] ?? ""));
  }
  return null;
}

/** Nothing that is written by hand is longer; a file may have anything in it. */
const lengthMax = 1_000;

const formOf = ([en, zh]: readonly [en: string, zh: string]): Form => {
  const escaped = en.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{(?![1-9]\})/g, "\\{");
  return { pattern: new RegExp(`^${escaped.replace(/\{[1-9]\}/g, "(.+?)")}$`, "s"), zh };
};

const names = things.map(formOf);
const sentences = [...ofTexts, ...ofMeanings].map(formOf);
