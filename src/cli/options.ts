/** Options that several commands share, and what they come to. */
import { type Command, Option } from "commander";
import { readInstant } from "../../machines/kit/instant.ts";
import type { Language } from "../../machines/playbook.ts";
import type { Person } from "../directory/person.ts";
import { CliFailure, exitCodes } from "./exit-codes.ts";
import type { DeskClient, Known, CliContext } from "./cli-context.ts";

export interface CommonOptions {
  readonly json?: true;
  readonly language?: Language;
  readonly as?: string;
  readonly token?: string;
}

export function withCommonOptions(command: Command): Command {
  return command
    .option("--json", "print JSON for programs")
    .addOption(new Option("--language <language>", "language of what is printed").choices(["zh", "en"]));
}

export function withPerson(command: Command): Command {
  return withCommonOptions(command)
    .option("--as <person>", "ID of the acting person; a token says it by itself")
    .option("--token <token>", "of the person who acts, when a server holds the data (or ANSWERABLE_TOKEN)");
}

/** The person's own language unless another is asked for. */
export function languageOf(options: CommonOptions, person?: Person): Language {
  return options.language ?? person?.language ?? "en";
}

/** Opens the data for somebody to act. Whoever acts must be named: the record keeps it. */
export async function openAs(
  options: CommonOptions,
  world: CliContext,
): Promise<{ client: DeskClient; actor: Person }> {
  const { as, token = world.token() } = options;
  if (as === undefined && token === null) throw await unnamed(world);
  const client = await world.open("write", token);
  try {
    const own = (await client.tokenPerson?.()) ?? null;
    if (own === null && as === undefined) throw await unnamed(world);
    if (own !== null && as !== undefined && as !== own)
      throw new CliFailure(
        exitCodes.usage,
        `The token is ${own}'s, and --as names ${as}. Leave --as out, or use a token of ${as}'s.`,
      );
    return { client, actor: personNamed(own ?? as ?? "", client) };
  } catch (error) {
    await client.close();
    throw error;
  }
}

async function unnamed(world: CliContext): Promise<CliFailure> {
  return new CliFailure(
    exitCodes.usage,
    `Name the acting person with --as <person>.  ${knownPeople(await world.known())}`,
  );
}

/** Whoever looks need not be named: the first person stands in, and on a desk without people nobody does. */
export function viewerOf({ as }: CommonOptions, client: DeskClient): Person {
  return as === undefined ? (client.people[0] ?? nobody) : personNamed(as, client);
}

const nobody: Person = { id: "", name: "", email: "", roles: [], language: "en" };

function personNamed(id: string, client: DeskClient): Person {
  const person = client.person(id);
  if (person) return person;
  const people = knownPeople({ people: client.people, recorded: true });
  throw new CliFailure(exitCodes.usage, `There is no person ${JSON.stringify(id)}. ${people}`);
}

type KnownPeople = Pick<Known, "people" | "recorded">;

function knownPeople({ people, recorded }: KnownPeople): string {
  if (people.length === 0) return "No people yet. Open the desk in a browser and set it up.";
  const named = people.map(({ id, name, roles }) => `${id} (${name}, ${roles.join(", ")})`).join("; ");
  return `${recorded ? "People here" : "People in the settings"}: ${named}.`;
}

/** A whole number within limits, for an option. */
export function wholeNumber(least: number, most: number): (given: string) => number {
  return (given) => {
    const value = /^\d{1,9}$/.test(given) ? Number(given) : NaN;
    if (value >= least && value <= most) return value;
    throw new CliFailure(exitCodes.usage, `${JSON.stringify(given)} is not a whole number from ${least} to ${most}.`);
  };
}

/** A moment in ISO 8601, for an option. */
export function moment(given: string): number {
  const at = readInstant(given);
  if (at !== null) return at;
  const words = "is not a moment: write date, time and offset, 2026-11-22T22:56+08:00";
  throw new CliFailure(exitCodes.usage, `${JSON.stringify(given)} ${words}.`);
}
