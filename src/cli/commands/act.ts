/** `open` and `send`: the two commands that change something. */
import type { Command } from "commander";
import type { EventForm } from "../../../machines/playbook.ts";
import type { DeskOutcome } from "../../desk/outcome.ts";
import { valuesFor, type Asking, type FieldOptions } from "../ask-fields.ts";
import { CliFailure, exitCodes, type ExitCode } from "../exit-codes.ts";
import { languageOf, openAs, wholeNumber, withPerson, type CommonOptions } from "../options.ts";
import { showOutcome } from "../outcome.ts";
import type { DeskClient, CliContext } from "../cli-context.ts";

const seqMax = 999_999_999;

interface ActOptions extends CommonOptions, FieldOptions {
  readonly commandId?: string;
  readonly expectedSeq?: number;
  readonly confirm?: readonly string[];
}

function withFields(command: Command): Command {
  return withPerson(command)
    .option("--field <name=value>", "one field; again for more, or for several entries of one", collected)
    .option("--fields <file>", "all fields as one JSON object; - reads standard input")
    .option("--confirm <code>", "what you were asked about is so; again for more", collected)
    .option("--command-id <id>", "your own ID for this command; repeating it has no effect");
}

function collected(pair: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), pair];
}

export function addOpen(program: Command, world: CliContext, end: (code: ExitCode) => void): void {
  withFields(program.command("open"))
    .argument("<playbook>", "for instance public-incident")
    .description("register an incident")
    .addHelpText("after", openExamples)
    .action(async (key: string, options: ActOptions) => {
      const { client, actor } = await openAs(options, world);
      const language = languageOf(options, actor);
      try {
        const playbook = client.playbook(key);
        if (!playbook) throw new CliFailure(exitCodes.notFound, unknownPlaybook(key, client));
        const asking = { terminal: world.terminal, zone: client.organisation.zone, language };
        const values = await valuesFor(playbook.opening, options, asking);
        const { commandId = world.newId() } = options;
        const outcome = await sure(asking, options, (confirmed) =>
          client.open(key, values, actor, { commandId, confirmed }),
        );
        const done = playbook.opening.done[language];
        end(showOutcome(outcome, { world, client, language, json: options.json === true, done }));
      } finally {
        await client.close();
      }
    });
}

export function addSend(program: Command, world: CliContext, end: (code: ExitCode) => void): void {
  withFields(program.command("send"))
    .argument("<incident>", "number or id")
    .argument("<event>", "for instance FAST_REPORT_SENT; `answerable show` lists what is possible")
    .option("--expected-seq <seq>", "refuse when the incident has moved since this log row", wholeNumber(0, seqMax))
    .description("record an event on an incident")
    .addHelpText("after", sendExamples)
    .action(async (incident: string, type: string, options: ActOptions) => {
      const { client, actor } = await openAs(options, world);
      const language = languageOf(options, actor);
      try {
        const { id, form } = await formOf(client, incident, type);
        const asking = { terminal: world.terminal, zone: client.organisation.zone, language };
        const values = await valuesFor(form, options, asking);
        const { commandId = world.newId(), expectedSeq } = options;
        const command = { commandId, ...(expectedSeq === undefined ? {} : { expectedSeq }) };
        const outcome = await sure(asking, options, (confirmed) =>
          client.act(id, type, values, actor, { ...command, confirmed }),
        );
        const done = form.done[language];
        end(showOutcome(outcome, { world, client, language, json: options.json === true, done }));
      } finally {
        await client.close();
      }
    });
}

/** Asks whoever sits at the terminal about what is unusual, once; anybody else is told how to confirm it. */
async function sure(
  { terminal, language }: Asking,
  { confirm = [], json }: ActOptions,
  send: (confirmed: readonly string[]) => Promise<DeskOutcome>,
): Promise<DeskOutcome> {
  const outcome = await send(confirm);
  if (outcome.outcome !== "doubtful" || !terminal.interactive || json) return outcome;
  for (const { text } of outcome.doubts) {
    const answer = await terminal.ask(`${text[language]} ${language === "zh" ? "（是/否）" : "(yes/no)"} `);
    if (!/^(?:y|yes|是|是的|对)$/i.test(answer.trim())) return outcome;
  }
  return send([...confirm, ...outcome.doubts.map(({ code }) => code)]);
}

async function formOf(client: DeskClient, incident: string, type: string): Promise<{ id: string; form: EventForm }> {
  const row = await client.find(incident);
  if (!row) throw new CliFailure(exitCodes.notFound, `There is no incident ${incident}.`);
  const events = client.playbook(row.machine)?.events ?? [];
  const form = events.find((one) => one.type === type);
  if (form) return { id: row.id, form };
  throw new CliFailure(
    exitCodes.usage,
    `${row.machine} has no event ${type}. Available: ${events.map((one) => one.type).join(", ")}.`,
  );
}

function unknownPlaybook(key: string, client: DeskClient): string {
  return `There is no playbook ${key}. Known: ${client.playbooks.map(({ id, version }) => `${id}@${version}`).join(", ")}.`;
}

const openExamples = `
Times without an offset are in the organisation's zone. Missing fields are asked for when you sit at a terminal.

Examples:
  answerable open public-incident --as chen --field "title=Export shows other people's records" \\
    --field sourceKind=page --field "discoveredAt=2026-11-22 22:26" --field grade=major
  answerable open public-incident --as chen --fields incident.json --json
`;

const sendExamples = `
Examples:
  answerable send 7 FAST_REPORT_SENT --as chen
  answerable send 7 NOTE_ADDED --as chen --field "wording=The service desk has been told"
  cat statement.json | answerable send 7 STATEMENT_SAVED --as morgan --fields -
`;
