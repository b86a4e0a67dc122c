/** The night's story on the terminal, line by line. */
import type { Language } from "../../machines/playbook.ts";
import { formatTime } from "../playbook/times.ts";
import type { TimelineEntry } from "../playbook/types.ts";
import type { Organisation } from "../directory/person.ts";
import { cells, oneLine } from "./table.ts";

const nameWidth = 12;

export interface StoryOptions {
  readonly language: Language;
  readonly organisation: Organisation;
}

export function formatEntry(entry: TimelineEntry, { language, organisation }: StoryOptions): string {
  const name = oneLine(entry.by ?? (language === "zh" ? "系统" : "system"));
  const who = name + " ".repeat(Math.max(0, nameWidth - cells(name)));
  const words = oneLine(entry.title[language]);
  return `${formatTime(entry.at, language, organisation)}  ${marks[entry.kind]}  ${who}  ${words}`;
}

const marks: Readonly<Record<TimelineEntry["kind"], string>> = {
  start: "●",
  event: "●",
  timer: "○",
  stale: "○",
  delivered: "✉",
  "dead-lettered": "✉",
  erased: "▭",
};

export interface LookOptions {
  readonly dataFolder: string;
  readonly id: string;
  readonly port: number;
  readonly language: Language;
}

export function formatHowToLook({ dataFolder, id, port, language }: LookOptions): string {
  const words = lookWords[language];
  return `
${words.over(dataFolder)}

  ANSWERABLE_SIGN_IN=off ANSWERABLE_DATA=${dataFolder} npm start
      ${words.open} http://127.0.0.1:${port}/incidents/${id}

  ANSWERABLE_DATA=${dataFolder} npx answerable replay --all
  ls ${dataFolder}/notifications`;
}

const lookWords: Readonly<Record<Language, { over: (folder: string) => string; open: string }>> = {
  zh: { over: (folder) => `演示结束。数据库和通知文件在 ${folder}。查看方法：`, open: "然后打开" },
  en: {
    over: (folder) => `Done. Database and notifications are in ${folder}. To look at it:`,
    open: "then open",
  },
};
