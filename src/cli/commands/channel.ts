/** What an administrator does in a terminal with the description of a channel. */
import type { Command } from "commander";
import { readOwnPreset } from "../../channels/own-preset.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { fileAt } from "../files-at.ts";
import type { CliContext } from "../cli-context.ts";

export function addChannel(program: Command, { terminal }: CliContext, end: (code: ExitCode) => void): void {
  const channel = program.command("channel").description("check files that describe a channel of your own");
  channel
    .command("check")
    .argument("<file>", "a YAML file")
    .option("--json", "print JSON for programs")
    .description("say what is wrong with the file, without sending anything; exit code 1 if something is")
    .addHelpText("after", "\nExample:\n  answerable channel check sms-gateway.yaml\n")
    .action((path: string, { json }: { json?: true }) => {
      const file = fileAt(path);
      const { preset, problems } = readOwnPreset(file.path, file.text);
      const said =
        preset === null ? problems.join("\n") : `${file.path}: nothing wrong; it describes ${preset.name.en}.`;
      terminal.out(json ? JSON.stringify({ id: preset?.id ?? null, problems }, null, 2) : said);
      end(preset === null ? exitCodes.refused : exitCodes.done);
    });
}
