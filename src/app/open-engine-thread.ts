/** The engine of a server with two threads, as the thread that answers people has it: it asks here, and sends there. */
import type { Config } from "../../config/config.ts";
import type { Storage } from "../../db/open-storage.ts";
import { openQueries, type Engine, type EngineParts } from "../engine/index.ts";
import { openHostedEngine } from "../engine-host/hosted-engine.ts";

/** What the thread of the engine is given: plain data. */
export interface EngineThreadData {
  readonly config: Config;
  readonly servedAt: string | null;
}

export interface EngineThreadParts {
  /** What both threads know alike; `observe` hears of the other one. */
  readonly engine: Omit<EngineParts, "storage" | "deliver">;
  readonly storage: Storage;
  readonly thread: EngineThreadData;
  readonly onClosed: ((part: string) => void) | undefined;
}

/** Throws what `openEngine` and the thread throw. */
export async function openEngineThread({
  engine: parts,
  storage,
  thread,
  onClosed,
}: EngineThreadParts): Promise<Engine> {
  const { onProblem = () => undefined, observe = () => undefined } = parts;
  const hosted = await openHostedEngine({
    entry: new URL("engine-thread.js", import.meta.url),
    data: thread,
    queries: openQueries({ ...parts, storage }),
    onProblem,
    observe,
    ...(onClosed ? { onClosed } : {}),
  });
  storage.forwardWrites(hosted.execute);
  return hosted.engine;
}
