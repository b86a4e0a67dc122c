/** Runs the desk as a server: opens the door first, then the data, and closes both in the reverse order. */
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ConfigurationError } from "../config/problems.ts";
import type { Config } from "../config/config.ts";
import { compose, sideOfServer, type Answerable, type Overrides } from "./compose.ts";
import { systemNewId } from "./kernel/ids.ts";
import { report } from "./report.ts";
import { apiRouter } from "./web/api/api-router.ts";
import { webApp } from "./web/app.ts";

/** Until people can sign in, nobody from outside this machine gets as far as the desk. */
const host = "127.0.0.1";
const closeLimitMs = 10_000;
/** A client that never ends its request may hold a connection, but not for ever. */
const requestLimitMs = 30_000;
const headersLimitMs = 10_000;

export interface Running {
  /** `http://127.0.0.1:8080` */
  readonly address: string;
  readonly answerable: Answerable;
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
  const address = await listen(server, config.port);
  try {
    const side = sideOfServer(config, overrides);
    const answerable = await compose(config, { onProblem: report, side, ...overrides, servedAt: address });
    listener = appFor(answerable, version, overrides.onProblem ?? report);
    answerable.engine.run();
    return { address, answerable, close: () => close(server, answerable) };
  } catch (error) {
    server.close();
    server.closeAllConnections();
    throw error;
  }
}

function appFor(
  { desk, baseUrl }: Answerable,
  version: string,
  onProblem: (problem: unknown) => void,
): RequestListener {
  const api = apiRouter({ desk, onProblem });
  return webApp({
    desk,
    api,
    baseUrl,
    commandId: systemNewId,
    version,
    onProblem: (problem, reference) => {
      onProblem(new Error(`page reference ${reference}`, { cause: problem }));
    },
  });
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE";
      reject(
        taken ? new ConfigurationError([`Port ${port} is taken on this machine. Set PORT to another one.`]) : error,
      );
    });
    server.listen(port, host, () => {
      resolve(`http://${host}:${(server.address() as AddressInfo).port}`);
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

function greeting({ address, answerable }: Running): string {
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
    `Open ${address} in a browser and register an incident. Ctrl+C stops.`,
  ].join("\n");
}

/** The address of a database server may carry a password. */
function sayDatabase({ databaseUrl }: Config): string {
  if (databaseUrl.startsWith("sqlite:")) return databaseUrl.slice("sqlite:".length);
  return URL.canParse(databaseUrl) ? new URL(databaseUrl).host : "a database server";
}
