/** A batch costs a fixed handful of statements, and none of them reads more than it needs. */
import { expect, test } from "@jest/globals";
import { connectSqlite } from "../../db/connect.ts";
import { postgresDialect, sqliteDialect } from "../../db/dialect.ts";
import { migrate } from "../../db/migrate.ts";
import { batchStatements } from "../../db/stores/engine-batch.ts";
import type { Batch } from "../../src/engine/ports.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { aBatch, aLogRow, aMessage, anInstance, aTimer } from "./samples.ts";

/** `size` incidents that each advance once, with a timer replaced, a message written and one delivered. */
function aBusyBatch(size: number): Batch {
  const ids = Array.from({ length: size }, (_, index) => `i-${index}`);
  const settled = { state: "delivered", tries: 1, nextTryAt: 0, lastError: null, settledAt: 1 } as const;
  return {
    log: ids.map((id) => aLogRow(id, 1)),
    inserted: ids.map((id) => anInstance(`new-${id}`)),
    updated: ids.map((id) => ({ ...anInstance(id, { seq: 1 }), previousSeq: 0 })),
    timersRemoved: ids.map((instance) => ({ instance, id: "0.0" })),
    timersArmed: ids.map((id) => aTimer(id, "1.0")),
    messages: ids.map((id) => aMessage(id, "1.1")),
    outbox: ids.map((id) => ({ id: `${id}:0.1`, ...settled })),
  };
}

const dialect = sqliteDialect(systemClock);

test("64 advances are seven statements, the same as for one", () => {
  const one = batchStatements(dialect, aBusyBatch(1)).map(({ sql }) => sql);
  const many = batchStatements(dialect, aBusyBatch(64)).map(({ sql }) => sql);
  expect(many).toHaveLength(7);
  expect(many).toEqual(one);
  expect(batchStatements(dialect, aBatch({}))).toEqual([]);
  expect(batchStatements(postgresDialect, aBusyBatch(64))).toHaveLength(8);
});

test("no statement of a batch walks through a table", async () => {
  const connection = await connectSqlite(":memory:");
  const { database } = connection;
  await migrate(connection, 0);
  const plans = batchStatements(dialect, aBusyBatch(2)).map(({ sql, bindings }) =>
    database
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all(bindings)
      .map((row) => (row as { detail: string }).detail),
  );
  await connection.close();
  expect(plans.flat().filter((detail) => /^SCAN (?!jsonb_each|r\b|\()/.test(detail))).toEqual([]);
  expect(plans.flat().filter((detail) => detail.startsWith("SEARCH")).length).toBeGreaterThanOrEqual(3);
});
