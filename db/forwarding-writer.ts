/** Writes of a thread that only reads, carried out by the thread that writes. What passes between the two is plain data. */
import { assert } from "../src/kernel/assert.ts";
import type { Row, Statement, Writer } from "./statement.ts";

/** Runs a list of statements on the other side, as its writer would. */
export type Execute = (work: readonly unknown[]) => Promise<readonly unknown[]>;

export interface ForwardingWriter extends Writer {
  /** Where the other side is, once it is there. */
  sendTo(execute: Execute): void;
}

export function forwardingWriter(): ForwardingWriter {
  let other: Execute | null = null;
  return {
    sendTo: (execute) => {
      other = execute;
    },
    run: async (statements) => {
      assert(other, "Nothing is written before the thread that writes is there.");
      return (await other(statements)) as Row[];
    },
    close: async () => {
      /* The other side closes itself. */
    },
  };
}

/** The side that carries out what `forwardingWriter` sends. */
export function executeWith(writer: Writer): Execute {
  return (work) => writer.run(work as readonly Statement[]);
}
