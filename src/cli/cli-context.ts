/** What the commands are given: the terminal and the doors to the desk. `main.ts` makes the real ones, tests make others. */
import type { Language, Playbook } from "../../machines/playbook.ts";
import type { Desk } from "../desk/types.ts";
import type { Organisation, Person } from "../directory/person.ts";
import type { Operator } from "./operator.ts";
import type { Explorer } from "../playbook/explorer.ts";
import type { TextFile } from "../playbook-files/shipped-files.ts";
import type { FolderReading } from "../shelf/load-folder.ts";
import type { ExitCode } from "./exit-codes.ts";

/** The desk, and what gives it back. */
export interface DeskClient extends Desk {
  /** The id of the person whose token the server is shown; left out: it is shown none. Throws `CliFailure`. */
  readonly tokenPerson?: () => Promise<string>;
  readonly close: () => Promise<void>;
}

export interface Terminal {
  /** Writes one or more lines, ended. */
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** A person sits at it: missing fields may be asked for. */
  readonly interactive: boolean;
  /** Everything on standard input. */
  readAll(): Promise<string>;
  ask(question: string): Promise<string>;
}

/** What the settings say; known without opening the data. */
export interface Setting {
  readonly organisation: Organisation;
  readonly people: readonly Person[];
  readonly playbooks: readonly Playbook[];
  /** By playbook id. */
  readonly policies: Readonly<Record<string, unknown>>;
}

export interface Known extends Setting {
  /** Whether this is the organisation's own record; otherwise what the settings file says. */
  readonly recorded: boolean;
}

/** The office's own playbooks, and what gives the data back. */
export interface ShelfClient {
  /** The text of a version, shipped or own; null: there is none, or it is written in code. */
  source(key: string): Promise<string | null>;
  /** The text of every version of the office's own. */
  ownTexts(): Promise<readonly TextFile[]>;
  readonly close: () => Promise<void>;
}

export interface DemoOptions {
  readonly dataFolder: string | null;
  readonly force: boolean;
  readonly language: Language;
  readonly json: boolean;
}

/** Somebody whose ways to sign in have ended, and the link by which they begin anew. */
export interface SignInReset {
  readonly name: string;
  readonly link: string;
  /** ms; it works once until then. */
  readonly expiresAt: number;
}

/** Another desk's records are witnessed from a folder of its own. */
export interface WitnessOptions {
  readonly folder: string;
  /** Null: as it was named at its first start. */
  readonly name: string | null;
  /** Keys of the records that it signs. */
  readonly logs: readonly string[];
  readonly host: string;
  readonly port: number;
}

export interface CliContext {
  readonly terminal: Terminal;
  newId(): string;
  setting(): Setting;
  /** What holds: people and limits as they were recorded, and before that as the settings have them. */
  known(): Promise<Known>;
  /**
   * `write` takes the data, or goes through the server that holds it; `read` looks beside it, and asks the server only what
   * it is shown a token for. Throws `CliFailure`.
   */
  open(mode: "read" | "write", token?: string | null): Promise<DeskClient>;
  /** Looks beside whoever holds the data; null: there is none yet. */
  openShelf(): Promise<ShelfClient | null>;
  /** Takes in what is new in the folder of playbook files, as a start does. Throws `CliFailure`. */
  loadPlaybooks(): Promise<FolderReading>;
  /** Of the environment. */
  token(): string | null;
  serve(): Promise<ExitCode>;
  /** Until it is asked to stop. */
  witness(options: WitnessOptions): Promise<ExitCode>;
  /** Says what is there now. */
  migrate(): Promise<string>;
  demo(options: DemoOptions): Promise<ExitCode>;
  /** Throws `CliFailure` when there is no such person, or nobody signs in here. */
  resetSignIn(person: string): Promise<SignInReset>;
  /** Ends what was handed out to everybody, and says how much of it there was. Throws the same. */
  endHandedOut(): Promise<Readonly<Record<string, number>>>;
  readonly explorer: Explorer;
  /** Reads the configuration. */
  operator(): Promise<Operator>;
}
