/** The record in a terminal: export an incident for strangers to check, say how the record stands, sign it. */
import type { Command } from "commander";
import { CliFailure, exitCodes, type ExitCode } from "../exit-codes.ts";
import type { KeyChange, RecordStatus } from "../operator.ts";
import { openAs, withPerson, type CommonOptions } from "../options.ts";
import { admits } from "../../desk/audience.ts";
import type { CliContext } from "../cli-context.ts";

type End = (code: ExitCode) => void;

const more = (value: string, before: readonly string[]) => [...before, value];

export function addExport(program: Command, world: CliContext): void {
  withPerson(program.command("export"))
    .argument("<incident>", "number or id")
    .requiredOption("--to <folder>", "a folder that is not there yet")
    .option("--since <file>", "a checkpoint that the reader holds; may be given again", more, [])
    .description("write the signed record of an incident, which anyone can check; who exports it is put on record")
    .addHelpText("after", "\nExample:\n  answerable export INC-7 --to inc-7 --as li\n")
    .action(async (asked: string, { to, since, ...options }: ExportOptions) => {
      const { record } = await world.operator();
      const sizes = record.beforeExport(to, since);
      const exported = await exportAs(world, options, asked, sizes);
      if (exported === null) throw new CliFailure(exitCodes.notFound, `There is no incident ${asked}.`);
      const { files, rows, size } = record.writeExport(exported.zip, to);
      const { number } = exported;
      if (options.json)
        world.terminal.out(JSON.stringify({ incident: number, folder: to, rows, size, files }, null, 2));
      else
        world.terminal.out(
          `Incident ${number} is in ${to}: ${rows} log rows, under a checkpoint over ${size}.\nGive it away with verifier/verify.mjs. The reader takes the key from elsewhere: ${record.vkeys()[0] ?? ""}`,
        );
    });
}

type ExportOptions = CommonOptions & { readonly to: string; readonly since: string[] };

async function exportAs(world: CliContext, options: CommonOptions, asked: string, since: readonly number[]) {
  const { client, actor } = await openAs(options, world);
  try {
    if (!admits("incident-readers", actor))
      throw new CliFailure(exitCodes.refused, `${actor.id} may not read incidents.`);
    return await client.exportRecord(asked.replace(/^INC-/i, ""), actor, { commandId: world.newId() }, since);
  } catch (error) {
    if (error instanceof Error && error.name === "ExportError") throw new CliFailure(exitCodes.refused, error.message);
    throw error;
  } finally {
    await client.close();
  }
}

export function addRecord(program: Command, world: CliContext, end: End): void {
  const record = program.command("record").description("the tree over the log, and its signed checkpoints");
  record
    .command("status")
    .option("--json", "print JSON for programs")
    .description("compare the record with the checkpoints outside; exits with 1 when it is not the one that was signed")
    .action(async ({ json }: { json?: true }) => {
      const status = await (await world.operator()).record.status();
      world.terminal.out(json ? JSON.stringify(status, null, 2) : inWords(status));
      end(status.compared.isSound ? exitCodes.done : exitCodes.refused);
    });
  record
    .command("checkpoint")
    .description("sign the record as it is, write the checkpoint outside and print it")
    .action(async () => {
      world.terminal.out((await (await world.operator()).record.checkpoint()).trimEnd());
    });
  record
    .command("vkey")
    .description("print the key by which others check this record; keys of earlier days below it")
    .action(async () => {
      world.terminal.out((await world.operator()).record.vkeys().join("\n"));
    });
  record
    .command("receipt")
    .argument("<incident>", "number or id")
    .requiredOption("--to <folder>", "a folder that is not there yet")
    .description("prove that the last publication of an incident is in the log, for anyone to check")
    .action(async (asked: string, { to }: { to: string }) => {
      const client = await world.open("read");
      const row = await client.find(asked.replace(/^INC-/i, "")).finally(() => client.close());
      if (!row) throw new CliFailure(exitCodes.notFound, `There is no incident ${asked}.`);
      const files = await (await world.operator()).record.receipt(row, to);
      world.terminal.out(`The receipt is in ${to}: ${files.join(", ")}. Check it with verifier/verify.mjs.`);
    });
  addChangeKey(record, world);
  record
    .command("continue")
    .requiredOption("--by <person>", "who has decided; give it twice, for two people", more, [])
    .requiredOption("--reason <text>", "why the desk goes on with this database")
    .description("go on with a database that is not the one that was signed, under a new name of the record")
    .action(async ({ by, reason }: { by: string[]; reason: string }) => {
      const [first, second] = by;
      if (first === undefined || second === undefined || by.length !== 2 || first === second)
        throw new CliFailure(exitCodes.usage, "Two people decide this: write --by <person> --by <other person>.");
      const origin = await (await world.operator()).record.continue({ by: [first, second], reason });
      world.terminal.out(`The record goes on as ${origin}. Earlier checkpoints stay where they are. Start the desk.`);
    });
}

interface ChangeKeyOptions {
  readonly by: string;
  readonly second?: string;
  readonly reason?: string;
  readonly lost?: string;
}

function addChangeKey(record: Command, world: CliContext): void {
  record
    .command("change-key")
    .requiredOption("--by <person>", "the administrator who changes it")
    .option("--second <person>", "who has decided it as well; needed where the key is lost")
    .option("--reason <text>", "why; needed where the key is lost")
    .option("--lost <key>", "the key before, as others have it, when its file is gone")
    .description("sign the record with another key from now on, and put that on record; stop the desk first")
    .action(async ({ by, ...given }: ChangeKeyOptions) => {
      const { second = null, reason = null, lost = null } = given as Partial<KeyChange>;
      if (lost !== null && (second === null || second === by || reason === null))
        throw new CliFailure(
          exitCodes.usage,
          "Where the key is lost, two people decide and give a reason: write --by <person> --second <other person> --reason <text>.",
        );
      const key = await (await world.operator()).record.changeKey({ by, second, reason, lost });
      const beside = lost === null ? "The key before signs beside it for 30 days. " : "";
      world.terminal.out(`The record is signed with another key. ${beside}Give this one to all who check it:\n${key}`);
    });
}

function inWords({ origin, vkey, rows, sequenced, checkpoint, outside, compared }: RecordStatus): string {
  const signed =
    checkpoint === null ? "none yet" : `over ${checkpoint.size} rows, ${new Date(checkpoint.madeAt).toISOString()}`;
  return [
    `Record      ${origin}`,
    `Key         ${vkey}`,
    `Log         ${rows} rows, ${sequenced} of them in the tree`,
    `Checkpoint  ${signed}`,
    `Outside     ${outside ?? "no file is set"}`,
    `${compared.isSound ? "Compared" : "DIFFERS "}    ${compared.sentence}`,
  ].join("\n");
}
