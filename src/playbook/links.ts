/** What was asked of another incident, in words. */
import type { LinkTemplate, Playbook, Text } from "../../machines/playbook.ts";
import type { LogRow } from "../engine/log.ts";

/** Null: the effect is a notification. */
export function linkOf({ links = {} }: Pick<Playbook, "links">, type: string): LinkTemplate | null {
  return Object.hasOwn(links, type) ? (links[type] ?? null) : null;
}

/** A row that says what became of it. */
export function linkSettled({ label, playbook }: LinkTemplate, { kind, detail }: LogRow): Text {
  if (kind === "dead-lettered")
    return { zh: `关联事项未能办理，需人工处理：${label.zh}`, en: `Link failed, needs attention: ${label.en}` };
  const { number, sent, refused } = (detail ?? {}) as Readonly<Partial<Record<"number" | "sent" | "refused", unknown>>>;
  if (Array.isArray(sent)) {
    const numbers = sent.map((one) => `#${String((one as { number?: unknown }).number)}`);
    if (numbers.length === 0) return { zh: "没有尚未办结的关联事项", en: "No linked incident was still open" };
    return {
      zh: `已结束关联事项：${label.zh}（${numbers.join("、")}）`,
      en: `Linked incidents ended: ${label.en} (${numbers.join(", ")})`,
    };
  }
  const which = typeof number === "number" ? `#${number}` : "—";
  if (refused !== undefined)
    return { zh: `${which} 已办结，结果未记入`, en: `${which} had ended: the result was not recorded there` };
  return playbook === null
    ? { zh: `结果已反馈至 ${which}`, en: `Result reported to ${which}` }
    : { zh: `已开启关联事项 ${which}：${label.zh}`, en: `Linked incident ${which} opened: ${label.en}` };
}
