/** A server as a process of its own, found by the address that it prints. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export interface ServerProcess {
  readonly port: number;
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

export interface ServerOptions {
  readonly dataFolder: string;
  readonly databaseUrl?: string;
  /** Put before the command: `["strace", …]`. */
  readonly wrapper?: readonly string[];
}

const startLimitMs = 120_000;

/** The desk itself: `answerable serve`. */
export function startDesk(options: ServerOptions): Promise<ServerProcess> {
  return start(new URL("../../src/app/main.js", import.meta.url), ["serve"], options);
}

/** The same doors and middleware before a desk that does nothing. */
export function startNoOp(options: ServerOptions): Promise<ServerProcess> {
  return start(new URL("no-op-server.js", import.meta.url), [], options);
}

async function start(
  file: URL,
  args: readonly string[],
  { dataFolder, databaseUrl, wrapper = [] }: ServerOptions,
): Promise<ServerProcess> {
  const [program = process.execPath, ...rest] = [...wrapper, process.execPath, fileURLToPath(file), ...args];
  const database = databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl };
  const env = {
    PATH: process.env["PATH"],
    // One person stands for many.
    ANSWERABLE_ENTRIES_PER_MINUTE: "100000",
    ANSWERABLE_DATA: dataFolder,
    PORT: "0",
    ANSWERABLE_SIGN_IN: "off",
    ...database,
  };
  mkdirSync(dataFolder, { recursive: true });
  // What it logs is written, because that is part of its work, and thrown away with the folder.
  const log = openSync(join(dataFolder, "server.log"), "a");
  const child = spawn(program, rest, { env, stdio: ["ignore", "pipe", log] });
  closeSync(log);
  const onExit = () => child.kill("SIGKILL");
  process.once("exit", onExit);
  const port = await addressOf(child);
  // A wrapper runs the server as its child, and takes its end for its own.
  const own = child.pid ?? 0;
  const pid = wrapper.length === 0 ? own : childOf(own);
  return {
    port,
    pid,
    stop: async () => {
      const exit = once(child, "exit");
      process.kill(pid, "SIGTERM");
      await exit;
      process.removeListener("exit", onExit);
    },
  };
}

function addressOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = "";
    const limit = setTimeout(() => {
      reject(new Error(`no address in time: ${said}`));
    }, startLimitMs);
    child.stdout?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const port = /Desk\s+http:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1];
      if (port === undefined) return;
      clearTimeout(limit);
      resolve(Number(port));
    });
    child.once("exit", (code) => {
      clearTimeout(limit);
      reject(new Error(`the server ended with ${String(code)}: ${said}`));
    });
  });
}

function childOf(parent: number): number {
  return Number(readFileSync(`/proc/${parent}/task/${parent}/children`, "utf8").trim().split(" ")[0]);
}
