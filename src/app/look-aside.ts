/**
 * `verify` beside a running server, in a process of the lowest priority. A process, and not a thread, because a check of all
 * pages cannot be broken off, and a desk that is asked to stop must not wait for it.
 */
import { fork } from "node:child_process";
import { constants, setPriority } from "node:os";
import type { Config } from "../../config/config.ts";
import { StorageUnavailableError } from "../engine/failures.ts";
import type { Look, Looking } from "../operating/look-through.ts";
import { examineDatabase } from "./tasks/verify-database.ts";

/** What the process is sent. */
export interface AskedLook {
  readonly config: Config;
}

/** What the process answers. */
export type AnsweredLook = { readonly found: Look } | { readonly failed: string };

/** The heap of the process; a history is folded at a time. */
const heapMaxMb = 256;
/** So long the process is idle before each history (ms). */
const idleMs = 2;

export function lookAside(config: Config): Looking {
  const child = fork(new URL("look-process.js", import.meta.url), {
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    execArgv: [`--max-old-space-size=${heapMaxMb}`],
  });
  child.unref();
  child.channel?.unref();
  lower(child.pid);
  const result = new Promise<Look>((resolve, reject) => {
    child.once("message", (answer: AnsweredLook) => {
      if ("found" in answer) resolve(answer.found);
      else reject(new Error(answer.failed));
    });
    child.once("error", reject);
    child.once("exit", (code, signal) => reject(new Error(`the look ended with ${signal ?? `code ${code}`}`)));
    const asked: AskedLook = { config };
    child.send(asked, (error) => error && reject(error));
  });
  return { result, stop: () => void child.kill("SIGKILL") };
}

/** It may have ended already. */
function lower(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // Then it takes its turn like everybody else.
  }
}

/** Throws what keeps it from being looked at just now. */
export async function look(config: Config): Promise<Look> {
  try {
    const { damage, wrong } = await examineDatabase(config, config.databaseUrl, {
      replay: true,
      progress: () => undefined,
      pause: () => new Promise((resolve) => setTimeout(resolve, idleMs)),
    });
    return { damage, wrong };
  } catch (error) {
    // PostgreSQL checks a page when it is read, and says so.
    if (error instanceof StorageUnavailableError && error.reason === "broken")
      return { damage: [error.message], wrong: [] };
    throw error;
  }
}

/** In this process: where the code is not compiled. */
export function lookHere(config: Config): Looking {
  return { result: look(config), stop: () => undefined };
}
