/** Shows what became of something that a person asked for, and gives the exit code that belongs to it. */
import type { Language } from "../../machines/playbook.ts";
import { formatTime } from "../playbook/times.ts";
import type { DeskOutcome } from "../desk/outcome.ts";
import type { FieldErrors } from "../playbook/types.ts";
import { codeOf, rowOf } from "../playbook/codes.ts";
import { exitCodes, type ExitCode } from "./exit-codes.ts";
import { table } from "./table.ts";
import type { DeskClient, CliContext } from "./cli-context.ts";

export interface OutcomeOptions {
  readonly world: Pick<CliContext, "terminal">;
  readonly client: Pick<DeskClient, "organisation">;
  readonly language: Language;
  readonly json: boolean;
  /** What has been done, for a person: "Registered". */
  readonly done: string;
}

type Done = Extract<DeskOutcome, { outcome: "done" }>;

const words = {
  zh: {
    done: (done: string, { number, id, seq, again }: Done) =>
      `${done}：事件 ${number}（${id}），记录第 ${seq} 行${again ? "（此前已记录）" : ""}。`,
    toConfirm: "尚未记录。请确认：",
    confirmWith: (options: string) => `如确实如此，请加上 ${options} 重新发送。`,
    changed: (seq: number) => `事件已有变化。请查看后加上 --expected-seq ${seq} 重新发送：`,
    invalid: "未作记录。以下字段填写有误：",
    form: "整份表单",
  },
  en: {
    done: (done: string, { number, id, seq, again }: Done) =>
      `${done}: incident ${number} (${id}), log row ${seq}${again ? " (already recorded)" : ""}.`,
    toConfirm: "Nothing has been recorded yet. Confirm:",
    confirmWith: (options: string) => `If it is so, send it again with ${options}.`,
    changed: (seq: number) => `The incident has changed. Review it and send again with --expected-seq ${seq}:`,
    invalid: "Nothing was recorded. These fields are not valid:",
    form: "form",
  },
} satisfies Record<Language, unknown>;

export function showOutcome(outcome: DeskOutcome, options: OutcomeOptions): ExitCode {
  const { json } = options;
  const { terminal } = options.world;
  const code = exitOf(outcome);
  if (json) terminal.out(JSON.stringify(forPrograms(outcome), null, 2));
  else (code === exitCodes.done ? terminal.out : terminal.err)(inWords(outcome, options));
  return code;
}

function exitOf(outcome: DeskOutcome): ExitCode {
  return outcome.outcome === "done" ? exitCodes.done : exitCodes[rowOf(codeOf(outcome)).exit];
}

function inWords(outcome: DeskOutcome, { client, language, done }: OutcomeOptions): string {
  switch (outcome.outcome) {
    case "done":
      return words[language].done(done, outcome);
    case "invalid":
      return fieldErrors(outcome.errors, language);
    case "forbidden":
    case "refused":
    case "not-found":
      return outcome.sentence[language];
    case "doubtful":
      return [
        words[language].toConfirm,
        ...outcome.doubts.map(({ text }) => `  ${text[language]}`),
        words[language].confirmWith(outcome.doubts.map(({ code }) => `--confirm ${code}`).join(" ")),
      ].join("\n");
    case "conflict":
      return [
        words[language].changed(outcome.seq),
        table(
          outcome.since.map((entry) => [
            `  ${entry.seq}`,
            formatTime(entry.at, language, client.organisation),
            entry.by ?? "–",
            entry.title[language],
          ]),
        ),
      ].join("\n");
  }
}

export function fieldErrors(errors: FieldErrors, language: Language): string {
  const lines = Object.entries(errors).map(
    ([name, texts]) => `  ${name || words[language].form}: ${texts.map((text) => text[language]).join(" ")}`,
  );
  return [words[language].invalid, ...lines].join("\n");
}

function forPrograms(outcome: DeskOutcome): unknown {
  switch (outcome.outcome) {
    case "forbidden":
      return { ...outcome, who: outcome.who.map(({ id }) => id) };
    case "conflict":
      return { ...outcome, since: outcome.since.map(({ row }) => row) };
    case "done":
    case "invalid":
    case "refused":
    case "doubtful":
    case "not-found":
      return outcome;
  }
}
