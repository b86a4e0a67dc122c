/** Files of the office's own and the data: take a file out, and take in what lies in the folder. */
import type { Command } from "commander";
import { formatFault } from "../../playbook-files/fault.ts";
import type { ReadFile } from "../../shelf/load-folder.ts";
import type { CliContext } from "../cli-context.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { write } from "../write-out.ts";
import { textFileOf } from "./playbook-texts.ts";

type End = (code: ExitCode) => void;

export function addPlaybookShelfCommands(playbook: Command, world: CliContext, end: End): void {
  addExportFile(playbook, world, end);
  addLoad(playbook, world, end);
}

function addExportFile(command: Command, world: CliContext, end: End): void {
  command
    .command("export")
    .argument("<playbook>", "my-review@2; without a version the one that new incidents begin with")
    .option("--out <file>", "write here instead of standard output")
    .description("the file of a version exactly as it counts, shipped or your own")
    .addHelpText("after", "\nExample:\n  answerable playbook export my-review@2 --out my-review.yaml\n")
    .action(async (key: string, { out }: { out?: string }) => {
      write(world, out, (await textFileOf(key, world)).text);
      end(exitCodes.done);
    });
}

function addLoad(command: Command, world: CliContext, end: End): void {
  command
    .command("load")
    .option("--json", "print JSON for programs")
    .description(
      "take in what is new in the folder of playbook files, as a start does; exit code 1 if a file is refused",
    )
    .addHelpText("after", loadHelp)
    .action(async ({ json }: { json?: true }) => {
      const reading = await world.loadPlaybooks();
      const words = reading.files.map(inWords).join("\n") || "There is no file in the folder.";
      world.terminal.out(json ? JSON.stringify(reading, null, 2) : words);
      end(reading.files.some(({ became }) => became === "refused") ? exitCodes.refused : exitCodes.done);
    });
}

const loadHelp = `
The folder is playbooks in the data folder. A running desk that holds its database file reads it with
"Read the folder now" on Administration, Own playbooks.

Example:
  answerable playbook load
`;

const words = { loaded: "loaded, and active from now on", known: "known already", refused: "refused" } as const;

function inWords({ path, key, became, faults }: ReadFile): string {
  const named = key === null ? path : `${path} (${key})`;
  return [`${named}: ${words[became]}`, ...faults.map((fault) => `  ${formatFault(fault)}`)].join("\n");
}
