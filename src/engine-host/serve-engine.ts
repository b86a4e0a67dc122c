/** The side that decides and writes. */
import { parentPort, type MessagePort } from "node:worker_threads";
import type { Observation } from "../engine/observations.ts";
import { assert } from "../kernel/assert.ts";
import {
  aliveEveryMs,
  wireFailure,
  type Answer,
  type Call,
  type Execute,
  type FromHost,
  type Hosted,
  type HostedMethod,
} from "./wire.ts";

/** Answers the calls that come to this thread, until `close`. */
export function serveEngine(engine: Hosted, execute: Execute): void {
  const port = hostPort();
  let outgoing: Answer[] = [];
  const post = (message: FromHost) => port.postMessage(message);
  const flush = () => {
    if (outgoing.length === 0) return;
    post({ kind: "answers", answers: outgoing });
    outgoing = [];
  };
  const answer = (one: Answer) => {
    // The answers of one commit come one after the other and leave together, before the next commit holds this thread.
    if (outgoing.length === 0) queueMicrotask(flush);
    outgoing.push(one);
  };
  const methods = methodsOf(engine, execute);
  const take = async ({ id, method, args }: Call) => {
    try {
      answer({ id, value: await methods[method](args) });
    } catch (error) {
      answer({ id, failure: wireFailure(error) });
    }
    if (method !== "close") return;
    flush();
    sendObserved();
    port.close();
  };
  port.on("message", (calls: readonly Call[]) => {
    for (const call of calls) void take(call);
  });
  setInterval(() => post({ kind: "alive" }), aliveEveryMs).unref();
  post({ kind: "ready" });
}

/** What went wrong in the background, for the other side to report. */
export function reportToHost(problem: unknown): void {
  hostPort().postMessage({ kind: "problem", failure: wireFailure(problem) } satisfies FromHost);
}

export function closedToHost(part: string): void {
  hostPort().postMessage({ kind: "closed", part } satisfies FromHost);
}

/** How long it may take until an answer is counted on the other side (ms). */
const countedWithinMs = 100;

let observed: Observation[] = [];

/**
 * What was done, for the other side. Answers are only counted, so they go over now and then: the thread that answers people is
 * woken less often, and counts many at once. Whatever else happens says how the engine is, and is told at once.
 */
export function observeToHost(observation: Observation): void {
  const isFirst = observed.push(observation) === 1;
  if (observation.what !== "answered") setImmediate(sendObserved);
  else if (isFirst) setTimeout(sendObserved, countedWithinMs).unref();
}

function sendObserved(): void {
  if (observed.length === 0) return;
  hostPort().postMessage({ kind: "observed", observations: observed } satisfies FromHost);
  observed = [];
}

/** The arguments were checked by the types of the side that called. */
function methodsOf(
  engine: Hosted,
  execute: Execute,
): Readonly<Record<HostedMethod, (args: readonly unknown[]) => unknown>> {
  return {
    start: (args) => engine.start(...(args as Parameters<Hosted["start"]>)),
    send: (args) => engine.send(...(args as Parameters<Hosted["send"]>)),
    erase: (args) => engine.erase(...(args as Parameters<Hosted["erase"]>)),
    runDue: () => engine.runDue(),
    sendNow: () => {
      engine.sendNow();
    },
    execute: (args) => execute(...(args as Parameters<Execute>)),
    run: () => {
      engine.run();
    },
    rest: (args) => engine.rest(...(args as Parameters<Hosted["rest"]>)),
    close: () => engine.close(),
  };
}

function hostPort(): MessagePort {
  assert(parentPort, "This runs in a worker thread.");
  return parentPort;
}
