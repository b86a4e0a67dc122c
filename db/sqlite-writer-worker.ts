/** The thread that writes an SQLite file. It owns the only writing connection and waits for the disk in everybody's place. */
import { parentPort, workerData } from "node:worker_threads";
import Database from "better-sqlite3";
import { assert } from "../src/kernel/assert.ts";
import { prepareSqlite } from "./sqlite-settings.ts";
import { sqliteTransaction } from "./sqlite-writer.ts";
import { wireFailure, type WriterAnswer, type WriterRequest } from "./sqlite-writer-wire.ts";

const port = parentPort;
assert(port, "This file runs in a worker thread.");
const database = new Database((workerData as { file: string }).file, { fileMustExist: true });
prepareSqlite(database, "write");
const run = sqliteTransaction(database);

port.on("message", (request: WriterRequest) => {
  if (request === "close") {
    database.close();
    port.close();
    return;
  }
  port.postMessage(answer(request));
});
port.postMessage("ready");

function answer({ id, statements }: Exclude<WriterRequest, "close">): WriterAnswer {
  try {
    return { id, rows: run(statements) };
  } catch (error) {
    return { id, failure: wireFailure(error as Error) };
  }
}
