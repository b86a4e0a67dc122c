/** The thread of the engine: everything that compose joins, under the lock that the main thread holds. */
import { workerData } from "node:worker_threads";
import { compose } from "./compose.ts";
import type { EngineThreadData } from "./open-engine-thread.ts";
import { closedToHost, observeToHost, reportToHost, serveEngine } from "../engine-host/serve-engine.ts";

const { config, servedAt } = workerData as EngineThreadData;
const { engine, storage, rest, close } = await compose(config, {
  role: "engine",
  onProblem: reportToHost,
  observe: observeToHost,
  onClosed: closedToHost,
  ...(servedAt === null ? {} : { servedAt }),
});
serveEngine({ ...engine, rest, close }, storage.execute);
