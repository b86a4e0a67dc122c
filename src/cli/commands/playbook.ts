import { writeFileSync } from "node:fs";
import { type Command, Option } from "commander";
import { playbookKey, type Language, type Playbook } from "../../../machines/playbook.ts";
import { CliFailure, exitCodes, type ExitCode } from "../exit-codes.ts";
import { viewerOf, wholeNumber } from "../options.ts";
import { checkPlaybook } from "../playbook-check.ts";
import { table } from "../table.ts";
import type { CliContext } from "../cli-context.ts";

const walksDefault = 100;
const walksMax = 100_000;

export function addPlaybook(program: Command, world: CliContext, end: (code: ExitCode) => void): void {
  const playbook = program.command("playbook").description("list, check and draw playbooks");
  addPlaybookList(playbook, world, end);
  addCheck(playbook, world, end);
  addDraw(playbook, world, end);
}

function addPlaybookList(command: Command, world: CliContext, end: (code: ExitCode) => void): void {
  command
    .command("list")
    .option("--json", "print JSON for programs")
    .description("every playbook, every version")
    .action(({ json }: { json?: true }) => {
      const all = world
        .setting()
        .playbooks.map((one) => ({ key: playbookKey(one), title: one.title, purpose: one.purpose }));
      world.terminal.out(
        json ? JSON.stringify(all, null, 2) : table(all.map(({ key, title }) => [key, `${title.zh} · ${title.en}`])),
      );
      end(exitCodes.done);
    });
}

function addCheck(command: Command, world: CliContext, end: (code: ExitCode) => void): void {
  command
    .command("check")
    .argument("[playbook]", "all when left out")
    .option("--walks <number>", "random walks through each", wholeNumber(1, walksMax), walksDefault)
    .option("--json", "print JSON for programs")
    .description("check playbooks; exit code 1 if a check fails")
    .addHelpText(
      "after",
      "\nExamples:\n  answerable playbook check\n  answerable playbook check public-incident --walks 2000\n",
    )
    .action(async (key: string | undefined, { walks, json }: { walks: number; json?: true }) => {
      const { people, playbooks, policies } = await world.known();
      const chosen = key === undefined ? playbooks : [find(playbooks, key)];
      const results = chosen.map((playbook) => ({
        playbook: playbookKey(playbook),
        checks: checkPlaybook({ playbook, policy: policies[playbook.id], people, explorer: world.explorer, walks }),
      }));
      world.terminal.out(json ? JSON.stringify(results, null, 2) : results.map(inWords).join("\n\n"));
      const wrong = results.some(({ checks }) => checks.some((check) => check.wrong.length > 0));
      end(wrong ? exitCodes.refused : exitCodes.done);
    });
}

function inWords({ playbook, checks }: { playbook: string; checks: ReturnType<typeof checkPlaybook> }): string {
  const lines = checks.flatMap(({ what, wrong }) => [
    `  ${wrong.length === 0 ? "ok    " : "FAIL  "} ${what}`,
    ...wrong.map((sentence) => `           ${sentence}`),
  ]);
  return [playbook, ...lines].join("\n");
}

function addDraw(command: Command, world: CliContext, end: (code: ExitCode) => void): void {
  command
    .command("draw")
    .argument("<playbook>", "for instance public-incident")
    .option("--out <file>", "write here instead of standard output")
    .option("--incident <incident>", "mark the states in which this incident is")
    .addOption(new Option("--language <language>", "language of the labels").choices(["zh", "en"]).default("en"))
    .description("the drawn statechart as SVG")
    .addHelpText(
      "after",
      "\nExamples:\n  answerable playbook draw public-incident --out public-incident.svg\n  answerable playbook draw public-incident --incident 7 --language zh > now.svg\n",
    )
    .action(async (key: string, options: DrawOptions) => {
      const playbook = find(world.setting().playbooks, key);
      const value = options.incident === undefined ? null : await valueOf(options.incident, playbook, world);
      // The layout engine is large and only this command needs it.
      const { drawPlaybook } = await import("../../diagram/draw.ts");
      const svg = await drawPlaybook(playbook, { language: options.language, ...(value === null ? {} : { value }) });
      if (options.out === undefined) world.terminal.out(svg);
      else writeFileSync(options.out, `${svg}\n`);
      end(exitCodes.done);
    });
}

interface DrawOptions {
  readonly out?: string;
  readonly incident?: string;
  readonly language: Language;
}

async function valueOf(incident: string, playbook: Playbook, world: CliContext): Promise<unknown> {
  const client = await world.open("read");
  try {
    const view = await client.incident(incident, viewerOf({}, client));
    if (!view) throw new CliFailure(exitCodes.notFound, `There is no incident ${incident}.`);
    if (playbookKey(view.playbook) === playbookKey(playbook)) return view.instance.value;
    throw new CliFailure(
      exitCodes.usage,
      `Incident ${incident} runs on ${playbookKey(view.playbook)}, not on ${playbookKey(playbook)}.`,
    );
  } finally {
    await client.close();
  }
}

function find(playbooks: readonly Playbook[], key: string): Playbook {
  const matching = playbooks.filter((one) => playbookKey(one) === key || one.id === key);
  const newest = [...matching].sort((a, b) => b.version - a.version)[0];
  if (newest) return newest;
  throw new CliFailure(
    exitCodes.notFound,
    `There is no playbook ${key}. Known: ${playbooks.map(playbookKey).join(", ")}.`,
  );
}
