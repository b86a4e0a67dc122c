/** A thread that is ready, and ends soon afterwards as its host says: by itself, by an error, or not at all and in silence. */
import { parentPort, workerData } from "node:worker_threads";

parentPort.on("message", () => undefined);
parentPort.postMessage({ kind: "ready" });
setTimeout(() => {
  // Nobody wakes it.
  if (workerData.ends === "silence") Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  if (workerData.ends === "exit") process.exit(3);
  if ("throws" in workerData) throw workerData.throws;
  throw new Error("something went wrong in the thread");
}, 20);
