/** Options that several commands share, and what they come to. */
import { type Command, Option } from "commander";
import type { Language } from "../../machines/playbook.ts";
import type { Person } from "../desk/types.ts";
import { CliFailure, exitCodes } from "./exit-codes.ts";
import type { Setting } from "./world.ts";

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
    .option("--as <person>", "id of the person who acts or looks")
    .option("--token <token>", "of the person who acts, when a server holds the data (or ANSWERABLE_TOKEN)");
}

/** The person's own language unless another is asked for. */
export function languageOf(options: CommonOptions, person?: Person): Language {
  return options.language ?? person?.language ?? "en";
}

/** Whoever acts must be named: the record keeps it. */
export function actorOf({ as }: CommonOptions, setting: Setting): Person {
  if (as === undefined) {
    throw new CliFailure(exitCodes.usage, `Say who you are: --as <person>. ${knownPeople(setting)}`);
  }
  return personNamed(as, setting);
}

/** Whoever looks need not be: the first person of the settings stands in. */
export function viewerOf({ as }: CommonOptions, setting: Setting): Person {
  const [first] = setting.people;
  if (as !== undefined || first === undefined) return personNamed(as ?? "", setting);
  return first;
}

function personNamed(id: string, setting: Setting): Person {
  const person = setting.people.find((one) => one.id === id);
  if (person) return person;
  throw new CliFailure(exitCodes.usage, `There is no person ${JSON.stringify(id)}. ${knownPeople(setting)}`);
}

function knownPeople({ people }: Setting): string {
  return `People in the settings: ${people.map(({ id, name, roles }) => `${id} (${name}, ${roles.join(", ")})`).join("; ")}.`;
}

/** A whole number within limits, for an option. */
export function wholeNumber(least: number, most: number): (given: string) => number {
  return (given) => {
    const value = /^\d{1,9}$/.test(given) ? Number(given) : NaN;
    if (value >= least && value <= most) return value;
    throw new CliFailure(exitCodes.usage, `${JSON.stringify(given)} is not a whole number from ${least} to ${most}.`);
  };
}
