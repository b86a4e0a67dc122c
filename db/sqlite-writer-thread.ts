import { existsSync } from "node:fs";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { StorageUnavailableError } from "../src/engine/ports.ts";
import type { Row, Writer } from "./statement.ts";
import { unwireFailure, type WriterAnswer, type WriterRequest } from "./sqlite-writer-wire.ts";

/** Writes in a thread of its own. The thread runs compiled code; from the sources it takes the last build. */
export async function threadedSqliteWriter(file: string): Promise<Writer> {
  // Compiled code needs none of the loaders that the process may have been started with.
  const worker = new Worker(compiledWorker(), { workerData: { file }, execArgv: [] });
  await once(worker, "message");
  const waiting = new Map<number, Waiting>();
  let gone: Error | null = null;
  const fail = (reason: string) => {
    gone ??= new StorageUnavailableError("broken", `The thread that writes the database has ended: ${reason}.`);
    for (const { reject } of waiting.values()) reject(gone);
    waiting.clear();
  };
  worker.on("message", (answer: WriterAnswer) => settle(waiting, answer));
  worker.on("error", (error) => fail(error.message));
  worker.on("exit", (code) => fail(`code ${code}`));

  let asked = 0;
  const post = (request: WriterRequest) => worker.postMessage(request);
  return {
    run: async (statements) =>
      new Promise<Row[]>((resolve, reject) => {
        if (gone) {
          reject(gone);
          return;
        }
        const id = ++asked;
        waiting.set(id, { resolve, reject });
        post({ id, statements });
      }),
    close: async () => {
      if (gone) return;
      const exit = once(worker, "exit");
      post("close");
      await exit;
    },
  };
}

interface Waiting {
  readonly resolve: (rows: Row[]) => void;
  readonly reject: (error: Error) => void;
}

function settle(waiting: Map<number, Waiting>, answer: WriterAnswer): void {
  const asker = waiting.get(answer.id);
  waiting.delete(answer.id);
  if ("rows" in answer) asker?.resolve(answer.rows);
  else asker?.reject(unwireFailure(answer.failure));
}

function compiledWorker(): URL {
  const beside = new URL("./sqlite-writer-worker.js", import.meta.url);
  if (existsSync(beside)) return beside;
  const built = new URL("../dist/db/sqlite-writer-worker.js", import.meta.url);
  if (existsSync(built)) return built;
  throw new Error(
    "The writer's thread needs compiled code: run `npm run build`, or open the storage with writer: inline.",
  );
}
