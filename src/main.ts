/** Runs the desk as a server: opens the door first, then the data, and closes both in the reverse order. */
import { statSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ConfigurationError } from "../config/problems.ts";
import type { Config } from "../config/config.ts";
import { compose, type Answerable, type Overrides } from "./compose.ts";
import { setUpUnattended } from "./open-people.ts";
import { systemNewId } from "./kernel/ids.ts";
import { report } from "./report.ts";
import { apiRouter } from "./web/api/api-router.ts";
import { webApp } from "./web/app.ts";

const closeLimitMs = 10_000;
/** A client that never ends its request may hold a connection, but not for ever. */
const requestLimitMs = 30_000;
const headersLimitMs = 10_000;

export interface Running {
  /** `http://127.0.0.1:8080` */
  readonly address: string;
  readonly answerable: Answerable;
  /** What whoever started it must know: the set-up code of a desk without accounts. */
  readonly said: readonly string[];
  /** Lets requests in flight finish, stops the loops, closes the data. Within 10 s. */
  close(): Promise<void>;
}

/** Throws `ConfigurationError` when the port is taken, and what the storage throws when its file is. */
export async function startServer(config: Config, version: string, overrides: Overrides = {}): Promise<Running> {
  // The address stands beside the lock, so the door must be open before the data is.
  let listener: RequestListener = (_request, response) => {
    response.writeHead(503, { "Retry-After": "1", "Content-Type": "text/plain; charset=utf-8" });
    response.end("Starting. 正在启动。\n");
  };
  const server = createServer((request, response) => {
    listener(request, response);
  });
  server.requestTimeout = requestLimitMs;
  server.headersTimeout = headersLimitMs;
  const address = await listen(server, config);
  let opened: Answerable | null = null;
  try {
    const answerable = await compose(config, { onProblem: report, ...overrides, servedAt: address });
    opened = answerable;
    const said = await prepareSignIn(answerable);
    listener = appFor(answerable, version, overrides.onProblem ?? report);
    answerable.engine.run();
    return { address, answerable, said, close: () => close(server, answerable) };
  } catch (error) {
    server.close();
    server.closeAllConnections();
    await opened?.close();
    throw error;
  }
}

/** A desk that nobody can sign in to yet is set up from the environment, or waits for whoever has the code. */
async function prepareSignIn({ accounts, config, baseUrl }: Answerable): Promise<readonly string[]> {
  if (accounts === null) return ["Nobody signs in: whoever opens the desk says who they are (ANSWERABLE_SIGN_IN=off)."];
  refuseReadableDatabase(config.databaseUrl);
  const done = await setUpUnattended(accounts, config, config.settings.organisation);
  if (done !== null) return [done];
  if (!(await accounts.setUp.needed())) return [];
  return [
    `Nobody can sign in yet. Open ${baseUrl}/set-up and enter this code, which works once:`,
    "",
    `    ${accounts.setUp.code}`,
  ];
}

const othersMayRead = 0o004;

/** It holds what people sign in with. A new one is its owner's alone; an older one may not be. */
function refuseReadableDatabase(databaseUrl: string): void {
  const file = databaseUrl.startsWith("sqlite:") ? databaseUrl.slice("sqlite:".length) : ":memory:";
  if (file === ":memory:" || (statSync(file).mode & othersMayRead) === 0) return;
  throw new ConfigurationError([
    `${file} can be read by everybody on this machine, and holds what people sign in with. Mend it with: chmod o-rwx ${file}*`,
  ]);
}

function appFor(
  { desk, accounts, config, baseUrl, telling }: Answerable,
  version: string,
  onProblem: (problem: unknown) => void,
): RequestListener {
  const api = apiRouter({ desk, onProblem, ...(accounts === null ? {} : { accounts }) });
  const suggested = config.settings.organisation;
  const isSecure = baseUrl.startsWith("https:");
  return webApp({
    desk,
    telling,
    door: accounts && { accounts, isSecure, origin: () => new URL(baseUrl).origin, suggested },
    api,
    baseUrl,
    commandId: systemNewId,
    version,
    onProblem: (problem, reference) => {
      onProblem(new Error(`page reference ${reference}`, { cause: problem }));
    },
  });
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

/** Starts, says what to open next, and stays until somebody asks to stop. Returns whether it closed in time. */
export async function serve(config: Config, version: string, out: (text: string) => void): Promise<boolean> {
  const running = await startServer(config, version);
  out(greeting(running));
  await stopAsked();
  out("Closing.");
  return Promise.race([
    running.close().then(() => true),
    new Promise<boolean>((resolve) => {
      setTimeout(() => {
        resolve(false);
      }, closeLimitMs).unref();
    }),
  ]);
}

function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGTERM", () => {
      resolve();
    });
    process.once("SIGINT", () => {
      resolve();
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
    `  Settings  ${settings.file}${config.settingsAreExample ? ` (the shipped example; copy it to ${own} and change it)` : ""}`,
    `  Letters   ${lettersGo}${config.smtp === null ? " (set SMTP_URL to send them by mail)" : ""}`,
    ...(clockSpeed === 1 ? [] : [`  Clock     ${clockSpeed} times as fast as the one on the wall`]),
    "",
    ...(said.length === 0 ? [] : [...said, ""]),
    `Open ${address} in a browser and register an incident. Ctrl+C stops.`,
  ].join("\n");
}

/** The address of a database server may carry a password. */
function sayDatabase({ databaseUrl }: Config): string {
  if (databaseUrl.startsWith("sqlite:")) return databaseUrl.slice("sqlite:".length);
  return URL.canParse(databaseUrl) ? new URL(databaseUrl).host : "a database server";
}
