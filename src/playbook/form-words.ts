/** What is said when a value will not do, in both languages. The only place with these words. */
import type { Text } from "../../machines/playbook.ts";

export const formWords = {
  required: { zh: "请填写此项。", en: "Fill this in." },
  chooseOne: { zh: "请选择一项。", en: "Choose one." },
  chooseSome: { zh: "请至少选择一项。", en: "Choose at least one." },
  notAnOption: { zh: "请从所列选项中选择。", en: "Choose one of the options listed." },
  notText: { zh: "此处应为文字。", en: "This must be text." },
  notYesOrNo: { zh: "此处应为“是”或“否”（true 或 false）。", en: "This must be yes or no (true or false)." },
  notLines: { zh: "此处应为若干行文字。", en: "This must be a list of lines." },
  notATime: {
    zh: "请填写日期和时间，例如 2026-11-22T22:56+08:00。",
    en: "Enter a date and time such as 2026-11-22T22:56+08:00.",
  },
  notALocalTime: {
    zh: "请填写日期和时间，例如 2026-11-22 22:56。",
    en: "Enter a date and time such as 2026-11-22 22:56.",
  },
  dayAlone: {
    zh: "请写明时刻，例如 2026-11-22 22:56。",
    en: "Add the time of day, as in 2026-11-22 22:56.",
  },
  inTheFuture: { zh: "该时间晚于当前时间，请核对。", en: "This time is in the future. Check it." },
  invalid: { zh: "此项填写有误。", en: "This value is not valid." },
  notAForm: {
    zh: "此处应为一个 JSON 对象，每个字段一项。",
    en: "This must be a JSON object with one member per field.",
  },
} as const satisfies Record<string, Text>;

export function tooShort(min: number): Text {
  return { zh: `太短：至少 ${String(min)} 个字。`, en: `Too short: at least ${String(min)} characters.` };
}

export function tooLong(max: number, has: number | null): Text {
  const now =
    has === null ? { zh: "", en: "" } : { zh: `，现有 ${String(has)} 个字`, en: `, there are ${String(has)}` };
  return {
    zh: `太长：最多 ${String(max)} 个字${now.zh}。`,
    en: `Too long: at most ${String(max)} characters${now.en}.`,
  };
}

/** Bounds that no person would reach are not named. */
export function wholeNumber(least: number, most: number): Text {
  const isBounded = most < Number.MAX_SAFE_INTEGER;
  return {
    zh: `应为不小于 ${String(least)}${isBounded ? `、不大于 ${String(most)}` : ""} 的整数。`,
    en: `This must be a whole number from ${String(least)}${isBounded ? ` to ${String(most)}` : ""}.`,
  };
}

export function tooMany(max: number): Text {
  return { zh: `太多：最多 ${String(max)} 项。`, en: `Too many: at most ${String(max)} entries.` };
}

export function inLine(number: number, words: Text): Text {
  return { zh: `第 ${String(number)} 行：${words.zh}`, en: `Line ${String(number)}: ${words.en}` };
}

export function unknownField(known: readonly string[]): Text {
  const names = known.join(", ");
  return names === ""
    ? { zh: "没有该字段，此表单没有字段。", en: "Unknown field; this form has none." }
    : { zh: `没有该字段，可用字段：${names}。`, en: `Unknown field. The fields are: ${names}.` };
}

export function nonexistentTime(from: string, to: string): Text {
  return {
    zh: `当天没有这个时刻：时钟从 ${from} 拨到了 ${to}。`,
    en: `That time did not exist that day: clocks went from ${from} to ${to}.`,
  };
}

export function ambiguousTime(taken: string, other: string): Text {
  return {
    zh: `当天有两个这样的时刻；已按较早的 ${taken} 记录，而不是 ${other}。`,
    en: `That time occurred twice that day; the earlier one, ${taken}, was recorded, not ${other}.`,
  };
}
