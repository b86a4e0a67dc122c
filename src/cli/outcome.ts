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
      return `${done}: incident ${outcome.number} (${outcome.id}), log row ${outcome.seq}${outcome.again ? " (already recorded)" : ""}.`;
    case "invalid":
      return fieldErrors(outcome.errors, language);
    case "forbidden":
    case "refused":
    case "not-found":
      return outcome.sentence[language];
    case "doubtful":
      return [
        "Nothing has been recorded yet. Confirm:",
        ...outcome.doubts.map(({ text }) => `  ${text[language]}`),
        `If it is so, send it again with ${outcome.doubts.map(({ code }) => `--confirm ${code}`).join(" ")}.`,
      ].join("\n");
    case "conflict":
      return [
        `The incident has changed. Review it and send again with --expected-seq ${outcome.seq}:`,
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
    ([name, texts]) => `  ${name || "form"}: ${texts.map((text) => text[language]).join(" ")}`,
  );
  return ["Nothing was recorded. These fields are not valid:", ...lines].join("\n");
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
