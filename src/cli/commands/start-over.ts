/** `start-over`: the way back in when nobody who is signed in can give it. */
import type { Command } from "commander";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { oneLine } from "../table.ts";
import type { World } from "../world.ts";

export function addStartOver(program: Command, world: World, end: (code: ExitCode) => void): void {
  program
    .command("start-over <person>")
    .option("--json", "print JSON for programs")
    .description("end every way in which somebody signs in, and print a link by which they choose a new password")
    .addHelpText("after", help)
    .action(async (person: string, { json }: { json?: true }) => {
      const started = await world.startOver(person);
      const expiresAt = new Date(started.expiresAt).toISOString();
      const { name, link } = started;
      world.terminal.out(json ? JSON.stringify({ person, name, link, expiresAt }) : inWords(name, link, expiresAt));
      end(exitCodes.done);
    });
}

const help = `
For the last administrator who lost their telephone: anybody else is helped by an administrator, on the desk's page of the person.
Their password, one-time codes, passkeys and sessions end, which goes on record; the API tokens they made go on working.
The desk must be stopped while it holds an SQLite file.

Example:
  answerable start-over kim
`;

function inWords(name: string, link: string, expiresAt: string): string {
  return [
    `${oneLine(name)} can sign in with nothing that they had. They begin anew here, once, until ${expiresAt}:`,
    "",
    `  ${link}`,
    "",
    "Whoever has this link becomes that person: give it to them alone. Start the desk first if you stopped it.",
  ].join("\n");
}
