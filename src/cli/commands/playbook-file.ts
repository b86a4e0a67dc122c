/** What an author does with a playbook file: look at the format, begin one, put quotes in order, compare two. */
import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import type { PlaybookFile } from "../../../machines/from-data/format/index.ts";
import { checkPlaybookFile } from "../../playbook-files/check-playbook-file.ts";
import { compareFiles } from "../../playbook-files/compare-files.ts";
import { formatFault } from "../../playbook-files/fault.ts";
import { playbookJsonSchema } from "../../playbook-files/json-schema.ts";
import { fileFrom } from "../../playbook-files/new-file.ts";
import { quoteTexts } from "../../playbook-files/quote-texts.ts";
import { playbookReference } from "../../playbook-files/reference.ts";
import { othersWith, type OtherFiles } from "../../playbook-files/other-files.ts";
import type { TextFile } from "../../playbook-files/shipped-files.ts";
import type { CliContext } from "../cli-context.ts";
import { CliFailure, exitCodes, type ExitCode } from "../exit-codes.ts";
import { filesAt } from "../files-at.ts";
import { write } from "../write-out.ts";
import { ownTexts, textFileOf } from "./playbook-texts.ts";

type End = (code: ExitCode) => void;

export function addPlaybookFileCommands(playbook: Command, world: CliContext, end: End): void {
  addSchema(playbook, world, end);
  addNew(playbook, world, end);
  addFormat(playbook, world, end);
  addDiff(playbook, world, end);
}

function addSchema(command: Command, world: CliContext, end: End): void {
  command
    .command("schema")
    .option("--out <file>", "write here instead of standard output")
    .option("--markdown", "as a page to read instead")
    .description("the format of playbook files as JSON Schema, for editors")
    .addHelpText("after", "\nExample:\n  answerable playbook schema --out playbook.schema.json\n")
    .action(({ out, markdown }: { out?: string; markdown?: true }) => {
      write(world, out, markdown ? playbookReference() : playbookJsonSchema());
      end(exitCodes.done);
    });
}

function addNew(command: Command, world: CliContext, end: End): void {
  command
    .command("new")
    .requiredOption("--from <playbook>", "the name of a playbook file, or a path")
    .requiredOption("--id <id>", "what the new one is called: my-review")
    .option("--out <file>", "write here instead of standard output")
    .description("begin a playbook file from one that there is")
    .addHelpText(
      "after",
      "\nExample:\n  answerable playbook new --from release-review --id my-review --out my-review.yaml\n",
    )
    .action(async ({ from, id, out }: { from: string; id: string; out?: string }) => {
      if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id) || id.length > idMax)
        throw new CliFailure(exitCodes.usage, `"${id}" is no id: write lower-case words joined by hyphens, my-review.`);
      write(world, out, fileFrom((await textFileOf(from, world)).text, id));
      end(exitCodes.done);
    });
}

const idMax = 60;

function addFormat(command: Command, world: CliContext, end: End): void {
  command
    .command("fmt")
    .argument("<paths...>", "files, or folders with them")
    .option("--check", "change nothing; exit code 1 if a file would be changed")
    .description("put quotes around texts that YAML would misread; comments and lines stay")
    .addHelpText("after", "\nExample:\n  answerable playbook fmt my-review.yaml\n")
    .action((paths: string[], { check }: { check?: true }) => {
      const changed = paths
        .flatMap(filesAt)
        .map(({ path, text }) => ({ path, text, quoted: quoteTexts(text) }))
        .filter(({ text, quoted }) => quoted !== text);
      for (const { path, quoted } of check ? [] : changed) writeFileSync(path, quoted);
      const done = check ? "would be changed" : "changed";
      world.terminal.out(changed.map(({ path }) => `${path}: ${done}`).join("\n") || "Nothing has to be changed.");
      end(check && changed.length > 0 ? exitCodes.refused : exitCodes.done);
    });
}

function addDiff(command: Command, world: CliContext, end: End): void {
  command
    .command("diff")
    .argument("<before>", "a file, or the name of one, my-review@1")
    .argument("<after>", "a file, or the name of one, my-review@1")
    .option("--json", "print JSON for programs")
    .description("what changes from one file to another, and whether that needs a new version")
    .addHelpText("after", "\nExample:\n  answerable playbook diff release-review my-review.yaml\n")
    .action(async (before: string, after: string, { json }: { json?: true }) => {
      const own = othersWith(await ownTexts(world));
      const was = parsed(await textFileOf(before, world), own);
      const is = parsed(await textFileOf(after, world), own);
      const comparison = compareFiles(was, is);
      const needsVersion = comparison.changes === "behaviour" && was.id === is.id && was.version === is.version;
      const verdict = needsVersion
        ? `${verdicts.behaviour} Set \`version: ${String(was.version + 1)}\`.`
        : verdicts[comparison.changes];
      world.terminal.out(json ? JSON.stringify(comparison, null, 2) : [...comparison.lines, verdict].join("\n"));
      end(needsVersion ? exitCodes.refused : exitCodes.done);
    });
}

const verdicts = {
  nothing: "Nothing changes.",
  words: "Only words change: the same version may carry them.",
  behaviour: "The behaviour changes: open incidents stay on the version that they have.",
} as const;

function parsed({ path, text }: TextFile, others: OtherFiles): PlaybookFile {
  const { file, faults } = checkPlaybookFile(path, text, others);
  if (file) return file;
  throw new CliFailure(exitCodes.refused, faults.map(formatFault).join("\n"));
}
