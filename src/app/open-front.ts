/**
 * The engine of a server with two threads, as the side that answers people has it: its own engine, which answers questions
 * and decides what comes alone, and behind it the thread in which everything else is decided and the loops run.
 */
import type { Config } from "../../config/config.ts";
import type { Storage } from "../../db/open-storage.ts";
import { openEngine, type Engine, type EngineParts, type Observe } from "../engine/index.ts";
import { openHostedEngine } from "../engine-host/hosted-engine.ts";

/** What the thread of the engine is given: plain data. */
export interface EngineThreadData {
  readonly config: Config;
  readonly servedAt: string | null;
}

export interface FrontParts {
  /** What both sides know alike; `observe` hears of both. */
  readonly engine: Omit<EngineParts, "storage" | "deliver">;
  readonly storage: Storage;
  readonly thread: EngineThreadData;
  readonly onClosed: ((part: string) => void) | undefined;
}

/** In characters of states: what comes alone is of some dozens of incidents at most. */
const rememberMax = 500_000;

/** Throws what `openEngine` and the thread throw. */
export async function openFront({ engine: parts, storage, thread, onClosed }: FrontParts): Promise<Engine> {
  const { onProblem = () => undefined, observe = () => undefined } = parts;
  // What is committed here is for the loops there, and the thread comes later: it finds by itself what was committed before.
  let behind: Engine | null = null;
  const own = await openEngine({
    ...parts,
    storage,
    deliver: nobodyDelivers,
    observe: exceptGivingWay(observe),
    rememberMax,
    onCommitted: (committed) => behind?.hear(committed),
  });
  const entry = new URL("engine-thread.js", import.meta.url);
  const hosted = await openHostedEngine({
    entry,
    data: thread,
    own,
    onProblem,
    observe,
    ...(onClosed ? { onClosed } : {}),
  });
  storage.writeThrough(hosted.carryOut);
  behind = hosted.engine;
  return behind;
}

/** A commit that gave way to another writer has not failed: it is made on the other side. */
function exceptGivingWay(observe: Observe): Observe {
  return (seen) => {
    if (seen.what !== "commit-failed" || seen.reason !== "held") observe(seen);
  };
}

const nobodyDelivers: EngineParts["deliver"] = async () => {
  throw new Error("the side that answers people delivers nothing");
};
