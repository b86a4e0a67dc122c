/** The side that reads: one question after the other. */
import { parentPort } from "node:worker_threads";
import { assert } from "../kernel/assert.ts";
import type { FromReader, Question } from "./reader-pool.ts";
import { wireFailure } from "./wire.ts";

type Methods = Readonly<Record<string, (...args: never[]) => Promise<unknown>>>;

export function serveReads(methods: Methods): void {
  const port = hostPort();
  port.on("message", ({ method, args }: Question) => {
    void answer(methods, method, args).then((message) => port.postMessage(message));
  });
}

/** Something that the other side may keep. */
export function noteToHost(note: unknown): void {
  hostPort().postMessage({ kind: "note", note } satisfies FromReader);
}

async function answer(methods: Methods, method: string, args: readonly unknown[]): Promise<FromReader> {
  try {
    const ask = methods[method];
    assert(ask, `a reader has the method ${method}`);
    return { kind: "value", value: await ask(...(args as never[])) };
  } catch (error) {
    return { kind: "failure", failure: wireFailure(error) };
  }
}

function hostPort() {
  assert(parentPort, "A reader is started as a thread.");
  return parentPort;
}
