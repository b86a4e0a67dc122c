/** `start-over`: the way back in when nobody who is signed in can give it. */
import type { Command } from "commander";
import { CliFailure, exitCodes, type ExitCode } from "../exit-codes.ts";
import { oneLine } from "../table.ts";
import type { CliContext } from "../cli-context.ts";

export function addStartOver(program: Command, world: CliContext, end: (code: ExitCode) => void): void {
  program
    .command("start-over [person]")
    .option("--everybody", "end what was handed out to everybody instead: after a database was restored by other means")
    .option("--json", "print JSON for programs")
    .description("reset a person’s sign-in and print a link to set a new password")
    .addHelpText("after", help)
    .action(async (person: string | undefined, { json, everybody }: { json?: true; everybody?: true }) => {
      if ((person === undefined) === (everybody === undefined))
        throw new CliFailure(exitCodes.usage, "Name one person, or write --everybody.");
      if (person === undefined) {
        const ended = await world.endHandedOut();
        world.terminal.out(json ? JSON.stringify({ ended }) : endedInWords(ended));
        end(exitCodes.done);
        return;
      }
      const started = await world.resetSignIn(person);
      const expiresAt = new Date(started.expiresAt).toISOString();
      const { name, link } = started;
      world.terminal.out(json ? JSON.stringify({ person, name, link, expiresAt }) : inWords(name, link, expiresAt));
      end(exitCodes.done);
    });
}

const help = `
For the last administrator who lost their phone: for everyone else an administrator does this on the person's page.
Everything that gives access ends: password, one-time codes, passkeys, provider link, sign-ins, API tokens, calendar address,
webhook and unused links. It goes on record, and they are notified.
The desk must be stopped while it holds an SQLite file.

With --everybody no one loses a password, code, passkey or provider link: sign-ins, API tokens, unused links, known devices, calendar
addresses and acknowledge links end. "answerable restore" and "answerable copy" do it by themselves.

Examples:
  answerable start-over kim
  answerable start-over --everybody
`;

function endedInWords({ sessions, tokens, links, devices, calendars }: Readonly<Record<string, number>>): string {
  return `Ended: sign-ins ${sessions}, API tokens ${tokens}, unused links ${links}, known devices ${devices}, calendar addresses ${calendars}, and every acknowledge link.`;
}

function inWords(name: string, link: string, expiresAt: string): string {
  return [
    `${oneLine(name)} can no longer sign in. New link, valid once until ${expiresAt}:`,
    "",
    `  ${link}`,
    "",
    "Anyone with this link can sign in as this person: give it only to them. If you stopped the desk, start it first.",
  ].join("\n");
}
