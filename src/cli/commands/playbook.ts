import { type Command, Option } from "commander";
import { playbookKey, type Language, type Playbook } from "../../../machines/playbook.ts";
import { isActive } from "../../playbook/active.ts";
import { formatFault } from "../../playbook-files/fault.ts";
import { CliFailure, exitCodes, type ExitCode } from "../exit-codes.ts";
import { fileAt, filesAt, isPath } from "../files-at.ts";
import { viewerOf, wholeNumber } from "../options.ts";
import { checkPlaybook } from "../playbook-check.ts";
import { checkTextFile, type FileReport } from "../../playbook-files/check-text-file.ts";
import type { TextFile } from "../../playbook-files/shipped-files.ts";
import { table } from "../table.ts";
import type { CliContext } from "../cli-context.ts";
import { write } from "../write-out.ts";
import { addPlaybookFileCommands } from "./playbook-file.ts";
import { addPlaybookShelfCommands } from "./playbook-shelf.ts";
import { addSimulate } from "./playbook-simulate.ts";
import { ownTexts } from "./playbook-texts.ts";

const walksDefault = 100;
const walksMax = 100_000;

export function addPlaybook(program: Command, world: CliContext, end: (code: ExitCode) => void): void {
  const playbook = program.command("playbook").description("list, check and draw playbooks");
  addPlaybookList(playbook, world, end);
  addCheck(playbook, world, end);
  addDraw(playbook, world, end);
  addSimulate(playbook, world, end);
  addPlaybookFileCommands(playbook, world, end);
  addPlaybookShelfCommands(playbook, world, end);
}

function addPlaybookList(command: Command, world: CliContext, end: (code: ExitCode) => void): void {
  command
    .command("list")
    .option("--json", "print JSON for programs")
    .description("every playbook, every version")
    .action(async ({ json }: { json?: true }) => {
      const { playbooks } = await world.known();
      const all = playbooks.map((one) => ({
        key: playbookKey(one),
        title: one.title,
        purpose: one.purpose,
        own: one.isOwn === true,
        active: isActive(playbooks, one),
      }));
      const rows = all.map(({ key, title, own, active }) => [key, `${title.zh} · ${title.en}`, stateOf(own, active)]);
      world.terminal.out(json ? JSON.stringify(all, null, 2) : table(rows));
      end(exitCodes.done);
    });
}

const stateOf = (own: boolean, active: boolean): string =>
  [own ? "own" : "", active ? "" : "earlier"].filter((word) => word !== "").join(", ");

function addCheck(command: Command, world: CliContext, end: (code: ExitCode) => void): void {
  command
    .command("check")
    .argument("[playbooks...]", "names of playbooks, playbook files, folders with them; all playbooks when left out")
    .option("--walks <number>", "random walks through each", wholeNumber(1, walksMax), walksDefault)
    .option("--json", "print JSON for programs")
    .description("check playbooks and playbook files; exit code 1 if a check fails")
    .addHelpText(
      "after",
      "\nExamples:\n  answerable playbook check\n  answerable playbook check public-incident --walks 2000\n  answerable playbook check my-review.yaml\n",
    )
    .action(async (named: string[], { walks, json }: { walks: number; json?: true }) => {
      const { people, playbooks, policies } = await world.known();
      const { explorer } = world;
      const own = named.some(isPath) ? await ownTexts(world) : [];
      const files = named
        .filter(isPath)
        .flatMap(filesAt)
        .map((file, _, all) => checkTextFile(file, { people, explorer, own: [...others(file, all), ...own] }));
      const keys = named.filter((argument) => !isPath(argument));
      const chosen = named.length === 0 ? playbooks : keys.map((key) => find(playbooks, key));
      const sound = files.flatMap(({ playbook, faults }) => (playbook && faults.length === 0 ? [playbook] : []));
      const results = [...chosen, ...sound].map((playbook) => ({
        playbook: playbookKey(playbook),
        checks: checkPlaybook({ playbook, policy: policyOf(playbook, policies), people, explorer, walks }),
      }));
      const shown = files.map(({ path, nights, faults }) => ({ path, nights, faults }));
      const words = [...shown.map(fileInWords), ...results.map(inWords)].join("\n\n");
      world.terminal.out(json ? JSON.stringify([...shown, ...results], null, 2) : words);
      const wrong =
        files.some(({ faults }) => faults.length > 0) ||
        results.some(({ checks }) => checks.some((check) => check.wrong.length > 0));
      end(wrong ? exitCodes.refused : exitCodes.done);
    });
}

/** Files that are checked together may link each other. */
const others = (file: TextFile, all: readonly TextFile[]): readonly TextFile[] => all.filter((one) => one !== file);

/** A file that nobody has settings for yet has its defaults. */
const policyOf = ({ id, policy }: Playbook, policies: Readonly<Record<string, unknown>>): unknown =>
  Object.hasOwn(policies, id) ? policies[id] : policy.parse({});

function fileInWords({ path, nights, faults }: Pick<FileReport, "path" | "nights" | "faults">): string {
  if (faults.length > 0) return faults.map(formatFault).join("\n");
  return `${path}: nothing wrong; ${nights === 1 ? "its night comes" : `its ${String(nights)} nights come`} true.`;
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
    .argument("<playbook>", "for instance public-incident, or a playbook file")
    .option("--out <file>", "write here instead of standard output")
    .option("--incident <incident>", "mark the states in which this incident is")
    .addOption(new Option("--language <language>", "language of the labels").choices(["zh", "en"]).default("en"))
    .description("the drawn statechart as SVG")
    .addHelpText(
      "after",
      "\nExamples:\n  answerable playbook draw public-incident --out public-incident.svg\n  answerable playbook draw public-incident --incident 7 --language zh > now.svg\n",
    )
    .action(async (key: string, options: DrawOptions) => {
      const playbook = isPath(key) ? await drawable(key, world) : find((await world.known()).playbooks, key);
      const value = options.incident === undefined ? null : await valueOf(options.incident, playbook, world);
      // The layout engine is large and only this command needs it.
      const { drawPlaybook } = await import("../../diagram/draw.ts");
      const svg = await drawPlaybook(playbook, { language: options.language, ...(value === null ? {} : { value }) });
      write(world, options.out, `${svg}\n`);
      end(exitCodes.done);
    });
}

async function drawable(path: string, world: CliContext): Promise<Playbook> {
  const own = await ownTexts(world);
  const { playbook, faults } = checkTextFile(fileAt(path), { people: [], explorer: world.explorer, own });
  if (playbook) return playbook;
  throw new CliFailure(exitCodes.refused, faults.map(formatFault).join("\n"));
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
