/** Looks at what a desk depends on and says what to do. */
import type { Command } from "commander";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import type { Finding } from "../operator.ts";
import { oneLine } from "../table.ts";
import type { CliContext } from "../cli-context.ts";

export function addDoctor(program: Command, world: CliContext, end: (code: ExitCode) => void): void {
  program
    .command("doctor")
    .option("--json", "print JSON for programs")
    .description("look at time zones, clock, disk, permissions, database and mail; ends with 1 when something fails")
    .addHelpText("after", "\nExample:\n  answerable doctor\n")
    .action(async ({ json }: { json?: true }) => {
      const findings = await (await world.operator()).doctor();
      world.terminal.out(json ? JSON.stringify(findings, null, 2) : findings.map(inWords).join("\n"));
      end(findings.some(({ level }) => level === "fail") ? exitCodes.refused : exitCodes.done);
    });
}

const widest = "permissions".length;

function inWords({ check, level, sentence, todo }: Finding): string {
  const line = `${level.padEnd(4)}  ${check.padEnd(widest)}  ${oneLine(sentence)}`;
  return todo === undefined ? line : `${line}\n${" ".repeat(4 + 2 + widest + 2)}→ ${oneLine(todo)}`;
}
