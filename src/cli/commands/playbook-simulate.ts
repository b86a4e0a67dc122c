/** Runs the nights of a file and prints them as they went. */
import type { Command } from "commander";
import { playbookFromData } from "../../../machines/from-data/index.ts";
import { checkPlaybookFile } from "../../playbook-files/check-playbook-file.ts";
import { formatFault } from "../../playbook-files/fault.ts";
import { playersWith } from "../../playbook-files/nights/cast.ts";
import { anyOffice } from "../../playbook-files/nights/run-nights.ts";
import { tellNights, type Moment, type NightTale, type ToldClock } from "../../playbook-files/nights/tell-nights.ts";
import type { Happening } from "../../playbook-files/nights/watch.ts";
import { othersWith } from "../../playbook-files/other-files.ts";
import type { CliContext } from "../cli-context.ts";
import { CliFailure, exitCodes, type ExitCode } from "../exit-codes.ts";
import { oneLine } from "../table.ts";
import { ownTexts, textFileOf } from "./playbook-texts.ts";

export function addSimulate(command: Command, world: CliContext, end: (code: ExitCode) => void): void {
  command
    .command("simulate")
    .argument("<playbook>", "a playbook file, or the name of one")
    .option("--night <name>", "only the nights with these words in their names")
    .option("--json", "print JSON for programs")
    .description("run the nights of a playbook file and print what happens in them; exit code 1 if one goes otherwise")
    .addHelpText("after", simulateHelp)
    .action(async (named: string, { night, json }: { night?: string; json?: true }) => {
      const told = (await talesOf(named, world)).filter(({ name }) => name.includes(night ?? ""));
      if (told.length === 0) throw new CliFailure(exitCodes.notFound, `${named} has no such night.`);
      world.terminal.out(json ? JSON.stringify(told, null, 2) : told.map(inWords).join("\n\n"));
      end(told.some(({ faults }) => faults.length > 0) ? exitCodes.refused : exitCodes.done);
    });
}

const simulateHelp = `
Each line: local time, what happened, the states after it, deadlines that began, moved or ended, who was notified.

Examples:
  answerable playbook simulate my-review.yaml
  answerable playbook simulate release-review --night "in time"
`;

async function talesOf(named: string, world: CliContext): Promise<readonly NightTale[]> {
  const { path, text } = await textFileOf(named, world);
  const { people } = await world.known();
  const { file, faults, faultAt } = checkPlaybookFile(path, text, othersWith(await ownTexts(world)));
  if (file === undefined) throw new CliFailure(exitCodes.refused, faults.map(formatFault).join("\n"));
  const parts = { file, playbook: playbookFromData(file), explorer: world.explorer, calendar: anyOffice };
  return tellNights({ ...parts, people: playersWith(people) }, faultAt);
}

function inWords({ name, moments, faults }: NightTale): string {
  const end = faults.length === 0 ? ["  It comes true."] : faults.map((fault) => `  ${formatFault(fault)}`);
  return [oneLine(name), ...moments.map(momentInWords), ...end].join("\n");
}

function momentInWords({ at, what, states, clocks, notified }: Moment): string {
  const more = [
    ...(what.kind === "refused" ? [] : [`→ ${states.join(", ")}`]),
    ...clocks.map(clockInWords),
    ...(notified.length === 0 ? [] : [`notified: ${notified.join(", ")}`]),
  ];
  return [`  ${at}  ${happened(what)}`, ...more.map((one) => `    ${one}`)].join("\n");
}

function happened(what: Happening): string {
  switch (what.kind) {
    case "opened":
      return `opened by ${what.by}`;
    case "sent":
      return `${what.event} by ${what.by}`;
    case "refused":
      return `${what.event} by ${what.by} is refused: ${oneLine(what.why)}`;
    case "time":
      return "time passes";
  }
}

const clockInWords = ({ id, state, due, level }: ToldClock): string =>
  `clock ${id}: ${state}, due ${due}${level === 0 ? "" : `, level ${String(level)}`}`;
