/** A server in a process of its own, to be killed, stopped, starved and cheated. */
import { execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export interface Serving {
  readonly address: string;
  readonly child: ChildProcess;
  /** What it said on standard error so far. */
  said(): string;
  /** Sends the signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Ended>;
  readonly ended: Promise<Ended>;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface ServerOptions {
  /** `desk`: the program as it is shipped. `engine`: engine and storage alone, which start faster. */
  readonly kind: "desk" | "engine";
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** A command to run it under: `["strace", …]`. */
  readonly under?: readonly string[];
}

const startLimitMs = 60_000;
const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const programs = {
  desk: [path("../../../dist/src/app/main.js"), "serve"],
  engine: [path("engine-server.mjs")],
} as const;

const running = new Set<ChildProcess>();

/** A test that failed leaves nobody behind. What ran under another program goes with it. */
export function endAll(): void {
  for (const child of running) {
    signalProgram(child, "SIGKILL", true);
    child.kill("SIGKILL");
  }
}

/** Rejects with what the program said when it ends before it serves. */
export async function serve(options: ServerOptions): Promise<Serving> {
  const serving = launch(options);
  return { ...serving, address: await serving.address };
}

/** Does not wait until it serves: for those that are to be stopped on the way, or never get there. */
export function launch({ kind, folder, environment = {}, under = [] }: ServerOptions) {
  const [program = process.execPath, ...args] = [...under, process.execPath, ...programs[kind]];
  const child = spawn(program, kind === "engine" ? [...args, folder] : args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env["PATH"],
      // One person stands for many.
      ANSWERABLE_ENTRIES_PER_MINUTE: "100000",
      HOME: process.env["HOME"],
      TMPDIR: process.env["TMPDIR"],
      ANSWERABLE_DATA: folder,
      PORT: "0",
      // The client says who acts; signing in has tests of its own.
      ANSWERABLE_SIGN_IN: "off",
      // What it says on standard error is what went wrong.
      ANSWERABLE_LOG_LEVEL: "warn",
      ...environment,
    },
  });
  running.add(child);
  let errors = "";
  child.stderr.on("data", (words: Buffer) => (errors = `${errors}${words.toString()}`.slice(-100_000)));
  const ended = once(child, "exit").then(([code, signal]): Ended => {
    running.delete(child);
    return { code: code as number | null, signal: signal as NodeJS.Signals | null };
  });
  const address = addressOf(child, ended, () => errors);
  address.catch(() => undefined);
  const end = async (signal: NodeJS.Signals): Promise<Ended> => {
    signalProgram(child, signal, under.length > 0);
    return ended;
  };
  return { address, child, said: () => errors, end, ended };
}

function addressOf(child: ChildProcess, ended: Promise<Ended>, said: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`the server did not start: ${said()}`)), startLimitMs);
    let output = "";
    child.stdout?.on("data", (words: Buffer) => {
      output += words.toString();
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
      if (address === undefined) return;
      clearTimeout(limit);
      resolve(address);
    });
    void ended.then(({ code, signal }) => {
      clearTimeout(limit);
      reject(new Error(`the server ended with ${code ?? signal}: ${said()}`));
    });
  });
}

/** Under strace the program is strace's child; strace itself must live to write its report. */
function signalProgram(child: ChildProcess, signal: NodeJS.Signals, isUnder: boolean): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  if (!isUnder) {
    child.kill(signal);
    return;
  }
  const children = spawnSync("ps", ["-o", "pid=", "--ppid", String(child.pid)], { encoding: "utf8" }).stdout;
  const pids = children.split(/\s+/).filter(Boolean).map(Number);
  try {
    for (const pid of pids) process.kill(pid, signal);
  } catch {
    // It has just ended by itself.
  }
}

export function isInstalled(program: string): boolean {
  try {
    execFileSync("which", [program], { stdio: "ignore" });
    return true;
  } catch {
    console.warn(`${program} is not installed: what needs it is not tried.`);
    return false;
  }
}
