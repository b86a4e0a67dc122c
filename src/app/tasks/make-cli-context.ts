/** Gives the command line its doors: the data in this process, or the server that holds it. */
import { existsSync } from "node:fs";
import { systemActor } from "../../../machines/organisation/people.ts";
import { playbookKey } from "../../../machines/playbook.ts";
import type { ActCommand } from "../../playbook/act-command.ts";
import type { Config } from "../../../config/config.ts";
import type { Environment } from "../../../config/env.ts";
import { FileInUseError, servedAddress } from "../../../db/lock.ts";
import { CliFailure, exitCodes } from "../../cli/exit-codes.ts";
import { remoteClient } from "../../cli/remote-client.ts";
import type { DeskClient, Known, ShelfClient, SignInReset, Terminal, CliContext } from "../../cli/cli-context.ts";
import { allPlaybooks, compose, configure, type Answerable } from "../compose.ts";
import { playDemo } from "./demo-stage.ts";
import { makeExplorer } from "./playbook-explorer.ts";
import type { FolderReading } from "../../shelf/load-folder.ts";
import { stopAsked } from "../stop-asked.ts";
import { actThrough } from "../../kernel/acting.ts";
import { systemClock } from "../../kernel/clock.ts";
import { systemNewId } from "../../kernel/ids.ts";
import { messageOfProblem } from "../../kernel/problem.ts";

export interface WorldOptions {
  /** Read when the first command needs it, so that --help works with a wrong setting. */
  readonly environment: () => Environment;
  readonly terminal: Terminal;
  readonly version: string;
}

const lingerMs = 500;

export function makeCliContext({ environment, terminal, version }: WorldOptions): CliContext {
  let known: Config | null = null;
  const config = (): Config => (known ??= configure(environment()));
  return {
    terminal,
    newId: systemNewId,
    setting: () => {
      const { organisation, people, policies } = config().settings;
      return { organisation, people, policies, playbooks: allPlaybooks() };
    },
    known: () => whatHolds(config()),
    open: (mode, token = null) => (mode === "read" ? openBeside : openForWriting)(config(), token ?? config().token),
    openShelf: () => openShelfBeside(config()),
    loadPlaybooks: () => loadPlaybooks(config()),
    token: () => config().token,
    serve: async () => {
      // Before anything is loaded: from here on it ends in order.
      const stop = stopAsked(terminal.out);
      // Only the server needs the web pages; the other commands start quicker without them.
      const { serve } = await import("../serve.ts");
      const inTime = await serve(config(), version, terminal.out, stop).finally(() => {
        // Whatever still keeps the process alive, a receiver that does not hang up for instance, has nothing more to do.
        setTimeout(() => process.exit(), lingerMs).unref();
      });
      if (!inTime)
        throw new CliFailure(exitCodes.ours, "Not everything closed within 10 seconds; what was acknowledged is safe.");
      return exitCodes.done;
    },
    witness: async (options) => {
      const stop = stopAsked(terminal.out);
      const { startWitness } = await import("./witness.ts");
      const witness = await startWitness(options, systemClock, (problem) => terminal.err(messageOfProblem(problem)));
      terminal.out(
        `Witnessing at ${witness.address}. Its key, for record.witnesses in the settings of a desk:\n${witness.key}`,
      );
      await stop;
      await witness.close();
      return exitCodes.done;
    },
    migrate: async () => {
      const { close } = await compose(config());
      await close();
      return "The database has the schema that this version needs.";
    },
    demo: (options) => playDemo(config(), terminal, options),
    resetSignIn: (person) => resetSignIn(config(), person),
    endHandedOut: () => endHandedOut(config()),
    explorer: makeExplorer(),
    operator: async () => {
      const { makeOperator } = await import("./operator.ts");
      return makeOperator(config());
    },
  };
}

async function whatHolds(config: Config): Promise<Known> {
  const { organisation, people, policies } = config.settings;
  const setting = { organisation, people, policies, playbooks: allPlaybooks() };
  if (missingFile(config) !== null) return { ...setting, recorded: false };
  const client = await openForReading(config);
  try {
    if (!client.directory().established) return { ...setting, recorded: false };
    // A copy: what the desk holds is brought up to date in place.
    const here = {
      organisation: { ...client.organisation },
      people: [...client.people],
      playbooks: [...client.playbooks],
    };
    return { ...setting, ...here, policies: { ...policies, ...changedPolicies(client) }, recorded: true };
  } finally {
    await client.close();
  }
}

async function openShelfBeside(config: Config): Promise<ShelfClient | null> {
  if (missingFile(config) !== null) return null;
  const { desk, shelfDesk, close } = await compose(config, { mode: "read" });
  if (shelfDesk === null) {
    await close();
    return null;
  }
  return {
    source: async (key) => {
      const playbook = desk.playbook(key);
      return playbook === null ? null : ((await shelfDesk.source(playbookKey(playbook)))?.text ?? null);
    },
    ownTexts: () => shelfDesk.ownTexts(),
    close,
  };
}

/** Every start reads the folder; so this starts once. */
async function loadPlaybooks(config: Config): Promise<FolderReading> {
  refuseMissing(config);
  const { shelfDesk, close } = await compose(config).catch((error: unknown) => {
    if (!(error instanceof FileInUseError)) throw error;
    const where = "press “Read the folder now” on Administration → Own playbooks, or stop it first.";
    throw new CliFailure(exitCodes.cannotOpen, `The desk is running and holds the data: ${where}`);
  });
  try {
    const reading = shelfDesk?.folder() ?? null;
    if (reading !== null) return reading;
    throw new CliFailure(exitCodes.refused, "The desk is not set up yet: its folder is read once it is.");
  } finally {
    await close();
  }
}

function changedPolicies(client: DeskClient): Readonly<Record<string, unknown>> {
  const changed = client.allLimits().filter(({ changedHere }) => changedHere);
  return Object.fromEntries(
    changed.map(({ playbook, section }) => [playbook.id, playbook.policy.parse(JSON.parse(section))]),
  );
}

const nobodySignsIn = "Sign-in is off (ANSWERABLE_SIGN_IN=off); there is nothing to reset.";

async function resetSignIn(config: Config, person: string): Promise<SignInReset> {
  refuseMissing(config);
  const { accounts, baseUrl, close } = await compose(config);
  try {
    if (accounts === null) throw new CliFailure(exitCodes.refused, nobodySignsIn);
    const invitation = await actThrough("terminal", () => accounts.resetSignIn(person, systemActor));
    const name = accounts.members.member(person)?.name;
    if (invitation === null || name === undefined)
      throw new CliFailure(
        exitCodes.notFound,
        `No active person has the ID "${person}"; "answerable people" lists everyone. Nothing was changed.`,
      );
    return { name, link: `${new URL(baseUrl).origin}${invitation.path}`, expiresAt: invitation.expiresAt };
  } finally {
    await close();
  }
}

/** The next start does it, whichever that is; so this starts once more. */
async function endHandedOut(config: Config): Promise<Readonly<Record<string, number>>> {
  refuseMissing(config);
  const marking = await compose(config);
  const id = systemNewId();
  try {
    if (marking.accounts === null) throw new CliFailure(exitCodes.refused, nobodySignsIn);
    await marking.accounts.copies.mark(id, marking.clock.now());
  } finally {
    await marking.close();
  }
  const { accounts, close } = await compose(config);
  try {
    const row = (await accounts?.copies.shown())?.find((copy) => copy.id === id);
    return { ...row?.ended };
  } finally {
    await close();
  }
}

/** Beside a server, when there is one: it is asked what a token is shown for. */
async function openBeside(config: Config, token: string | null): Promise<DeskClient> {
  const reading = await openForReading(config);
  const address = token === null ? null : servedAt(config.databaseUrl);
  return address === null ? reading : remoteClient(reading, address, token);
}

async function openForReading(config: Config): Promise<DeskClient> {
  refuseMissing(config);
  return clientOf(await compose(config, { mode: "read" }));
}

/** In this process; or, when a server holds the data, by its API. */
async function openForWriting(config: Config, token: string | null): Promise<DeskClient> {
  try {
    return oneShotClient(await compose(config));
  } catch (error) {
    const address = error instanceof FileInUseError ? servedAt(config.databaseUrl) : null;
    if (address === null) throw error;
    return remoteClient(await openForReading(config), address, token);
  }
}

function clientOf({ desk, close }: Answerable): DeskClient {
  const atTerminal = (command: ActCommand): ActCommand => ({ ...command, auth: "terminal" });
  return {
    ...desk,
    close,
    open: (playbook, values, actor, command) => desk.open(playbook, values, actor, atTerminal(command)),
    act: (id, type, values, actor, command) => desk.act(id, type, values, actor, atTerminal(command)),
    exportRecord: (id, actor, command, since) => desk.exportRecord(id, actor, atTerminal(command), since),
    administer: (type, values, actor, command) =>
      actThrough("terminal", () => desk.administer(type, values, actor, atTerminal(command))),
  };
}

/** Nobody else keeps the time while this process has the data, so what is due happens before and after. */
function oneShotClient(answerable: Answerable): DeskClient {
  const { engine } = answerable;
  const client = clientOf(answerable);
  const around = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    await engine.runDue();
    const result = await work();
    await engine.runDue();
    return result;
  };
  return {
    ...client,
    open: (...asked) => around(() => client.open(...asked)),
    act: (...asked) => around(() => client.act(...asked)),
  };
}

/** Null: it is there, or it is no file. */
function missingFile({ databaseUrl }: Config): string | null {
  const file = databaseUrl.startsWith("sqlite:") ? databaseUrl.slice("sqlite:".length) : null;
  return file === null || file === ":memory:" || existsSync(file) ? null : file;
}

function refuseMissing(config: Config): void {
  const file = missingFile(config);
  if (file === null) return;
  throw new CliFailure(
    exitCodes.cannotOpen,
    `There is no database at ${file}. Start the desk once, or set ANSWERABLE_DATA to the folder where it is.`,
  );
}

/** The holder of a database file leaves its address beside the lock; null: it is another one-shot command, or has just gone. */
function servedAt(databaseUrl: string): string | null {
  const address = servedAddress(databaseUrl.slice("sqlite:".length));
  return address !== null && URL.canParse(address) ? address : null;
}
