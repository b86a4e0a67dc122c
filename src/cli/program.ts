/** The command line as a whole: `answerable --help` is its table of contents. */
import { Command, CommanderError } from "commander";
import { addChannel } from "./commands/channel.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addHistory } from "./commands/history.ts";
import { addBackup, addCopy, addRestore, addVerify } from "./commands/keep.ts";
import { addList } from "./commands/list.ts";
import { addOpen, addSend } from "./commands/act.ts";
import { addPeople, addRoster } from "./commands/people.ts";
import { addPlaybook } from "./commands/playbook.ts";
import { addPublish } from "./commands/publish.ts";
import { addExport, addRecord } from "./commands/record.ts";
import { addReplay } from "./commands/replay.ts";
import { addDemo, addMigrate, addServe } from "./commands/run.ts";
import { addShow } from "./commands/show.ts";
import { addText } from "./commands/text.ts";
import { addStartOver } from "./commands/start-over.ts";
import { addWitness } from "./commands/witness.ts";
import { CliFailure, exitCodes, type ExitCode } from "./exit-codes.ts";
import type { CliContext } from "./cli-context.ts";

/** Runs one command line and returns its exit code. What is thrown besides `CliFailure` is for `main.ts` to say. */
export async function runCommandLine(args: readonly string[], world: CliContext, version: string): Promise<ExitCode> {
  let code: ExitCode = exitCodes.done;
  const program = buildProgram(world, version, (ended) => {
    code = ended;
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CliFailure) {
      world.terminal.err(error.message);
      return error.code;
    }
    // Commander has said what was wrong already; help and version are no mistakes.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    throw error;
  }
}

function buildProgram(world: CliContext, version: string, end: (code: ExitCode) => void): Command {
  const { terminal } = world;
  const program = new Command("answerable")
    .description("Public incident response, on time and on the record.")
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
    })
    .showSuggestionAfterError()
    .showHelpAfterError("Run with --help for usage.")
    .addHelpText("after", footer);
  // Commands made by `command()` take over the settings above, so they come first.
  addServe(program, world, end);
  addDemo(program, world, end);
  addList(program, world, end);
  addShow(program, world, end);
  addOpen(program, world, end);
  addSend(program, world, end);
  addHistory(program, world, end);
  addReplay(program, world, end);
  addText(program, world, end);
  addExport(program, world);
  addRecord(program, world, end);
  addWitness(program, world, end);
  addPublish(program, world, end);
  addPeople(program, world, end);
  addRoster(program, world, end);
  addStartOver(program, world, end);
  addPlaybook(program, world, end);
  addChannel(program, world, end);
  addMigrate(program, world, end);
  addBackup(program, world, end);
  addRestore(program, world, end);
  addVerify(program, world, end);
  addCopy(program, world, end);
  addDoctor(program, world, end);
  return program;
}

const footer = `
The data is in the folder ANSWERABLE_DATA (./data); docs/configuration.md lists every setting.
Exit codes: 0 done, 1 refused or different, 2 usage, 3 not found, 4 conflict, 5 cannot open, 6 configuration.
`;
