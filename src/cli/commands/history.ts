import type { Command } from "commander";
import type { Language } from "../../../machines/playbook.ts";
import { formatTimeWithSeconds } from "../../playbook/times.ts";
import type { TimelineEntry } from "../../playbook/types.ts";
import type { Organisation } from "../../directory/person.ts";
import { CliFailure, exitCodes, type ExitCode } from "../exit-codes.ts";
import { languageOf, withCommonOptions, type CommonOptions } from "../options.ts";
import { oneLine, table } from "../table.ts";
import type { CliContext } from "../cli-context.ts";

export function addHistory(program: Command, world: CliContext, end: (code: ExitCode) => void): void {
  withCommonOptions(program.command("history"))
    .argument("<incident>", "number or id")
    .option("--fields", "include the values entered")
    .description("the log of one incident, oldest first")
    .addHelpText(
      "after",
      "\nExamples:\n  answerable history 7\n  answerable history 7 --fields\n  answerable history 7 --json\n",
    )
    .action(async (incident: string, options: CommonOptions & { readonly fields?: true }) => {
      const client = await world.open("read");
      try {
        const entries = await client.history(incident);
        if (!entries) throw new CliFailure(exitCodes.notFound, `There is no incident ${incident}.`);
        const language = languageOf(options);
        world.terminal.out(
          options.json
            ? JSON.stringify(
                entries.map(({ row }) => row),
                null,
                2,
              )
            : inWords(entries, options.fields === true, language, client.organisation),
        );
      } finally {
        await client.close();
      }
      end(exitCodes.done);
    });
}

function inWords(
  entries: readonly TimelineEntry[],
  fields: boolean,
  language: Language,
  organisation: Organisation,
): string {
  const time = (at: number) => formatTimeWithSeconds(at, language, organisation);
  const lines = table(
    entries.map(({ seq, at, dueAt, by, title }) => [
      String(seq),
      time(at),
      by ?? (language === "zh" ? "系统" : "system"),
      title[language],
      dueAt === null || dueAt === at ? "" : `due ${time(dueAt)}`,
    ]),
  ).split("\n");
  if (!fields) return lines.join("\n");
  return entries
    .flatMap((entry, index) => [
      lines[index] ?? "",
      ...entry.fields.map((field) => `      ${formatField(field, language, time)}`),
    ])
    .join("\n");
}

function formatField(
  { label, value }: TimelineEntry["fields"][number],
  language: Language,
  time: (at: number) => string,
): string {
  return oneLine(`${label[language]}: ${formatValue(value, language, time)}`);
}

function formatValue(
  value: TimelineEntry["fields"][number]["value"],
  language: Language,
  time: (at: number) => string,
): string {
  if (typeof value === "string") return value;
  if (isList(value)) return value.join("; ");
  return "zh" in value ? value[language] : time(value.at);
}

function isList(value: TimelineEntry["fields"][number]["value"]): value is readonly string[] {
  return Array.isArray(value);
}
