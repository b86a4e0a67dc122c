/** The commands that run something: the server, the demonstration, a migration. */
import { type Command, Option } from "commander";
import type { Language } from "../../../machines/playbook.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import type { CliContext } from "../cli-context.ts";

type End = (code: ExitCode) => void;

export function addServe(program: Command, world: CliContext, end: End): void {
  program
    .command("serve")
    .description("start the server: web pages, API, timers and notifications")
    .addHelpText("after", "\nExamples:\n  answerable serve\n  PORT=9000 ANSWERABLE_CLOCK_SPEED=60 answerable serve\n")
    .action(async () => {
      end(await world.serve());
    });
}

export function addMigrate(program: Command, world: CliContext, end: End): void {
  program
    .command("migrate")
    .option("--json", "print JSON for programs")
    .description("bring the database up to what this version needs; the server also does so when it starts")
    .addHelpText("after", "\nExample:\n  answerable migrate\n")
    .action(async ({ json }: { json?: true }) => {
      const sentence = await world.migrate();
      world.terminal.out(json ? JSON.stringify({ migrated: true, sentence }) : sentence);
      end(exitCodes.done);
    });
}

interface DemoCommandOptions {
  readonly data?: string;
  readonly force?: true;
  readonly language: Language;
  readonly json?: true;
}

export function addDemo(program: Command, world: CliContext, end: End): void {
  program
    .command("demo")
    .option("--data <folder>", "folder for the demo data (default: demo in the data folder)")
    .option("--force", "throw away an earlier demo there")
    .addOption(new Option("--language <language>", "language of the story").choices(["zh", "en"]).default("en"))
    .option("--json", "print JSON for programs, one line each")
    .description("play a complete critical incident in seconds through the real engine, and keep the result")
    .addHelpText("after", "\nExamples:\n  answerable demo\n  answerable demo --language zh --data /tmp/night --force\n")
    .action(async ({ data, force, language, json }: DemoCommandOptions) => {
      end(await world.demo({ dataFolder: data ?? null, force: force === true, language, json: json === true }));
    });
}
