/** A connection that ends between two statements is a failure like another; it does not end the process. */
import { expect, test } from "@jest/globals";
import { EventEmitter } from "node:events";
import type pg from "pg";
import { postgresWriter } from "../../db/postgres-writer.ts";

test("a server that ends the session of a node that stood still", async () => {
  const client = Object.assign(new EventEmitter(), {
    released: null as boolean | null,
    release: (destroy = false) => void (client.released = destroy),
    query: (asked: string | object): Promise<object> =>
      new Promise((resolve, reject) => {
        setImmediate(() => {
          if (asked !== "BEGIN") {
            reject(new Error("Connection terminated unexpectedly"));
            return;
          }
          client.emit("error", new Error("terminating connection due to idle-in-transaction timeout"));
          resolve({ rows: [] });
        });
      }),
  });
  const pool = { connect: async () => client } as unknown as pg.Pool;
  const writing = postgresWriter(pool).run([{ sql: "SELECT 1", bindings: [] }]);
  await expect(writing).rejects.toMatchObject({ name: "StorageUnavailableError", reason: "away" });
  expect(client.released).toBe(true);
  expect(client.listenerCount("error")).toBe(0);
});
