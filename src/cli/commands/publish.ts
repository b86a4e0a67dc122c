/** The public page in a terminal: compare every file with the log, or write it anew from the log. */
import type { Command } from "commander";
import { CliFailure, exitCodes, type ExitCode } from "../exit-codes.ts";
import type { CliContext } from "../cli-context.ts";
import type { PublicDifference } from "../operator.ts";

interface Asked {
  readonly check?: true;
  readonly rebuild?: true;
  readonly json?: true;
}

export function addPublish(program: Command, world: CliContext, end: (code: ExitCode) => void): void {
  program
    .command("publish")
    .option("--check", "compare every published file with the log; exits with 1 when one differs")
    .option("--rebuild", "write every published file again from the log")
    .option("--json", "print JSON for programs")
    .description("check or rebuild the public page; publishing itself takes an approved statement and a spokesperson")
    .action(async ({ check, rebuild, json }: Asked) => {
      if ((check === true) === (rebuild === true))
        throw new CliFailure(
          exitCodes.usage,
          "Write --check or --rebuild. A statement is published with: answerable send <incident> STATEMENT_RELEASED",
        );
      const { publicPage } = await world.operator();
      const found = rebuild ? await publicPage.rebuild() : await publicPage.check();
      const { folder, files, differences } = found;
      if (json) world.terminal.out(JSON.stringify(found, null, 2));
      else {
        for (const one of differences) world.terminal.out(`${words[one.what]} ${one.path}`);
        world.terminal.out(summary({ folder, files, differences }, rebuild === true));
      }
      end(
        differences.length === 0 || (rebuild === true && !differences.some(isLeft))
          ? exitCodes.done
          : exitCodes.refused,
      );
    });
}

const words: Readonly<Record<PublicDifference["what"], string>> = {
  changed: "CHANGED    ",
  missing: "MISSING    ",
  additional: "ADDITIONAL ",
};

const isLeft = ({ isMended }: PublicDifference): boolean => !isMended;

function summary(
  { folder, files, differences }: { folder: string; files: number; differences: readonly PublicDifference[] },
  isRebuilt: boolean,
): string {
  if (differences.length === 0) return `${folder}: ${files} files, all as the log has them.`;
  if (!isRebuilt) return `${folder}: ${differences.length} of its files are not as the log has them.`;
  const left = differences.filter(isLeft).length;
  const rest = left === 0 ? "" : ` ${left} files of others were left where they are.`;
  return `${folder}: ${files} files written from the log.${rest}`;
}
