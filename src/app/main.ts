#!/usr/bin/env node
/** The program: reads the environment, runs one command line, says in words what went wrong. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readEnvironment } from "../../config/env.ts";
import { makeCliContext } from "./tasks/make-cli-context.ts";
import { report } from "./report.ts";
import { exitCodes, failureOf, type ExitCode } from "../cli/exit-codes.ts";
import { runCommandLine } from "../cli/program.ts";
import { processTerminal } from "../cli/terminal.ts";

const packageFile = fileURLToPath(import.meta.resolve("answerable/package.json"));
const { version } = JSON.parse(readFileSync(packageFile, "utf8")) as { version: string };

async function main(args: readonly string[]): Promise<ExitCode> {
  const terminal = processTerminal();
  // `answerable list | head` closes the pipe early; that is no mistake.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    process.exit(error.code === "EPIPE" ? exitCodes.done : exitCodes.ours);
  });
  try {
    const world = makeCliContext({ environment: () => readEnvironment(), terminal, version });
    return await runCommandLine(args, world, version);
  } catch (error) {
    const failure = failureOf(error);
    if (failure === null) {
      report(error);
      return exitCodes.ours;
    }
    terminal.err(failure.message);
    return failure.code;
  }
}

process.exitCode = await main(process.argv.slice(2));
