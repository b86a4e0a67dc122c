/** A table of reports as people export it: RFC 4180, UTF-8, the first line names the fields. */
import type { Text } from "../../machines/playbook.ts";
import type { SentReport } from "./ports.ts";
import { readFields, reportFields } from "./read-body.ts";

const rowsMax = 1_000;

export interface CsvRow {
  /** Of the file, from 1. */
  readonly line: number;
  readonly report: SentReport | null;
  readonly fault: Text | null;
}

export type ReadCsv = { readonly rows: readonly CsvRow[] } | { readonly sentence: Text };

export function readCsv(text: string): ReadCsv {
  const lines = linesOf(text.replace(/^\ufeff/, ""));
  if (lines === null)
    return {
      sentence: { zh: "引号没有成对，表格无法读取。", en: "A quotation mark is not closed; the table cannot be read." },
    };
  const [head, ...rows] = lines.filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
  const names = head?.cells.map((cell) => cell.trim()) ?? [];
  const odd = names.filter((name) => !(reportFields as readonly string[]).includes(name));
  if (!names.includes("key") || !names.includes("title") || odd.length > 0 || new Set(names).size !== names.length)
    return {
      sentence: {
        zh: `第一行须写列名，须有 key 和 title；可用：${reportFields.join("、")}，各一次。`,
        en: `The first line must name the columns. key and title are needed; use ${reportFields.join(", ")}, each once.`,
      },
    };
  if (rows.length > rowsMax)
    return { sentence: { zh: `一次最多 ${String(rowsMax)} 行。`, en: `At most ${String(rowsMax)} rows at once.` } };
  return { rows: rows.map(({ line, cells }) => rowOf(line, names, cells)) };
}

function rowOf(line: number, names: readonly string[], cells: readonly string[]): CsvRow {
  if (cells.length !== names.length)
    return {
      line,
      report: null,
      fault: {
        zh: `应有 ${String(names.length)} 格，实有 ${String(cells.length)} 格。`,
        en: `It has ${String(cells.length)} cells instead of ${String(names.length)}.`,
      },
    };
  const read = readFields(Object.fromEntries(names.map((name, index) => [name, cells[index]])));
  if (read.outcome === "report") return { line, report: read.report, fault: null };
  return { line, report: null, fault: read.outcome === "invalid" ? read.sentence : null };
}

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Null: a quotation mark is open at the end. */
function linesOf(text: string): readonly Line[] | null {
  const lines: Line[] = [];
  let [cells, line, started] = [[] as string[], 1, 1];
  // A cell in quotation marks, or without; then what ends it.
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  while (cell.lastIndex < text.length || cells.length > 0) {
    const match = cell.exec(text);
    if (match === null) return null;
    const [whole, quoted, plain = "", end] = match;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    line += whole.split("\n").length - 1;
    if (end === ",") continue;
    lines.push({ line: started, cells });
    [cells, started] = [[], line];
    if (end === "") break;
  }
  return lines;
}
