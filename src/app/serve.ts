/** `answerable serve`: starts the desk, says what to open next, and stays until somebody asks to stop or it cannot go on. */
import { relative } from "node:path";
import type { Config } from "../../config/config.ts";
import { startServer, type Running } from "./listen.ts";
import { endLimitSeconds } from "./stop-asked.ts";
import { limitHeapSize } from "../operating/heap.ts";
import { openLog, secretsOf, type Log } from "../operating/log.ts";

/** From being asked to stop until the end, with a second to spare. */
const closeLimitMs = (endLimitSeconds - 1) * 1_000;

/** Returns whether it closed in time; throws what is wrong when it stopped by itself. */
export async function serve(
  config: Config,
  version: string,
  out: (text: string) => void,
  stop: Promise<null>,
): Promise<boolean> {
  const log = openLog({ level: config.logLevel, pretty: process.stderr.isTTY, secrets: secretsOf(config) });
  process.once("exit", () => log.flush());
  limitHeapSize();
  const starting = startServer(config, version, {
    log,
    onProblem: (...problem) => log.problem(...problem),
    onClosed: (part) => log.debug("closed", { part }),
  });
  const running = await Promise.race([starting, stop]);
  if (running === null) return stopWhileStarting(starting, log);
  out(greeting(running));
  log.info("start", { version, address: running.address, node: process.versions.node, process: process.pid });
  const broken = await Promise.race([stop, running.broken]);
  out("Closing.");
  log.info("stop", { why: broken === null ? "asked" : broken.message });
  const inTime = await closeInTime(running).catch((error: unknown) => {
    throw broken ?? error;
  });
  if (broken !== null) throw broken;
  return inTime;
}

/** Whatever was begun is a transaction that either happened or did not, so a start that takes too long is simply left. */
async function stopWhileStarting(starting: Promise<Running>, log: Log): Promise<boolean> {
  log.info("stop", { why: "asked while starting" });
  const started = await Promise.race([starting, afterCloseLimit()]);
  if (started !== false) return closeInTime(started);
  return true;
}

function closeInTime(running: Running): Promise<boolean> {
  return Promise.race([running.close().then(() => true), afterCloseLimit()]);
}

function afterCloseLimit(): Promise<false> {
  return new Promise((resolve) => {
    setTimeout(() => {
      resolve(false);
    }, closeLimitMs).unref();
  });
}

function greeting({ address, answerable, said, next }: Running): string {
  const { config, notificationsGo } = answerable;
  const { settings, clockSpeed } = config;
  const { name } = settings.organisation;
  const own = `${config.dataFolder}/answerable.yaml`;
  return [
    `Answerable · ${name.zh} · ${name.en}`,
    `  Desk      ${address}`,
    `  Data      ${formatDatabase(config)}`,
    `  Settings  ${fromHere(settings.file)}${config.settingsAreExample ? ` (the shipped example; copy it to ${own} and change it)` : ""}`,
    `  Mail      ${notificationsGo}${config.smtp === null ? " (set SMTP_URL to send e-mail)" : ""}`,
    ...(clockSpeed === 1 ? [] : [`  Clock     ${clockSpeed} times as fast as the one on the wall`]),
    "",
    ...(said.length === 0 ? [] : [...said, ""]),
    `${next} Ctrl+C stops.`,
  ].join("\n");
}

/** As a person would type it. */
function fromHere(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith("..") ? file : path;
}

/** The address of a database server may carry a password. */
function formatDatabase({ databaseUrl }: Config): string {
  if (databaseUrl.startsWith("sqlite:")) return databaseUrl.slice("sqlite:".length);
  return URL.canParse(databaseUrl) ? new URL(databaseUrl).host : "a database server";
}
