/**
 * One line of JSON an event on standard error; at a terminal, a line for people. What somebody typed and what stands in
 * notifications is never logged, and a secret of the configuration is blotted out wherever it turns up.
 */
import { destination, pino, stdTimeFunctions } from "pino";
import type { Config } from "../../config/config.ts";
import { steadyClock, type Clock } from "../kernel/clock.ts";
import { keyOf, Repeats } from "./repeats.ts";

export type LogLevel = Config["logLevel"];
export type Fields = Readonly<Record<string, unknown>>;

export interface Log {
  debug(event: string, fields?: Fields): void;
  info(event: string, fields?: Fields): void;
  warn(event: string, fields?: Fields): void;
  error(event: string, fields?: Fields): void;
  /** Something went wrong that no person is waiting to hear of. */
  problem(problem: unknown, request?: string): void;
  /** Something that may happen many times a second: so many of a kind are told in a minute, and then how many there were. */
  repeating(level: "info" | "warn", event: string, fields: Fields): void;
  /** Everything that was logged is written. */
  flush(): void;
}

export interface LogOptions {
  readonly level: LogLevel;
  /** A person reads along. */
  readonly pretty: boolean;
  readonly secrets: readonly string[];
  /** Where lines go; standard error when left out. */
  readonly write?: (line: string) => void;
  /** Counts what is repeated; the machine's own when left out. */
  readonly steady?: Clock;
}

/** Of what has no stack. */
const toldInAMinute = 20;

/** Should a header ever be logged by mistake. */
const redacted = ["authorization", "cookie", "set-cookie", "password"].flatMap((name) => [
  `["${name}"]`,
  `*["${name}"]`,
  `*.*["${name}"]`,
]);

export function openLog({ level, pretty, secrets, write, steady = steadyClock }: LogOptions): Log {
  // Written behind the requests' backs; flushed at the end.
  const stderr = write === undefined ? destination({ fd: 2, sync: pretty }) : null;
  const put = write ?? ((line: string) => void stderr?.write(line));
  const blot = blotter(secrets);
  const repeats = new Repeats(steady);
  const logger = pino(
    {
      level,
      base: null,
      messageKey: "event",
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: redacted, censor: "[secret]" },
    },
    { write: (line: string) => put(pretty ? forPeople(blot(line)) : blot(line)) },
  );
  const tellRepeated = (all = false) => {
    for (const { key, times } of repeats.take(all)) logger.warn({ times, of: key }, "repeated");
  };
  return {
    debug: (event, fields = {}) => logger.debug(fields, event),
    info: (event, fields = {}) => logger.info(fields, event),
    warn: (event, fields = {}) => logger.warn(fields, event),
    error: (event, fields = {}) => logger.error(fields, event),
    problem: (problem, request) => {
      tellRepeated();
      const said = formatProblem(problem);
      const isNews = repeats.isNews(keyOf("problem", String(said["sentence"] ?? said["code"])));
      // Whoever was shown the reference of their request must find it.
      if (request !== undefined)
        logger.error({ request, ...(isNews ? said : { sentence: said["sentence"] }) }, "problem");
      else if (isNews) logger.error(said, "problem");
    },
    repeating: (level, event, fields) => {
      tellRepeated();
      const sentence = typeof fields["sentence"] === "string" ? fields["sentence"] : "";
      if (repeats.isNews(keyOf(event, sentence), toldInAMinute)) logger[level](fields, event);
    },
    flush: () => {
      tellRepeated(true);
      stderr?.flushSync();
    },
  };
}

/** For tests, and for programs that embed the server. */
export const quietLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  problem: () => undefined,
  repeating: () => undefined,
  flush: () => undefined,
};

/** Every secret of the configuration, in each form in which it may stand somewhere. */
export function secretsOf({ smtp, databaseUrl, provider, setUp, token }: Secretive): string[] {
  const inAddress = URL.canParse(databaseUrl) ? new URL(databaseUrl).password : "";
  const given = [
    smtp?.password,
    inAddress,
    decodeURIComponent(inAddress),
    provider?.clientSecret,
    setUp?.password,
    token,
  ];
  return given.filter((secret) => typeof secret === "string").filter((secret) => secret.length >= secretMin);
}

type Secretive = Pick<Config, "smtp" | "databaseUrl" | "provider" | "setUp" | "token">;

/** A shorter one would blot out half the log. */
const secretMin = 4;

function blotter(secrets: readonly string[]): (line: string) => string {
  const written = [...new Set(secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]))];
  return (line) => written.reduce((text, secret) => text.replaceAll(secret, "[secret]"), line);
}

const causesMax = 5;

/** An error in full; of anything else what it says of itself, without what a person typed. */
function formatProblem(problem: unknown, depth = 0): Fields {
  if (!(problem instanceof Error)) {
    const { problem: code, reason } = Object(problem) as { problem?: unknown; reason?: unknown };
    return code === undefined ? { sentence: String(problem) } : { code, reason };
  }
  const { name, message, stack, cause } = problem;
  const deeper = cause === undefined || depth === causesMax ? {} : { cause: formatProblem(cause, depth + 1) };
  return { name, sentence: message, stack, ...deeper };
}

/** `22:26:01 warn  notification-dead-lettered  message=… ` and, of a problem, its stack. */
function forPeople(line: string): string {
  const { level, time, event, stack, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const rest = Object.entries(fields).map(
    ([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  const head = [String(time).slice(11, 19), String(level).padEnd(5), String(event), ...rest].join("  ");
  return typeof stack === "string" ? `${plain(head)}\n${plain(stack, "\n")}\n` : `${plain(head)}\n`;
}

/** What somebody else's server answered may carry orders to a terminal, or pretend to be a line of its own. */
function plain(text: string, kept = ""): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (sign) => (sign === kept ? sign : " "));
}
