/** Small writes that come in one turn of the event loop share a transaction: each would wait for the disk on its own. */
import { StorageUnavailableError } from "../src/engine/failures.ts";
import { yieldToEventLoop } from "../src/kernel/turn.ts";
import type { Statement, Writer } from "./statement.ts";

/** Writes that expect no rows. */
export interface GatheringWriter {
  /** Resolves when it is on disk. What is wrong with one write keeps none of the others. Throws what the writer throws. */
  write(statements: readonly Statement[]): Promise<void>;
}

interface Waiting {
  readonly statements: readonly Statement[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export function gatheringWriter(writer: Pick<Writer, "run">): GatheringWriter {
  let waiting: Waiting[] = [];
  const writeAll = async () => {
    await yieldToEventLoop();
    const together = waiting;
    waiting = [];
    try {
      await writer.run(together.flatMap(({ statements }) => statements));
      for (const { resolve } of together) resolve();
    } catch (error) {
      await settleSingly(writer, together, error);
    }
  };
  return {
    write: (statements) =>
      new Promise((resolve, reject) => {
        waiting.push({ statements, resolve, reject });
        if (waiting.length === 1) void writeAll();
      }),
  };
}

async function settleSingly(writer: Pick<Writer, "run">, together: readonly Waiting[], first: unknown): Promise<void> {
  // Nobody's fault, and asking again for each would take as long again for the same answer.
  const isEverybodys = together.length === 1 || first instanceof StorageUnavailableError;
  for (const { statements, resolve, reject } of together) {
    if (isEverybodys) reject(first);
    else await writer.run(statements).then(() => resolve(), reject);
  }
}
