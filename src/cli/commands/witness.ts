/** A witness in a terminal: sees the checkpoints of other desks and signs those that contradict nothing. */
import { InvalidArgumentError, type Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import type { ExitCode } from "../exit-codes.ts";

const portMax = 65_535;
const more = (value: string, before: readonly string[]) => [...before, value];

export function addWitness(program: Command, world: CliContext, end: (code: ExitCode) => void): void {
  program
    .command("witness")
    .requiredOption(
      "--folder <folder>",
      "where its key and what it has seen are kept; never restore that from a backup",
    )
    .requiredOption(
      "--log <key>",
      "the key of a record, as answerable record vkey prints it; may be given again",
      more,
      [],
    )
    .option("--name <name>", "what it is called, needed at its first start: witness.example.org/w1")
    .option("--host <address>", "where it listens", "127.0.0.1")
    .option("--port <number>", "where it listens", portIn, 8091)
    .description("sign the checkpoints of other desks that hold all they have shown before (C2SP tlog-witness)")
    .addHelpText("after", "\nExample:\n  answerable witness --folder witness --name witness.example.org/w1 --log KEY\n")
    .action(async (given: { folder: string; log: string[]; name?: string; host: string; port: number }) => {
      const { log: logs, name = null, ...options } = given;
      end(await world.witness({ ...options, logs, name }));
    });
}

function portIn(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > portMax) throw new InvalidArgumentError("Use a port from 0 to 65535.");
  return Number(text);
}
