/** How it is said that a text was erased: in its place, and in the timeline. */
import type { Language, Text } from "../../machines/playbook.ts";
import { withErasures, type Erasure } from "../kernel/text-refs.ts";

/** Why a text may be erased; the code stands in the log. */
export const erasureReasons = {
  "retention-ended": { zh: "保存期限届满", en: "retention period ended" },
  request: { zh: "当事人请求", en: "request of a person concerned" },
  order: { zh: "主管机关或法院要求", en: "order of an authority or a court" },
  mistake: { zh: "误录", en: "recorded by mistake" },
} as const satisfies Readonly<Record<string, Text>>;

export type ErasureReason = keyof typeof erasureReasons;

const isErasureReason = (code: string): code is ErasureReason => Object.hasOwn(erasureReasons, code);

export const reasonText = (code: string): Text =>
  isErasureReason(code) ? erasureReasons[code] : { zh: code, en: code };

interface Saying {
  readonly formatTime: (at: number, language: Language) => string;
  readonly formatPerson: (id: string) => string;
}

/** What stands in the place of the text. */
function erasureText({ at, by, reason }: Omit<Erasure, "seq">, { formatTime, formatPerson }: Saying): Text {
  const why = reasonText(reason);
  const who = formatPerson(by);
  return {
    zh: `▭ 文字已删除（${formatTime(at, "zh")}，${who}，原因：${why.zh}）`,
    en: `▭ Text erased (${formatTime(at, "en")}, by ${who}, reason: ${why.en})`,
  };
}

/** Marks of erased texts in what one reader reads, in their language. */
export function withErasuresIn(text: string, language: Language, saying: Saying): string {
  return withErasures(text, (erasure) => erasureText(erasure, saying)[language]);
}

/** `Text erased: 3 texts, reason: …`. */
export function erasedTitle(refs: unknown, reason: unknown): Text {
  const count = Array.isArray(refs) ? refs.length : 0;
  const why = reasonText(typeof reason === "string" ? reason : "");
  return {
    zh: `删除文字：${count} 处，原因：${why.zh}`,
    en: `${count === 1 ? "1 text" : `${count} texts`} erased, reason: ${why.en}`,
  };
}
