/**
 * Loaded into every thread of a server: the one of the engine stands still once a file is there, for as many milliseconds as stand in
 * it; for good where none do.
 */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { workerData } from "node:worker_threads";

const lookEveryMs = 50;

// Only the thread of the engine is told where the desk is served; a reader has nothing to do with that.
if (workerData && "servedAt" in workerData) {
  setInterval(() => {
    const file = process.env.BLOCKED_WHEN ?? "";
    if (!existsSync(file)) return;
    const forMs = Number(readFileSync(file, "utf8")) || Infinity;
    rmSync(file);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, forMs);
  }, lookEveryMs).unref();
}
