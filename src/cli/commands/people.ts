/** `people` and `roster`: who is there, and who has the duty. */
import type { Command } from "commander";
import type { Language } from "../../../machines/playbook.ts";
import { gapDays, type LayerNow, type PersonNow, type RosterNow } from "../../desk/organisation-now.ts";
import { roleWords } from "../../desk/permissions.ts";
import { sayTime } from "../../desk/times.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { languageOf, withCommonOptions, type CommonOptions } from "../options.ts";
import { oneLine, table } from "../table.ts";
import type { Door, World } from "../world.ts";

type End = (code: ExitCode) => void;

function withToken(command: Command): Command {
  return withCommonOptions(command).option(
    "--token <token>",
    "ask the server that holds the data, as whoever made it (or ANSWERABLE_TOKEN)",
  );
}

export function addPeople(program: Command, world: World, end: End): void {
  withToken(program.command("people"))
    .description("everybody who belongs to the organisation: id, name, roles, whether they are there and on duty")
    .addHelpText("after", "\nExamples:\n  answerable people\n  answerable people --json\n")
    .action(async (options: CommonOptions) => {
      const door = await world.open("read", options.token ?? null);
      try {
        const answer = await door.peopleNow();
        world.terminal.out(
          options.json ? JSON.stringify(answer, null, 2) : peopleInWords(answer.people, sayer(options, door)),
        );
      } finally {
        await door.close();
      }
      end(exitCodes.done);
    });
}

export function addRoster(program: Command, world: World, end: End): void {
  withToken(program.command("roster"))
    .description(
      `who has the duty now and who comes next; ends with 1 when nobody has it at some time in the next ${gapDays} days`,
    )
    .addHelpText(
      "after",
      "\nExamples:\n  answerable roster\n  answerable roster --json\n  answerable roster || echo gap\n",
    )
    .action(async (options: CommonOptions) => {
      const door = await world.open("read", options.token ?? null);
      try {
        const answer = await door.rosterNow();
        world.terminal.out(
          options.json ? JSON.stringify(answer, null, 2) : rosterInWords(answer, sayer(options, door)),
        );
        end(answer.layers.some(({ gaps }) => gaps.length > 0) ? exitCodes.refused : exitCodes.done);
      } finally {
        await door.close();
      }
    });
}

interface Sayer {
  readonly language: Language;
  readonly time: (at: number) => string;
}

function sayer(options: CommonOptions, { organisation }: Door): Sayer {
  const language = languageOf(options);
  return { language, time: (at) => sayTime(at, language, organisation) };
}

function peopleInWords(people: readonly PersonNow[], say: Sayer): string {
  if (people.length === 0) return "Nobody is here yet: open the desk in a browser and set it up.";
  const rows = people.map((person) => [
    person.id,
    person.name,
    // A newer server may know further roles.
    person.roles.map((role) => (roleWords as Partial<typeof roleWords>)[role]?.[say.language] ?? role).join(", "),
    stateOf(person, say),
    person.onDuty.map(({ label }) => label[say.language]).join(", "),
  ]);
  return table([["Id", "Name", "Roles", "State", "On duty now"], ...rows]);
}

function stateOf({ active, absence }: PersonNow, { time }: Sayer): string {
  if (!active) return "has left";
  if (absence === null) return "active";
  const until = absence.until === null ? "" : ` until ${time(absence.until)}`;
  return `absent${until}, ${absence.deputy === null ? "nobody acts instead" : `deputy ${absence.deputy.name}`}`;
}

function rosterInWords({ layers }: RosterNow, say: Sayer): string {
  const gaps = layers.flatMap((layer) => layer.gaps).sort((a, b) => a.from - b.from);
  return [
    table(layers.map((layer) => [layer.label[say.language], ...layerInWords(layer, say)])),
    "",
    ...gaps.map(({ sentence }) => oneLine(sentence[say.language])),
    ...(gaps.length === 0 ? [`Nobody is missing in the next ${gapDays} days.`] : []),
  ].join("\n");
}

function layerInWords({ isRostered, onDuty, insteadOf, until, next }: LayerNow, { time }: Sayer): readonly string[] {
  if (!isRostered) return ["–", "nobody rostered: letters go to all who hold the role"];
  const who = onDuty === null ? "NOBODY" : `${onDuty.name} (${onDuty.id})`;
  const acting = insteadOf === null ? "" : `for ${insteadOf.name}, `;
  const change = until === null ? "nothing changes" : `until ${time(until)}, then ${next?.name ?? "nobody"}`;
  return [who, `${acting}${change}`];
}
