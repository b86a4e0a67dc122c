/** Where each field stands in a body of any make: lines such as `title /alert/summary`, with JSON pointers. */
import type { Text } from "../../machines/playbook.ts";
import { reportFields } from "./read-body.ts";

const linesMax = 20;

export function readMapping(
  text: string,
): { readonly mapping: Readonly<Record<string, string>> } | { readonly sentence: Text } {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const mapping = new Map<string, string>();
  for (const line of lines.slice(0, linesMax)) {
    const [, field = "", pointer = ""] = /^\s*(\w+)\s+(\/\S*)\s*$/.exec(line) ?? [];
    if (!(reportFields as readonly string[]).includes(field) || mapping.has(field) || /~(?![01])/.test(pointer))
      return { sentence: wrongLine(line) };
    mapping.set(field, pointer);
  }
  if (lines.length > linesMax || !mapping.has("key") || !mapping.has("title"))
    return {
      sentence: {
        zh: "对应关系须有 key 和 title，各占一行，例如 title /alert/summary。",
        en: "The mapping needs key and title, one a line, such as title /alert/summary.",
      },
    };
  return { mapping: Object.fromEntries(mapping) };
}

const wrongLine = (line: string): Text => ({
  zh: `无法读取“${line.slice(0, 60)}”。请写字段名和位置，例如 title /alert/summary；字段：${reportFields.join("、")}，各一次。`,
  en: `“${line.slice(0, 60)}” cannot be read. Write a field and its place, such as title /alert/summary; the fields are ${reportFields.join(", ")}, each once.`,
});
