/** `people` and `roster`: who is there, and who has the duty. */
import { type Command, Option } from "commander";
import type { Language } from "../../../machines/playbook.ts";
import {
  gapDays,
  outOfReach,
  rosterWindowDays,
  type LayerNow,
  type PersonNow,
  type RosterBetween,
  type RosterNow,
  type TurnOfDuty,
  type Window,
} from "../../organisation/now.ts";
import { roleWords } from "../../../machines/playbook.ts";
import { formatTime } from "../../playbook/times.ts";
import { CliFailure, exitCodes, type ExitCode } from "../exit-codes.ts";
import { languageOf, moment, withCommonOptions, type CommonOptions } from "../options.ts";
import { oneLine, table } from "../table.ts";
import type { DeskClient, CliContext } from "../cli-context.ts";

type End = (code: ExitCode) => void;

function withToken(command: Command): Command {
  return withCommonOptions(command).option(
    "--token <token>",
    "ask the server that holds the data, as the person who created it (or ANSWERABLE_TOKEN)",
  );
}

const atWords = "for that moment instead of now: what has been by what was on record then";

export function addPeople(program: Command, world: CliContext, end: End): void {
  withToken(program.command("people"))
    .description("list people: ID, name, roles, absence, on duty now")
    .option("--at <time>", atWords, moment)
    .addHelpText("after", "\nExamples:\n  answerable people\n  answerable people --json\n")
    .action(async (options: CommonOptions & { readonly at?: number }) => {
      const client = await world.open("read", options.token ?? null);
      try {
        const { at } = options;
        reachable(client, at === undefined ? null : { from: at, until: at + 1 }, options);
        const answer = await client.peopleNow(at);
        world.terminal.out(
          options.json ? JSON.stringify(answer, null, 2) : peopleInWords(answer.people, formatsOf(options, client)),
        );
      } finally {
        await client.close();
      }
      end(exitCodes.done);
    });
}

interface RosterOptions extends CommonOptions {
  readonly at?: number;
  readonly from?: number;
  readonly until?: number;
}

export function addRoster(program: Command, world: CliContext, end: End): void {
  withToken(program.command("roster"))
    .description(`show who is on duty and who is next; exit code 1 if there is a gap in the next ${gapDays} days`)
    .addOption(new Option("--at <time>", atWords).argParser(moment).conflicts(["from", "until"]))
    .option("--from <time>", `every turn from then on, until --until; at most ${rosterWindowDays} days`, moment)
    .option("--until <time>", "every turn from --from until then", moment)
    .addHelpText(
      "after",
      "\nExamples:\n  answerable roster\n  answerable roster --json\n  answerable roster || echo gap\n  answerable roster --at 2026-11-22T22:56+08:00\n  answerable roster --from 2026-11-16T00:00+08:00 --until 2026-11-23T00:00+08:00\n",
    )
    .action(async (options: RosterOptions) => {
      const client = await world.open("read", options.token ?? null);
      try {
        const { text, hasGaps } = await asked(client, options);
        world.terminal.out(text);
        end(hasGaps ? exitCodes.refused : exitCodes.done);
      } finally {
        await client.close();
      }
    });
}

async function asked(
  client: DeskClient,
  options: RosterOptions,
): Promise<{ readonly text: string; readonly hasGaps: boolean }> {
  const { at, from, until } = options;
  if ((from === undefined) !== (until === undefined))
    throw new CliFailure(exitCodes.usage, "Give both --from and --until.");
  const say = formatsOf(options, client);
  const written = (answer: RosterNow | RosterBetween, inWords: string) => ({
    text: options.json ? JSON.stringify(answer, null, 2) : inWords,
    hasGaps: answer.layers.some(({ gaps }) => gaps.length > 0),
  });
  if (from !== undefined && until !== undefined) {
    reachable(client, { from, until }, options);
    const answer = await client.rosterBetween(from, until);
    return written(answer, turnsInWords(answer, say));
  }
  reachable(client, at === undefined ? null : { from: at, until: at + 1 }, options);
  const answer = await client.rosterNow(at);
  return written(answer, rosterInWords(answer, say));
}

function reachable(client: DeskClient, window: Window | null, options: CommonOptions): void {
  const reason = window && outOfReach(window, client.now());
  if (reason) throw new CliFailure(exitCodes.usage, reason[languageOf(options)]);
}

interface Formats {
  readonly language: Language;
  readonly time: (at: number) => string;
}

function formatsOf(options: CommonOptions, { organisation }: DeskClient): Formats {
  const language = languageOf(options);
  return { language, time: (at) => formatTime(at, language, organisation) };
}

function peopleInWords(people: readonly PersonNow[], say: Formats): string {
  if (people.length === 0) return "No people yet. Open the desk in a browser and set it up.";
  const rows = people.map((person) => [
    person.id,
    person.name,
    // A newer server may know further roles.
    person.roles.map((role) => (roleWords as Partial<typeof roleWords>)[role]?.[say.language] ?? role).join(", "),
    person.units.map(({ name }) => name[say.language]).join(", "),
    person.posts.map(({ name }) => name[say.language]).join(", "),
    stateOf(person, say),
    person.onDuty.map(({ label }) => label[say.language]).join(", "),
  ]);
  return table([["Id", "Name", "Roles", "Units", "Posts", "State", "On duty now"], ...rows]);
}

function stateOf({ active, absence }: PersonNow, { time }: Formats): string {
  if (!active) return "has left";
  if (absence === null) return "active";
  const until = absence.until === null ? "" : ` until ${time(absence.until)}`;
  return `absent${until}, ${absence.deputy === null ? "no deputy" : `deputy ${absence.deputy.name}`}`;
}

function rosterInWords({ layers }: RosterNow, say: Formats): string {
  const kept = layers.filter(({ isRostered }) => isRostered).map(({ label }) => label[say.language]);
  const where = kept.length === layers.length ? "" : ` in: ${kept.join(", ")}`;
  const none = kept.length === 0 ? [] : [`No gaps in the next ${gapDays} days${where}.`];
  return [
    table(layers.map((layer) => [layer.label[say.language], ...layerInWords(layer, say)])),
    "",
    ...gapsInWords(layers, say, none),
  ].join("\n");
}

function gapsInWords(layers: readonly Pick<LayerNow, "gaps">[], say: Formats, none: readonly string[]) {
  const gaps = layers.flatMap((layer) => layer.gaps).sort((a, b) => a.from - b.from);
  return gaps.length === 0 ? none : gaps.map(({ sentence }) => oneLine(sentence[say.language]));
}

function turnsInWords({ layers }: RosterBetween, say: Formats): string {
  const rows = layers.flatMap(({ label, isRostered, turns }) =>
    isRostered
      ? turns.map((turn) => [label[say.language], say.time(turn.from), say.time(turn.until), holderInWords(turn, say)])
      : [[label[say.language], "–", "–", "not rostered"]],
  );
  return [table([["Duty position", "From", "Until", "On duty"], ...rows]), "", ...gapsInWords(layers, say, [])].join(
    "\n",
  );
}

function holderInWords({ onDuty, insteadOf, skipped }: Holding, { language }: Formats): string {
  if (onDuty !== null) return `${onDuty.name} (${onDuty.id})${insteadOf === null ? "" : `, for ${insteadOf.name}`}`;
  return skipped === null ? "NO ONE" : `NO ONE (${skipped.why[language]})`;
}

type Holding = Pick<TurnOfDuty, "onDuty" | "insteadOf" | "skipped">;

function layerInWords(layer: LayerNow, say: Formats): readonly string[] {
  const { isRostered, until, next } = layer;
  if (!isRostered) return ["–", `not rostered: notifications go to everyone ${whoCan(layer, say)}`];
  const change = until === null ? "nothing changes" : `until ${say.time(until)}, then ${next?.name ?? "no one"}`;
  return [holderInWords(layer, say), change, ...(layer.requires?.post ? [whoCan(layer, say)] : [])];
}

const whoCan = ({ requires }: LayerNow, { language }: Formats): string =>
  requires?.post ? `with the post ${requires.name[language]}` : "with the role";
