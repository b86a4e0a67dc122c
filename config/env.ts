/**
 * The complete list of environment variables, and the only place that reads them. Everything that differs between two
 * installations and is no matter of the organisation is here; the rest stands in the settings file (policy.ts).
 */
import { isIP } from "node:net";
import { join } from "node:path";
import { mailboxOf } from "./mailbox.ts";
import { ConfigurationError, suggestion } from "./problems.ts";
import { readSecretFiles, withSecretFiles } from "./secret-files.ts";
import { readSignIn, type SignInSettings } from "./sign-in.ts";
import { readSmtp } from "./smtp.ts";
import type { Mailbox, SmtpSettings } from "./types.ts";
import { type EnvironmentVariable, signInVariables } from "./sign-in-variables.ts";
import { readAddress, readNumber, readWord, type Problems, type Source } from "./values.ts";

const variables: readonly EnvironmentVariable[] = [
  {
    name: "ANSWERABLE_DATA",
    type: "folder",
    default: "./data",
    doc: "Data folder: database, notifications, settings file.",
  },
  {
    name: "ANSWERABLE_SETTINGS",
    type: "file",
    default: "<data>/answerable.yaml, or the shipped example when there is none",
    doc: "The settings file: organisation, people, limits and ladder of each playbook.",
  },
  {
    name: "DATABASE_URL",
    type: "sqlite:path, sqlite::memory: or postgres://…",
    default: "sqlite:<data>/answerable.db",
    doc: "The database.",
    secret: true,
  },
  {
    name: "ANSWERABLE_RECORD_KEY",
    type: "file",
    default: "<data>/record.key",
    doc: "The key that signs the record's checkpoints, made at the first start. Not part of backups: keep a copy elsewhere. Nodes that share a database share it.",
  },
  {
    name: "ANSWERABLE_CHANNEL_KEY",
    type: "file",
    default: "<data>/channels.key",
    doc: "The key that seals the addresses and secrets of people's webhooks in the database, made at the first start. Not part of backups: keep a copy elsewhere. Nodes that share a database share it.",
  },
  {
    name: "ANSWERABLE_RECORD_OUTSIDE",
    type: "file",
    default: "none",
    doc: "A file on another disk or machine to which each checkpoint is appended; erasures.txt is kept beside it. At its start the desk compares its record with both.",
  },
  {
    name: "ANSWERABLE_PUBLIC",
    type: "folder",
    default: "<data>/public",
    doc: "Where published statements are written, as static files. Any web server may serve it; nodes that share a database share it.",
  },
  {
    name: "ANSWERABLE_PUBLIC_URL",
    type: "https:// address, or http:// on this machine",
    default: "<ANSWERABLE_BASE_URL>/public",
    doc: "Where the public reads that folder. The default is served by the desk itself.",
  },
  {
    name: "PORT",
    type: "0 … 65535",
    default: "8080",
    doc: "Where the desk listens. 0 takes any free port.",
  },
  {
    name: "ANSWERABLE_BASE_URL",
    type: "https:// address, or http:// on this machine",
    default: "http://127.0.0.1:<PORT>",
    doc: "Base URL of links in notifications.",
  },
  {
    name: "ANSWERABLE_CLOCK_SPEED",
    type: "1 … 3600",
    default: "1",
    doc: "Development only: how many times faster than the clock on the wall. At 60 a twelve-hour night takes twelve minutes.",
  },
  {
    name: "ANSWERABLE_ENTRIES_PER_MINUTE",
    type: "1 … 100000",
    default: "60",
    doc: "How much one person may add to the record: so many entries a minute, four minutes' worth at once; an API token half of it.",
  },
  {
    name: "NODE_ENV",
    type: "development, production or test",
    default: "development",
    doc: "In production, development settings are refused.",
  },
  {
    name: "ANSWERABLE_LOG_LEVEL",
    type: "debug, info, warn, error or silent",
    default: "info",
    doc: "What the server writes to standard error. info has a line for each request; warn only what went wrong.",
  },
  {
    name: "SMTP_URL",
    type: "smtp://user:password@host:port or smtps://…",
    default: "none: notifications are written as files under <data>/notifications",
    doc: "The mail server, in one line. Or use the five variables below, not both.",
    secret: true,
  },
  { name: "SMTP_HOST", type: "host name", default: "none", doc: "The mail server." },
  { name: "SMTP_PORT", type: "1 … 65535", default: "587, or 465 with SMTP_TLS=implicit", doc: "Its port." },
  { name: "SMTP_USER", type: "text", default: "none", doc: "Name to sign in with, when the server asks for one." },
  { name: "SMTP_PASSWORD", type: "text", default: "none", doc: "Password to sign in with.", secret: true },
  {
    name: "SMTP_TLS",
    type: "starttls, implicit or off",
    default: "starttls; implicit when the port is 465",
    doc: "How the way to the mail server is encrypted. off is refused together with a password, except on this machine.",
  },
  {
    name: "MAIL_FROM",
    type: "Name <address> or address",
    default: "none; needed as soon as a mail server is set",
    doc: "Sender of every e-mail.",
  },
  {
    name: "ANSWERABLE_WEBHOOK_NETWORKS",
    type: "addresses or networks with commas between, for instance 10.1.2.3, fd00::/8",
    default: "none: webhooks lead to public addresses only",
    doc: "Networks of your own to which people's webhooks may lead all the same, there also over http://: an SMS gateway.",
  },
  ...signInVariables,
];

/** In the order of config/example.env; a test compares the two. */
export const environmentVariables = withSecretFiles(variables);

export interface Environment extends SignInSettings {
  readonly dataFolder: string;
  /** Null: `answerable.yaml` in the data folder when it is there, else the shipped example. */
  readonly settingsFile: string | null;
  readonly databaseUrl: string;
  /** The file with the key that signs the record; null: `record.key` in the data folder. */
  readonly recordKey: string | null;
  /** The file with the key that seals what channels are reached by; null: `channels.key` in the data folder. */
  readonly channelKey: string | null;
  /** The file to which checkpoints are appended; null: there is none. */
  readonly recordOutside: string | null;
  /** Where published statements are written. */
  readonly publicFolder: string;
  /** Where the public reads them; null: at the desk. */
  readonly publicUrl: string | null;
  readonly port: number;
  /** Null: where the desk listens. */
  readonly baseUrl: string | null;
  readonly clockSpeed: number;
  /** What one person may add to the record. */
  readonly entriesPerMinute: number;
  readonly mode: "development" | "production" | "test";
  readonly logLevel: "debug" | "info" | "warn" | "error" | "silent";
  readonly smtp: SmtpSettings | null;
  /** The organisation's own networks to which webhooks may lead. */
  readonly webhookNetworks: readonly string[];
  /** Whose word is taken for where somebody calls from. */
  readonly proxies: readonly string[];
  readonly mailFrom: Mailbox | null;
}

const entriesPerMinuteRange = { least: 1, most: 100_000, otherwise: 60 };

/** Throws `ConfigurationError` with every problem found. */
export function readEnvironment(given: Source = process.env): Environment {
  const problems: Problems = [...misspelt(given)];
  const source = readSecretFiles(given, variables, problems);
  const dataFolder = source.ANSWERABLE_DATA || "data";
  const port = readNumber(source, "PORT", { least: 0, most: 65_535, otherwise: 8080 }, problems);
  const mode = readWord(source, "NODE_ENV", ["development", "production", "test"], "development", problems);
  const smtp = readSmtp(source, problems);
  const baseUrl = readAddress(source, "ANSWERABLE_BASE_URL", problems);
  const proxies = readNetworks(source, "ANSWERABLE_PROXIES", problems);
  const environment: Environment = {
    dataFolder,
    settingsFile: source.ANSWERABLE_SETTINGS || null,
    databaseUrl: readDatabaseUrl(source, dataFolder, problems),
    recordKey: source.ANSWERABLE_RECORD_KEY || null,
    channelKey: source.ANSWERABLE_CHANNEL_KEY || null,
    recordOutside: source.ANSWERABLE_RECORD_OUTSIDE || null,
    publicFolder: source.ANSWERABLE_PUBLIC || join(dataFolder, "public"),
    publicUrl: readAddress(source, "ANSWERABLE_PUBLIC_URL", problems),
    port,
    baseUrl,
    clockSpeed: readClockSpeed(source, mode, problems),
    entriesPerMinute: readNumber(source, "ANSWERABLE_ENTRIES_PER_MINUTE", entriesPerMinuteRange, problems),
    mode,
    logLevel: readWord(source, "ANSWERABLE_LOG_LEVEL", ["debug", "info", "warn", "error", "silent"], "info", problems),
    smtp,
    webhookNetworks: readNetworks(source, "ANSWERABLE_WEBHOOK_NETWORKS", problems),
    proxies,
    mailFrom: readMailFrom(source, smtp !== null, problems),
    ...readSignIn(source, { mode, baseUrl, proxies }, problems),
  };
  if (problems.length > 0) throw new ConfigurationError(problems);
  return environment;
}

/** A variable that nobody reads is a setting that somebody believes in. */
function misspelt(source: Source): string[] {
  const known = environmentVariables.map(({ name }) => name);
  return Object.keys(source)
    .filter((name) => name.startsWith("ANSWERABLE_") && !known.includes(name))
    .map(
      (name) =>
        `${name} is not a known variable.` +
        (suggestion(name, known) ||
          ` Known are ${known.filter((other) => other.startsWith("ANSWERABLE_")).join(", ")}.`),
    );
}

/** Addresses and networks, with commas between. */
function readNetworks(source: Source, name: string, problems: Problems): readonly string[] {
  const given = (source[name] ?? "").split(",").map((one) => one.trim());
  const networks = given.filter((one) => one !== "");
  const wrong = networks.filter((one) => !isNetwork(one));
  for (const one of wrong)
    problems.push(
      `${name} has ${JSON.stringify(one)} in it; write addresses and networks such as 10.1.2.3 or fd00::/8.`,
    );
  return networks;
}

function isNetwork(text: string): boolean {
  const [address = "", bits = "0", ...more] = text.split("/");
  const version = isIP(address);
  return version !== 0 && more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128);
}

function readDatabaseUrl(source: Source, dataFolder: string, problems: Problems): string {
  const given = source.DATABASE_URL;
  if (!given) return `sqlite:${join(dataFolder, "answerable.db")}`;
  if (/^(sqlite:.|postgres(ql)?:\/\/.)/.test(given)) return given;
  // It may carry a password, so it is not repeated.
  problems.push(
    "DATABASE_URL is not valid. Use sqlite:path/to/file.db, sqlite::memory: or postgres://user:password@host/name.",
  );
  return given;
}

function readClockSpeed(source: Source, mode: Environment["mode"], problems: Problems): number {
  const speed = readNumber(source, "ANSWERABLE_CLOCK_SPEED", { least: 1, most: 3600, otherwise: 1 }, problems);
  if (source.ANSWERABLE_CLOCK_SPEED && mode === "production") {
    problems.push(
      "ANSWERABLE_CLOCK_SPEED is for development and NODE_ENV is production: a fast clock would miss real deadlines. Unset one of them.",
    );
  }
  return speed;
}

function readMailFrom(source: Source, needed: boolean, problems: Problems): Mailbox | null {
  const given = source.MAIL_FROM;
  if (!given) {
    if (needed)
      problems.push("MAIL_FROM is required when a mail server is set, for example Duty desk <desk@example.test>.");
    return null;
  }
  const mailbox = mailboxOf(given);
  if (mailbox === null) {
    problems.push(
      `MAIL_FROM is ${JSON.stringify(given)}; write one address, Name <desk@example.test> or desk@example.test.`,
    );
  }
  return mailbox;
}
