/** Folds logs again through the very code that ran live, and compares with what is stored. */
import type { Command } from "commander";
import { playbookKey } from "../../../machines/playbook.ts";
import type { IncidentRow, Place } from "../../desk/ports.ts";
import { stateWords } from "../../playbook/states.ts";
import { formatTimeWithSeconds } from "../../playbook/times.ts";
import type { ReplayView } from "../../desk/views.ts";
import type { Person } from "../../directory/person.ts";
import { CliFailure, exitCodes, type ExitCode } from "../exit-codes.ts";
import { languageOf, viewerOf, wholeNumber, withPerson, type CommonOptions } from "../options.ts";
import { oneLine } from "../table.ts";
import type { DeskClient, CliContext } from "../cli-context.ts";

const pageSize = 100;
const seqMax = 999_999_999;

interface ReplayOptions extends CommonOptions {
  readonly all?: true;
  readonly at?: number;
}

export function addReplay(program: Command, world: CliContext, end: (code: ExitCode) => void): void {
  withPerson(program.command("replay"))
    .argument("[incident]", "number or id")
    .option("--all", "every incident")
    .option("--at <seq>", "as it was after this log row", wholeNumber(0, seqMax))
    .description("replay the log and compare with what is stored; exits with 1 when they differ")
    .addHelpText(
      "after",
      "\nExamples:\n  answerable replay 7\n  answerable replay 7 --at 12\n  answerable replay --all\n",
    )
    .action(async (incident: string | undefined, options: ReplayOptions) => {
      if ((incident === undefined) === (options.all === undefined)) {
        throw new CliFailure(exitCodes.usage, "Name one incident, or say --all.");
      }
      const client = await world.open("read");
      try {
        const viewer = viewerOf(options, client);
        const incidents = incident === undefined ? everyIncident(client) : oneIncident(client, incident);
        end(await replayEach(incidents, { client, viewer, options, world }));
      } finally {
        await client.close();
      }
    });
}

async function* everyIncident(client: DeskClient): AsyncGenerator<IncidentRow> {
  for (let after: Place | null | undefined; after !== null;) {
    const page = await client.list({ ...(after ? { after } : {}), pageSize, sort: "newest" });
    yield* page.rows;
    after = page.next;
  }
}

async function* oneIncident(client: DeskClient, incident: string): AsyncGenerator<IncidentRow> {
  const row = await client.find(incident);
  if (!row) throw new CliFailure(exitCodes.notFound, `There is no incident ${incident}.`);
  yield row;
}

interface Replaying {
  readonly client: DeskClient;
  readonly viewer: Person;
  readonly options: ReplayOptions;
  readonly world: CliContext;
}

async function replayEach(incidents: AsyncIterable<IncidentRow>, replaying: Replaying): Promise<ExitCode> {
  const { options, world } = replaying;
  const results: Result[] = [];
  for await (const row of incidents) {
    const result = await replayOne(row, replaying);
    results.push(result);
    if (!options.json) world.terminal.out(result.inWords);
  }
  const different = results.filter(({ forPrograms }) => forPrograms.divergence !== null).length;
  if (options.json)
    world.terminal.out(
      JSON.stringify(
        results.map(({ forPrograms }) => forPrograms),
        null,
        2,
      ),
    );
  else if (options.all) world.terminal.out(`${results.length} replayed, ${different} differ.`);
  return different === 0 ? exitCodes.done : exitCodes.refused;
}

interface Result {
  readonly inWords: string;
  readonly forPrograms: {
    readonly number: number;
    readonly id: string;
    readonly seq: number;
    readonly value: unknown;
    readonly divergence: ReplayView["divergence"];
  };
}

async function replayOne(row: IncidentRow, { client, viewer, options }: Replaying): Promise<Result> {
  const seq = options.at ?? row.seq;
  const view = await client.replay(row.id, seq, viewer, { isWhole: true, messagesMax: 0 });
  if (!view)
    throw new CliFailure(exitCodes.notFound, `Incident ${row.number} has no log row ${seq}; its last is ${row.seq}.`);
  const { number, id } = row;
  const { divergence } = view;
  return {
    inWords: inWords(view, options, client),
    forPrograms: { number, id, seq, value: view.instance.value, divergence },
  };
}

function inWords(view: ReplayView, options: ReplayOptions, client: DeskClient): string {
  const language = languageOf(options);
  const name = oneLine(`${view.row.number}  ${view.headline.title}`);
  if (view.divergence) {
    return `${name}\n  DIFFERS at log row ${view.divergence.seq} (${view.divergence.what}): ${view.divergence.sentence}`;
  }
  const agree = `matches the stored state: ${view.seq + 1} log rows of ${playbookKey(view.playbook)}`;
  if (options.all) return `${name}\n  ${agree}`;
  const states = stateWords(view.playbook, view.instance)
    .map((text) => text[language])
    .join(" · ");
  const when = formatTimeWithSeconds(view.entry.at, language, client.organisation);
  const last = `row ${view.seq} of ${view.lastSeq}, ${when}: ${oneLine(view.entry.title[language])}`;
  return `${name}\n  ${last}\n  ${states}\n  ${agree}`;
}
