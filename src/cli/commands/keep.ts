/** The commands of whoever keeps the data: verify, backup, restore, copy. */
import type { Command } from "commander";
import { CliFailure, exitCodes, type ExitCode } from "../exit-codes.ts";
import { isSound, type Verdict } from "../operator.ts";
import { progressOn } from "../progress.ts";
import { oneLine } from "../table.ts";
import type { CliContext } from "../cli-context.ts";

type End = (code: ExitCode) => void;

/** So many differences are shown; `--json` has them all. */
const shownMax = 20;

export function addVerify(program: Command, world: CliContext, end: End): void {
  program
    .command("verify")
    .argument("[database]", "a file, such as a backup, or an address (default: the desk's own)")
    .option("--json", "print JSON for programs")
    .description("check the database and replay every log; exits with 1 when something differs")
    .addHelpText("after", "\nExamples:\n  answerable verify\n  answerable verify monday.db --json\n")
    .action(async (database: string | undefined, { json }: { json?: true }) => {
      const operator = await world.operator();
      const verdict = await operator.verify(database ?? null, progressOn(world.terminal));
      end(show(verdict, "Verified", world, json === true));
    });
}

export function addBackup(program: Command, world: CliContext, end: End): void {
  program
    .command("backup")
    .argument("<file>", "where to write it; never overwritten")
    .option("--quick", "check the file only; do not replay the logs")
    .option("--then <command>", "run this in a shell when the backup is good, with the file as $1: copy it elsewhere")
    .option("--json", "print JSON for programs")
    .description("write the whole database to one file, also beside a running server, and check that file")
    .addHelpText(
      "after",
      "\nExamples:\n  answerable backup /backups/monday.db\n  answerable backup /backups --then 'scp \"$1\" vault:'\n",
    )
    .action(async (file: string, { quick, then, json }: { quick?: true; then?: string; json?: true }) => {
      const operator = await world.operator();
      const options = { quick: quick === true, then: then ?? null };
      const verdict = await operator.backup(file, options, progressOn(world.terminal));
      end(show(verdict, "Backed up", world, json === true));
      if (!json) world.terminal.err(operator.notInBackups);
    });
}

export function addRestore(program: Command, world: CliContext, end: End): void {
  program
    .command("restore")
    .argument("<file>", "a backup")
    .option("--data <folder>", "the data folder to restore into (default: the desk's own)")
    .option("--force", "also when there is a database; it is kept beside under another name")
    .option("--json", "print JSON for programs")
    .description("check a backup and put it in the place of the desk's database")
    .addHelpText("after", "\nExample:\n  answerable restore /backups/monday.db --data rehearsal\n")
    .action(async (file: string, { data, force, json }: { data?: string; force?: true; json?: true }) => {
      const operator = await world.operator();
      const restored = await operator.restore(file, { dataFolder: data ?? null, force: force === true });
      end(show(restored, "Restored", world, json === true));
      if (!json && isSound(restored)) world.terminal.err(operator.endsAtStart);
      if (restored.kept !== null) world.terminal.err(`The previous database was kept as ${restored.kept}`);
    });
}

export function addCopy(program: Command, world: CliContext, end: End): void {
  program
    .command("copy")
    .requiredOption("--to <address>", "an empty database: postgres://… or sqlite:file")
    .option("--json", "print JSON for programs")
    .description("copy everything to another database (SQLite or PostgreSQL) and verify it there")
    .addHelpText("after", "\nExample:\n  answerable copy --to postgres://desk@localhost/answerable\n")
    .action(async ({ to, json }: { to: string; json?: true }) => {
      if (!/^(sqlite:.|postgres(ql)?:\/\/.)/.test(to))
        throw new CliFailure(exitCodes.usage, "Write --to postgres://user@host/name or --to sqlite:path/to/file.db.");
      const operator = await world.operator();
      const copied = await operator.copy(to, progressOn(world.terminal));
      end(show(copied, "Copied", world, json === true));
      if (!json && isSound(copied)) world.terminal.err(operator.endsAtStart);
    });
}

function show(verdict: Verdict, done: string, { terminal }: CliContext, json: boolean): ExitCode {
  const sound = isSound(verdict);
  if (json) terminal.out(JSON.stringify({ sound, ...verdict }, null, 2));
  else terminal.out(inWords(verdict, sound ? done : "CHECK FAILED"));
  return sound ? exitCodes.done : exitCodes.refused;
}

function inWords({ database, contents, problems, rows, replayed, divergences }: Verdict, done: string): string {
  const differences = divergences.map(
    ({ number, id, seq, what, sentence }) => `  incident ${number ?? id}, log row ${seq} (${what}): ${sentence}`,
  );
  const hidden = differences.length - shownMax;
  return [
    `${done}: ${database}`,
    ...(contents === null ? [] : [`  ${formatContents(contents)}`]),
    ...[...problems, ...rows].map((problem) => `  ${oneLine(problem)}`),
    ...(replayed === null ? [] : [`  ${replayed} logs replayed, ${divergences.length} differ.`]),
    ...differences.slice(0, shownMax),
    ...(hidden > 0 ? [`  … and ${hidden} more; --json lists them all.`] : []),
  ].join("\n");
}

function formatContents(contents: NonNullable<Verdict["contents"]>): string {
  const { schemaVersion, incidents, logRows, timers, messages, notifications, lastAt } = contents;
  const until = lastAt === null ? "" : `, the last of ${new Date(lastAt).toISOString()}`;
  return `${incidents} incidents, ${logRows} log rows${until}; ${timers} timers pending, ${messages} messages, ${notifications} notifications; schema ${schemaVersion}.`;
}
