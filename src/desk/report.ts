/** The record of one incident for people to read and print, beside the files that prove it. It proves nothing, and says so. */
import type { ClockView, FactSheet } from "../../machines/playbook/views.ts";
import type { Language, Text } from "../../machines/playbook.ts";
import type { Organisation } from "../directory/person.ts";
import { escapeMarkup } from "../kernel/markup.ts";
import { refsIn } from "../kernel/text-refs.ts";
import { formatDuration, formatTimeWithSeconds } from "../playbook/times.ts";
import type { TimelineEntry } from "../playbook/types.ts";
import { reportWords, type ReportWords } from "./report-words.ts";

export interface Reported {
  readonly organisation: Organisation;
  readonly number: number;
  readonly title: string;
  readonly procedure: Text;
  readonly clocks: readonly ClockView[];
  readonly facts: readonly FactSheet[];
  readonly timeline: readonly TimelineEntry[];
  readonly nameOf: (id: string) => string;
  readonly now: number;
}

interface Writing extends Reported {
  readonly language: Language;
  readonly words: ReportWords;
}

const style = `body{font:15px/1.6 system-ui,"Noto Sans SC","PingFang SC",sans-serif;max-width:60rem;margin:0 auto;padding:1.5rem;color:#1b1b1b}
h1{font-size:1.5rem;margin:0}h2{font-size:1.15rem;margin:2rem 0 .5rem}h3{font-size:1rem;margin:1rem 0 .25rem}
section+section{margin-top:3rem;border-top:2px solid #1b1b1b;padding-top:1.5rem}
table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #c8c8c8;padding:.35rem .75rem .35rem 0;text-align:left;vertical-align:top}
th{font-weight:600}td{overflow-wrap:anywhere;white-space:pre-line}td:first-child{min-width:3.5rem}td+td{min-width:6.5rem}.wide{overflow-x:auto}.quiet{color:#555}
.note{border-left:4px solid #1b1b1b;padding-left:.75rem}@media print{body{max-width:none;padding:0}section+section{break-before:page}tr{break-inside:avoid}}`;

export function reportHtml(reported: Reported): string {
  const title = `#${String(reported.number)} ${reported.title}`;
  return [
    `<!doctype html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1">`,
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escapeMarkup(title)}</title>\n<style>${style}</style>\n</head>\n<body>`,
    ...(["zh", "en"] as const).map((language) => inLanguage({ ...reported, language, words: reportWords[language] })),
    "</body>\n</html>\n",
  ].join("\n");
}

function inLanguage(writing: Writing): string {
  const { number, title, procedure, organisation, language, words, timeline, now } = writing;
  return [
    `<section lang="${language}">`,
    `<p class="quiet">${escapeMarkup(organisation.name[language])}</p>`,
    `<h1>#${String(number)} ${escapeMarkup(title)}</h1>`,
    `<p class="quiet">${escapeMarkup(procedure[language])} · ${words.asOf(timeOf(writing, now), timeline.at(-1)?.seq ?? 0)}</p>`,
    `<p class="note">${words.unproven}</p>`,
    `<h2>${words.deadlines}</h2>`,
    tableOf(
      words.deadlineColumns,
      writing.clocks.map((clock) => clockRow(writing, clock)),
      words.none,
    ),
    ...writing.facts.filter(({ rows }) => rows.length > 0).map((sheet) => sheetOf(writing, sheet)),
    `<h2>${words.acted}</h2>`,
    tableOf(words.actedColumns, actedRows(writing), words.none),
    `<h2>${words.erased}</h2>`,
    tableOf(words.erasedColumns, erasedRows(writing), words.noneErased),
    `<h2>${words.happened}</h2>`,
    tableOf(
      words.happenedColumns,
      timeline.map((entry) => entryRow(writing, entry)),
      words.none,
    ),
    "</section>",
  ].join("\n");
}

const timeOf = ({ language, organisation }: Writing, at: number): string =>
  formatTimeWithSeconds(at, language, organisation);

/** Cells are texts of people: all of them are escaped here and nowhere else. */
function tableOf(columns: readonly string[], rows: readonly (readonly string[])[], none: string): string {
  if (rows.length === 0) return `<p class="quiet">${none}</p>`;
  const head = columns.map((column) => `<th scope="col">${escapeMarkup(column)}</th>`).join("");
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${escapeMarkup(cell)}</td>`).join("")}</tr>`);
  return `<div class="wide"><table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body.join("\n")}\n</tbody></table></div>`;
}

function clockRow(writing: Writing, clock: ClockView): readonly string[] {
  const { language, words, now } = writing;
  const { label, anchor, limit, limitMs, dueAt, stoppedAt, state, earlier } = clock;
  const far = (ms: number) => formatDuration(Math.abs(ms), language);
  const stood = {
    met: () => words.met(timeOf(writing, stoppedAt ?? dueAt), far(dueAt - (stoppedAt ?? dueAt))),
    "met-late": () => words.metLate(timeOf(writing, stoppedAt ?? dueAt), far((stoppedAt ?? dueAt) - dueAt)),
    cancelled: () => words.cancelled(timeOf(writing, stoppedAt ?? dueAt)),
    open: () => (now > dueAt ? words.overdue(far(now - dueAt)) : words.running),
  };
  const isStopped = state === "met" || state === "met-late" || state === "cancelled";
  const moved = earlier.map((one) => words.moved(timeOf(writing, one.dueAt), timeOf(writing, one.changedAt)));
  return [
    label[language],
    `${anchor.what[language]}\n${timeOf(writing, anchor.at)}`,
    limit?.[language] ?? far(limitMs),
    [timeOf(writing, dueAt), ...moved].join("\n"),
    stood[isStopped ? state : "open"](),
  ];
}

function sheetOf(writing: Writing, { title, rows }: FactSheet): string {
  const { language, words } = writing;
  const shown = rows.map(({ label, value }): readonly string[] => {
    switch (value.kind) {
      case "text":
        return [label[language], value.text];
      case "words":
        return [label[language], value.text[language]];
      case "instant":
        return [label[language], timeOf(writing, value.at)];
      case "person":
        return [label[language], writing.nameOf(value.id)];
    }
  });
  return `<h2>${escapeMarkup(title[language])}</h2>\n${tableOf(words.factColumns, shown, words.none)}`;
}

function entryRow(writing: Writing, { seq, at, title, by, fields }: TimelineEntry): readonly string[] {
  const { language, words } = writing;
  const said = fields.map(({ label, value }) => `${label[language]}${words.colon}${valueIn(writing, value)}`);
  return [String(seq), timeOf(writing, at), by ?? words.desk, [title[language], ...said].join("\n")];
}

function valueIn(writing: Writing, value: TimelineEntry["fields"][number]["value"]): string {
  if (typeof value === "string") return value;
  if ("zh" in value) return value[writing.language];
  return "length" in value ? value.join(writing.words.comma) : timeOf(writing, value.at);
}

/** Everybody who has recorded something: in which roles, known in which way, how often. */
function actedRows({ timeline, words, language }: Writing): readonly (readonly string[])[] {
  const people = new Map<string, { readonly roles: Set<string>; readonly ways: Set<string>; count: number }>();
  for (const { by, row } of timeline) {
    if (by === null) continue;
    const one = people.get(by) ?? { roles: new Set(), ways: new Set(), count: 0 };
    for (const role of row.as ?? []) one.roles.add(words.role(role));
    if (row.auth !== null) one.ways.add(words.way(row.auth));
    one.count += 1;
    people.set(by, one);
  }
  const comma = language === "zh" ? "、" : ", ";
  return [...people].map(([name, { roles, ways, count }]) => [
    name,
    [...roles].join(comma),
    [...ways].join(comma),
    String(count),
  ]);
}

function erasedRows(writing: Writing): readonly (readonly string[])[] {
  return writing.timeline
    .filter(({ kind }) => kind === "erased")
    .map(({ seq, at, by, title, row }) => [
      String(seq),
      timeOf(writing, at),
      by ?? writing.words.desk,
      title[writing.language],
      String([...refsIn(row.event["refs"])].length),
    ]);
}
