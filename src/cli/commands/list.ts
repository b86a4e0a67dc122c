import { type Command, Option } from "commander";
import type { IncidentQuery } from "../../desk/ports.ts";
import { placeText, readPlace } from "../../desk/places.ts";
import { nameOf } from "../../playbook/names.ts";
import { formatRemaining, formatTime } from "../../playbook/times.ts";
import { stateLabel } from "../../playbook/states.ts";
import { CliFailure, exitCodes, type ExitCode } from "../exit-codes.ts";
import { languageOf, wholeNumber, withCommonOptions, type CommonOptions } from "../options.ts";
import { table } from "../table.ts";
import type { DeskClient, CliContext } from "../cli-context.ts";

const pageSizeDefault = 50;
const pageSizeMax = 500;

interface ListOptions extends CommonOptions {
  readonly state: "open" | "closed" | "all";
  readonly playbook?: string;
  readonly grade?: string;
  readonly overdue?: true;
  readonly text?: string;
  readonly sort?: IncidentQuery["sort"];
  readonly after?: string;
  readonly pageSize: number;
}

export function addList(program: Command, world: CliContext, end: (code: ExitCode) => void): void {
  withCommonOptions(program.command("list"))
    .description("incidents, the next deadline first")
    .addOption(new Option("--state <state>", "which incidents").choices(["open", "closed", "all"]).default("open"))
    .option("--playbook <name>", "only of this playbook, for instance public-incident@1")
    .option("--grade <grade>", "only of this grade")
    .option("--overdue", "only overdue incidents")
    .option("--text <words>", "part of the title, or the number")
    .addOption(
      new Option("--sort <order>", "order; deadline for open ones, newest otherwise").choices(["deadline", "newest"]),
    )
    .option("--after <place>", "the page behind this place, as the page before it says")
    .option("--page-size <number>", "rows on a page", wholeNumber(1, pageSizeMax), pageSizeDefault)
    .addHelpText(
      "after",
      "\nExamples:\n  answerable list\n  answerable list --overdue --json\n  answerable list --state all --text 泄露\n",
    )
    .action(async (options: ListOptions) => {
      const client = await world.open("read");
      try {
        await list(options, client, world);
      } finally {
        await client.close();
      }
      end(exitCodes.done);
    });
}

async function list(options: ListOptions, client: DeskClient, { terminal }: CliContext): Promise<void> {
  const query = queryOf(options, client.now());
  const { next, ...page } = await client.list(query);
  const after = next && placeText(next, query.sort);
  if (options.json) {
    const { rows, total } = page;
    terminal.out(JSON.stringify({ rows, total, pageSize: options.pageSize, after, now: client.now() }, null, 2));
    return;
  }
  const language = languageOf(options);
  const now = client.now();
  const rows = page.rows.map(({ number, summary }) => [
    String(number),
    summary.dueAt === null ? "–" : formatTime(summary.dueAt, language, client.organisation),
    summary.dueAt === null ? "" : formatRemaining(summary.dueAt, now, language),
    summary.grade,
    phaseInWords(client, summary.playbook, summary.phase)[language],
    summary.holder === null ? "–" : nameOf(client.everybody, summary.holder),
    summary.title,
  ]);
  if (rows.length > 0)
    terminal.out(table([["No.", "Due", "Remaining", "Grade", "State", "With", "Incident"], ...rows]));
  const more = after === null ? "" : ` The next page: --after ${after}`;
  terminal.out(page.total === 0 ? await formatNone(options, client) : `${rows.length} of ${page.total}.${more}`);
}

/** Which of the conditions it is, and what to ask instead. */
async function formatNone(options: ListOptions, client: DeskClient): Promise<string> {
  const { open, closed } = await client.counts();
  if (open + closed === 0)
    return "No incident has been registered in this data folder yet (ANSWERABLE_DATA names another one).";
  const isNarrowed = [options.playbook, options.grade, options.overdue, options.text].some((one) => one !== undefined);
  if (isNarrowed) return "No incident matches. Leave out a condition, or look among all with --state all.";
  return `No incident is ${options.state}: ${open} open, ${closed} closed. See all with --state all.`;
}

function queryOf(
  {
    state,
    playbook,
    grade,
    overdue,
    text,
    sort = state === "open" ? "deadline" : "newest",
    after,
    pageSize,
  }: ListOptions,
  now: number,
): IncidentQuery {
  const place = after === undefined ? null : readPlace(after, sort);
  if (after !== undefined && place === null)
    throw new CliFailure(
      exitCodes.usage,
      `--after ${after}: no page of this list ends there. Leave it out for the first page.`,
    );
  return {
    ...(state === "all" ? {} : { open: state === "open" }),
    ...(playbook === undefined ? {} : { playbook }),
    ...(grade === undefined ? {} : { grade }),
    ...(overdue ? { overdueAt: now } : {}),
    ...(text === undefined ? {} : { text }),
    ...(place === null ? {} : { after: place }),
    sort,
    pageSize,
  };
}

function phaseInWords(client: DeskClient, key: string, phase: string) {
  const playbook = client.playbook(key);
  return playbook ? stateLabel(playbook, phase) : { zh: phase, en: phase };
}
