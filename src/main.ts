/** Runs the desk as a server: opens the door first, then the data, and closes both in the reverse order. */
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { relative } from "node:path";
import { ConfigurationError } from "../config/problems.ts";
import type { Config } from "../config/config.ts";
import { sideOfServer, type Answerable, type Overrides } from "./compose.ts";
import type { ReadOnly } from "./desk/read-only.ts";
import { StorageUnavailableError } from "./engine/ports.ts";
import { systemClock } from "./kernel/clock.ts";
import { watchClock, type ClockWatchOptions } from "./kernel/clock-watch.ts";
import { composeFit } from "./open-fit.ts";
import { prepareSignIn } from "./prepare-sign-in.ts";
import { systemNewId } from "./kernel/ids.ts";
import { keepHeapsSmall } from "./operating/heap.ts";
import { openLog, quietLog, secretsOf, type Log } from "./operating/log.ts";
import { Watching } from "./operating/watching.ts";
import type { OnSignIn } from "./people/sign-in-watch.ts";
import { report } from "./report.ts";
import { apiRouter } from "./web/api/api-router.ts";
import { webApp } from "./web/app.ts";
import { keepCrowdOut } from "./web/crowd.ts";

const closeLimitMs = 10_000;
/** A client that never ends its request may hold a connection, but not for ever. */
const requestLimitMs = 30_000;
const headersLimitMs = 10_000;

export interface Running {
  /** Resolves when the disk has failed: nobody knows then what is really on it, and only a new start reads it back. */
  readonly broken: Promise<Error>;
  /** `http://127.0.0.1:8080` */
  readonly address: string;
  readonly answerable: Answerable;
  /** What whoever started it must know: the set-up code of a desk without accounts. */
  readonly said: readonly string[];
  /** Lets requests in flight finish, stops the loops, closes the data. Within 10 s. */
  close(): Promise<void>;
}

type Wall = Pick<ClockWatchOptions, "clock" | "sinceBoot">;

export interface ServerOverrides extends Overrides {
  /** Hears what happens; nobody does when left out. */
  readonly log?: Log;
  /** The clock on the wall, and what its steps are measured by. */
  readonly wall?: Wall;
}

/** Throws `ConfigurationError` when the port is taken, and what the storage throws when its file is. */
export async function startServer(config: Config, version: string, overrides: ServerOverrides = {}): Promise<Running> {
  const { log = quietLog } = overrides;
  const watching = new Watching(log, systemNewId);
  // The address stands beside the lock, so the door must be open before the data is.
  let listener: RequestListener = ({ url }, response) => {
    response.writeHead(url === "/healthz" ? 200 : 503, {
      "Retry-After": "1",
      "Content-Type": "text/plain; charset=utf-8",
    });
    response.end("Starting. 正在启动。\n");
  };
  const door = keepCrowdOut((request, response) => listener(request, response));
  const server = createServer((request, response) => {
    // While closing, a connection that is kept alive would be kept open by whoever goes on asking.
    if (!server.listening) response.setHeader("Connection", "close");
    watching.request(request, response);
    door(request, response);
  });
  server.requestTimeout = requestLimitMs;
  server.headersTimeout = headersLimitMs;
  const address = await listen(server, config);
  let opened: Answerable | null = null;
  try {
    const side = sideOfServer(config, overrides);
    const { onProblem, broken } = listenForBroken(overrides.onProblem ?? report);
    const { observe } = watching;
    const { answerable, readOnly } = await composeFit(config, {
      side,
      observe,
      onSignIn: sayingIn(log),
      ...overrides,
      onProblem,
      servedAt: address,
    });
    opened = answerable;
    watching.attach(answerable.storage);
    if (readOnly !== null) watching.readOnly(readOnly.sentence);
    const said = readOnly === null ? await prepareSignIn(answerable) : [`READ-ONLY. ${readOnly.sentence}`];
    listener = appFor(answerable, version, onProblem, watching, readOnly);
    if (readOnly === null) {
      for (const copy of (await answerable.accounts?.copies.shown()) ?? []) log.warn("handed-out-ended", { ...copy });
      answerable.engine.run();
      answerable.accounts?.notices.run();
    }
    const unwatch = overrides.clock ? () => undefined : watchWall(overrides.wall, watching, onProblem);
    return { address, answerable, said, broken, close: () => (unwatch(), close(server, answerable)) };
  } catch (error) {
    server.close();
    server.closeAllConnections();
    await opened?.close();
    throw error;
  }
}

function sayingIn(log: Log): OnSignIn {
  return ({ what, ...fields }) => {
    log[what === "sign-in-refused" ? "warn" : "info"](what, fields);
  };
}

function appFor(
  { desk, accounts, config, baseUrl, telling, storage }: Answerable,
  version: string,
  onProblem: (problem: unknown, request?: string) => void,
  watching: Watching,
  readOnly: ReadOnly | null,
): RequestListener {
  const api = apiRouter({ desk, onProblem, readOnly, ...(accounts === null ? {} : { accounts }) });
  const suggested = config.settings.organisation;
  const isSecure = baseUrl.startsWith("https:");
  return webApp({
    desk,
    telling,
    door: accounts && { accounts, isSecure, origin: () => new URL(baseUrl).origin, suggested },
    api,
    operations: watching,
    clockSteps: watching.clockSteps,
    baseUrl,
    proxies: config.proxies,
    commandId: systemNewId,
    version,
    onProblem,
    readOnly,
    quarantine: storage.quarantine,
  });
}

function watchWall(wall: Wall = { clock: systemClock }, watching: Watching, tell: (problem: unknown) => void) {
  return watchClock({
    ...wall,
    onStep: (step) => {
      watching.clockStepped(step);
      tell(step);
    },
  });
}

function listenForBroken(tell: (problem: unknown, request?: string) => void) {
  let say: (error: Error) => void = () => undefined;
  const broken = new Promise<Error>((resolve) => (say = resolve));
  const onProblem = (problem: unknown, request?: string): void => {
    tell(problem, request);
    const error = brokenIn(problem);
    if (error !== null) say(error);
  };
  return { broken, onProblem };
}

function brokenIn(problem: unknown): Error | null {
  if (problem instanceof StorageUnavailableError && problem.reason === "broken") return problem;
  return problem instanceof Error && problem.cause !== undefined ? brokenIn(problem.cause) : null;
}

function listen(server: Server, { port, host }: Config): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE";
      reject(
        taken ? new ConfigurationError([`Port ${port} is taken on this machine. Set PORT to another one.`]) : error,
      );
    });
    server.listen(port, host, () => {
      const shown = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
      resolve(`http://${shown}:${(server.address() as AddressInfo).port}`);
    });
  });
}

async function close(server: Server, answerable: Answerable): Promise<void> {
  const closed = new Promise<void>((resolve) =>
    server.close(() => {
      resolve();
    }),
  );
  server.closeIdleConnections();
  const limit = setTimeout(() => {
    server.closeAllConnections();
  }, closeLimitMs / 2);
  await closed;
  clearTimeout(limit);
  await answerable.close();
}

/**
 * Starts, says what to open next, and stays until somebody asks to stop. Returns whether it closed in time; throws what is
 * wrong with the disk when that is why it stopped.
 */
export async function serve(config: Config, version: string, out: (text: string) => void): Promise<boolean> {
  const log = openLog({ level: config.logLevel, pretty: process.stderr.isTTY, secrets: secretsOf(config) });
  process.once("exit", () => log.flush());
  keepHeapsSmall();
  const running = await startServer(config, version, { log, onProblem: (...problem) => log.problem(...problem) });
  out(greeting(running));
  log.info("start", { version, address: running.address, node: process.versions.node, process: process.pid });
  const broken = await Promise.race([stopAsked(), running.broken]);
  out("Closing.");
  log.info("stop", { why: broken === null ? "asked" : broken.message });
  const inTime = await Promise.race([running.close().then(() => true), afterCloseLimit()]).catch((error: unknown) => {
    throw broken ?? error;
  });
  if (broken !== null) throw broken;
  return inTime;
}

function afterCloseLimit(): Promise<false> {
  return new Promise((resolve) => {
    setTimeout(() => {
      resolve(false);
    }, closeLimitMs).unref();
  });
}

function stopAsked(): Promise<null> {
  return new Promise((resolve) => {
    process.once("SIGTERM", () => {
      resolve(null);
    });
    process.once("SIGINT", () => {
      resolve(null);
    });
  });
}

function greeting({ address, answerable, said }: Running): string {
  const { config, lettersGo } = answerable;
  const { settings, clockSpeed } = config;
  const { name } = settings.organisation;
  const own = `${config.dataFolder}/answerable.yaml`;
  return [
    `Answerable · ${name.zh} · ${name.en}`,
    `  Desk      ${address}`,
    `  Data      ${sayDatabase(config)}`,
    `  Settings  ${fromHere(settings.file)}${config.settingsAreExample ? ` (the shipped example; copy it to ${own} and change it)` : ""}`,
    `  Letters   ${lettersGo}${config.smtp === null ? " (set SMTP_URL to send them by mail)" : ""}`,
    ...(clockSpeed === 1 ? [] : [`  Clock     ${clockSpeed} times as fast as the one on the wall`]),
    "",
    ...(said.length === 0 ? [] : [...said, ""]),
    `Open ${address} in a browser and register an incident. Ctrl+C stops.`,
  ].join("\n");
}

/** As a person would type it. */
function fromHere(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith("..") ? file : path;
}

/** The address of a database server may carry a password. */
function sayDatabase({ databaseUrl }: Config): string {
  if (databaseUrl.startsWith("sqlite:")) return databaseUrl.slice("sqlite:".length);
  return URL.canParse(databaseUrl) ? new URL(databaseUrl).host : "a database server";
}
