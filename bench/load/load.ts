import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { LoadJob, LoadResult } from "./job.ts";

/** Runs one load in a process of its own. Throws when an answer was no success: such a figure would mean nothing. */
export async function load(job: LoadJob): Promise<LoadResult> {
  const generator = fork(fileURLToPath(new URL("generator.js", import.meta.url)), { stdio: "inherit" });
  const exited = once(generator, "exit").then(([code]) => {
    throw new Error(`the load generator ended with ${String(code)}`);
  });
  generator.send(job);
  try {
    const [result] = (await Promise.race([once(generator, "message"), exited])) as [LoadResult];
    const wrong = JSON.stringify(result.refused);
    if (wrong !== "{}") throw new Error(`answers that were no success, by status: ${wrong}`);
    return result;
  } finally {
    exited.catch(() => undefined);
    generator.kill();
  }
}
