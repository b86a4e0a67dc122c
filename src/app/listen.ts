/** The desk as a server: opens the door first, then the data, and closes both in the reverse order. */
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ConfigurationError } from "../../config/problems.ts";
import type { Config } from "../../config/config.ts";
import { roleOfServer, type Answerable, type Overrides } from "./compose.ts";
import type { Observe } from "../engine/observations.ts";
import { StorageUnavailableError } from "../engine/failures.ts";
import { steadyClock, systemClock } from "../kernel/clock.ts";
import { watchClock, type ClockWatchOptions } from "../kernel/clock-watch.ts";
import { lookAside, lookHere } from "./look-aside.ts";
import { composeFit, composeReadOnly, damagedServer } from "./open-fit.ts";
import { forReading, prepareSignIn } from "./prepare-sign-in.ts";
import { systemNewId } from "../kernel/ids.ts";
import { quietLog, type Log } from "../operating/log.ts";
import { lookThrough } from "../operating/look-through.ts";
import { backupAgeMs } from "../operating/last-backup.ts";
import { Telemetry } from "../operating/telemetry.ts";
import type { OnSignIn } from "../accounts/sign-in-watch.ts";
import { report } from "./report.ts";
import { serveApp, type Served } from "./serve-app.ts";
import { shedLoad } from "../web/load-shedding.ts";

/** After being asked to stop: for requests in flight, and for notifications on their way. Both are part of `closeLimitMs`. */
const requestsLimitMs = 5_000;
const restLimitMs = 7_000;
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
  /** What they can do first. */
  readonly next: string;
  /** Lets requests in flight finish, stops the loops, closes the data. Within 10 s. */
  close(): Promise<void>;
}

type Wall = Pick<ClockWatchOptions, "clock" | "sinceBoot">;

export interface ServerOverrides extends Overrides {
  /** Hears what happens; nobody does when left out. */
  readonly log?: Log;
  /** The clock on the wall, and what its steps are measured by. */
  readonly wall?: Wall;
  /** When everything stored is first looked through; left out, only compiled code does that. */
  readonly lookAfterMs?: number;
}

/** Throws `ConfigurationError` when the port is taken, and what the storage throws when its file is. */
export async function startServer(config: Config, version: string, overrides: ServerOverrides = {}): Promise<Running> {
  const { log = quietLog } = overrides;
  const watching = new Telemetry(log, systemNewId, () => backupAgeMs(config.dataFolder, systemClock.now()));
  // The address stands beside the lock, so the door must be open before the data is.
  let listener: RequestListener = notYet;
  const server = serverFor(watching, (request, response) => listener(request, response));
  const address = await listen(server, config);
  let opened: Answerable | null = null;
  try {
    const role = roleOfServer(config, overrides);
    const { onProblem, broken, onBroken } = listenForBroken(overrides.onProblem ?? report);
    const heard = { observe: observing(watching, onProblem), onSignIn: sayingIn(log) };
    const { answerable, readOnly } = await composeFit(config, {
      ...{ role, ...heard, ...overrides, onProblem },
      servedAt: address,
    });
    opened = answerable;
    watching.attach(answerable.storage, answerable.recordCheck);
    if (readOnly !== null) watching.readOnly(readOnly.sentence);
    const { said, next } = await (readOnly === null
      ? prepareSignIn(answerable, address)
      : forReading(readOnly.sentence, address));
    let served = serveApp(answerable, version, onProblem, watching, readOnly);
    listener = served.app;
    if (readOnly === null) await run(answerable, log);
    const unlook = readOnly === null ? lookNowAndThen(config, watching, overrides.lookAfterMs) : () => undefined;
    const unwatch = overrides.clock ? () => undefined : watchWall(overrides.wall, watching, onProblem);
    const open = { answerable, isClosing: false, hasFailed: false };
    onBroken(async (error) => {
      const damaged = damagedServer(config, error);
      open.hasFailed = damaged === null && !open.isClosing;
      if (damaged === null || open.isClosing) return false;
      if (readOnly !== null) return true;
      unlook();
      watching.readOnly(damaged.sentence);
      await open.answerable.rest(restLimitMs).catch(() => undefined);
      listener = notYet;
      served.live.close();
      await open.answerable.close().catch(() => undefined);
      open.answerable = await composeReadOnly(config, { ...overrides, onProblem }, error);
      watching.attach(open.answerable.storage);
      served = serveApp(open.answerable, version, onProblem, watching, damaged);
      listener = served.app;
      return true;
    });
    const end = () => {
      open.isClosing = true;
      unwatch();
      unlook();
      watching.closing(open.hasFailed);
      return close(server, open.answerable, served);
    };
    return { address, answerable, said, next, broken, close: end };
  } catch (error) {
    server.close();
    server.closeAllConnections();
    await opened?.close();
    throw error;
  }
}

const notYet: RequestListener = ({ url }, response) => {
  response.writeHead(url === "/healthz" ? 200 : 503, {
    "Retry-After": "1",
    "Content-Type": "text/plain; charset=utf-8",
  });
  response.end("Starting. 正在启动。\n");
};

/** A database in memory has nobody who could have damaged it. */
function lookNowAndThen(config: Config, watching: Telemetry, afterMs?: number): () => void {
  const isCompiled = import.meta.url.endsWith(".js");
  if (config.databaseUrl === "sqlite::memory:" || (!isCompiled && afterMs === undefined)) return () => undefined;
  return lookThrough({
    look: () => (isCompiled ? lookAside(config) : lookHere(config)),
    steady: steadyClock,
    onLooked: watching.looked,
    ...(afterMs === undefined ? {} : { afterMs }),
  });
}

function observing(watching: Telemetry, onProblem: (problem: unknown) => void): Observe {
  return (seen) => {
    watching.observe(seen);
    // Whoever asked is told by itself, and may be nobody who reports it.
    if (seen.what === "commit-failed" && seen.reason === "broken")
      onProblem(new StorageUnavailableError("broken", seen.sentence));
  };
}

function serverFor(watching: Telemetry, listener: RequestListener): Server {
  const guarded = shedLoad(listener);
  const server = createServer((request, response) => {
    // While closing, a connection that is kept alive would be kept open by whoever goes on asking.
    if (!server.listening) response.setHeader("Connection", "close");
    watching.request(request, response);
    guarded(request, response);
  });
  server.requestTimeout = requestLimitMs;
  server.headersTimeout = headersLimitMs;
  return server;
}

/** What goes on by itself begins; what a copied desk has ended stands in the log until somebody has read it. */
async function run({ engine, accounts, reports }: Answerable, log: Log): Promise<void> {
  for (const copy of (await accounts?.copies.shown()) ?? []) log.warn("handed-out-ended", { ...copy });
  engine.run();
  accounts?.notices.run();
  reports?.run();
}

function sayingIn(log: Log): OnSignIn {
  return ({ what, ...fields }) => {
    log[what === "sign-in-refused" ? "warn" : "info"](what, fields);
  };
}

function watchWall(wall: Wall = { clock: systemClock }, watching: Telemetry, tell: (problem: unknown) => void) {
  return watchClock({
    ...wall,
    onStep: (step) => {
      watching.clockStepped(step);
      tell(step);
    },
  });
}

/** `onBroken` hears of it first, once: what it answers with true is seen to, and the desk goes on. */
function listenForBroken(tell: (problem: unknown, request?: string) => void) {
  let say: (error: Error) => void = () => undefined;
  let heard: (error: Error) => void = () => undefined;
  const broken = new Promise<Error>((resolve) => (say = resolve));
  const first = new Promise<Error>((resolve) => (heard = resolve));
  const onProblem = (problem: unknown, request?: string): void => {
    tell(problem, request);
    const error = brokenIn(problem);
    if (error !== null) heard(error);
  };
  const onBroken = (seeTo: (error: Error) => Promise<boolean>): void => {
    void first.then(async (error) => {
      const isSeenTo = await seeTo(error).catch(() => false);
      if (!isSeenTo) say(error);
    });
  };
  return { broken, onProblem, onBroken };
}

function brokenIn(problem: unknown): Error | null {
  if (problem instanceof StorageUnavailableError && problem.reason === "broken") return problem;
  // By name: it may have come from another thread.
  if (problem instanceof Error && problem.name === "LoopEndedError") return problem;
  return problem instanceof Error && problem.cause !== undefined ? brokenIn(problem.cause) : null;
}

const whyNotListen: Readonly<Record<string, (port: number, host: string) => string>> = {
  EADDRINUSE: (port) => `Port ${port} is taken on this machine. Set PORT to another one.`,
  EACCES: (port) => `This user may not listen on port ${port}. Set PORT to one from 1024 on.`,
  EADDRNOTAVAIL: (_port, host) =>
    `This machine does not have the address ${host}. Set ANSWERABLE_HOST to one that it has.`,
};

/** Node's own 511 lets a crowd knock again for half a minute, when it should hear at once that it is too many. */
const connectionsWaitingMax = 4_096;

function listen(server: Server, { port, host }: Config): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const why = whyNotListen[error.code ?? ""]?.(port, host);
      reject(why === undefined ? error : new ConfigurationError([why]));
    });
    server.listen({ port, host, backlog: connectionsWaitingMax }, () => {
      const shown = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
      resolve(`http://${shown}:${(server.address() as AddressInfo).port}`);
    });
  });
}

/** What is on its way has time until the requests are answered and a little more, so that the end comes within ten seconds. */
async function close(server: Server, answerable: Answerable, { live }: Pick<Served, "live">): Promise<void> {
  live.close();
  const [, rested] = await Promise.allSettled([closeDoor(server), answerable.rest(restLimitMs)]);
  await answerable.close();
  if (rested.status === "rejected") throw rested.reason;
}

/** Requests in flight are answered first. */
async function closeDoor(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const limit = setTimeout(() => server.closeAllConnections(), requestsLimitMs);
  await closed;
  clearTimeout(limit);
}
