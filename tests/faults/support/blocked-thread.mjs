/** Loaded into every thread of a server: the one of the engine stands still for good once a file is there. */
import { existsSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

const lookEveryMs = 50;

if (!isMainThread) {
  setInterval(() => {
    if (existsSync(process.env.BLOCKED_WHEN ?? "")) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }, lookEveryMs).unref();
}
