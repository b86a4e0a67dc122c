/** Runs command lines against a data folder of their own, in this process, and keeps what was printed. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEnvironment } from "../../config/env.ts";
import { failureOf, type ExitCode } from "../../src/cli/exit-codes.ts";
import { runCommandLine } from "../../src/cli/program.ts";
import { makeCliContext } from "../../src/app/tasks/make-cli-context.ts";

export interface Ran {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

export interface CommandLine {
  readonly folder: string;
  /** `input` is standard input; `answers` are typed at the questions of an interactive terminal. */
  run(
    args: readonly string[],
    given?: { input?: string; answers?: readonly string[]; env?: Record<string, string> },
  ): Promise<Ran>;
  remove(): void;
}

export function commandLine(): CommandLine {
  const folder = mkdtempSync(join(tmpdir(), "answerable-"));
  return {
    folder,
    run: async (args, { input = "", answers, env = {} } = {}) => {
      const out: string[] = [];
      const err: string[] = [];
      const waiting = [...(answers ?? [])];
      const terminal = {
        out: (text: string) => void out.push(text),
        err: (text: string) => void err.push(text),
        interactive: answers !== undefined,
        readAll: async () => input,
        ask: async (question: string) => {
          err.push(question);
          return waiting.shift() ?? "";
        },
      };
      const environment = () => readEnvironment({ ANSWERABLE_DATA: folder, ANSWERABLE_SIGN_IN: "off", ...env });
      const world = makeCliContext({ environment, terminal, version: "0.0.0" });
      const code = await ended(() => runCommandLine(args, world, "0.0.0"), terminal.err);
      return { code, out: out.join("\n"), err: err.join("\n") };
    },
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

/** As `src/app/main.ts` does. */
async function ended(run: () => Promise<ExitCode>, err: (text: string) => void): Promise<ExitCode> {
  try {
    return await run();
  } catch (error) {
    const failure = failureOf(error);
    if (failure === null) throw error;
    err(failure.message);
    return failure.code;
  }
}
