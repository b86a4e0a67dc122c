/** A batch costs a fixed handful of statements, and none of them reads more than it needs. */
import { expect, test } from "@jest/globals";
import { connectSqlite } from "../../db/connect.ts";
import { postgresDialect, sqliteDialect } from "../../db/dialect.ts";
import { migrate } from "../../db/migrate.ts";
import { migrations } from "../../db/migrations/index.ts";
import { incidentReadModel } from "../../db/read-models/incidents.ts";
import { gatheringWriter } from "../../db/gathering-writer.ts";
import { inlineSqliteWriter } from "../../db/sqlite-writer.ts";
import { deliveryStore } from "../../db/stores/deliveries.ts";
import { batchStatements } from "../../db/stores/engine-batch.ts";
import type { Batch } from "../../src/engine/ports.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { aBatch, aLogRow, aMessage, anInstance, aTimer } from "../support/samples.ts";

/** `size` incidents that each advance once, with a timer replaced, a message written and one delivered, each with a sign-off. */
function aBusyBatch(size: number): Batch {
  const ids = Array.from({ length: size }, (_, index) => `i-${index}`);
  const settled = { state: "delivered", tries: 1, nextTryAt: 0, lastError: null, settledAt: 1 } as const;
  return {
    log: ids.map((id) => aLogRow(id, 1)),
    inserted: ids.map((id) => anInstance(`new-${id}`)),
    updated: ids.map((id) => ({ ...anInstance(id, { seq: 1 }), previousSeq: 0 })),
    timersRemoved: ids.map((instance) => ({ instance, key: "0.0", id: "0.0" })),
    timersArmed: ids.map((id) => aTimer(id, "1.0")),
    timersFailed: [],
    messages: ids.map((id) => aMessage(id, "1.1")),
    outbox: ids.map((id) => ({ id: `${id}:0.1`, ...settled })),
    texts: ids.map((instance) => ({ instance, ref: `t1:${instance}`, salt: "", text: "Gas" })),
    erased: [],
    decidedClocks: [],
    signOffs: ids.map((instance) => ({ instance, key: "statement 1", by: "officer-1", seq: 1 })),
  };
}

const dialect = sqliteDialect(systemClock);

test("64 advances are nine statements, the same as for one", () => {
  const one = batchStatements(dialect, aBusyBatch(1)).map(({ sql }) => sql);
  const many = batchStatements(dialect, aBusyBatch(64)).map(({ sql }) => sql);
  expect(many).toHaveLength(9);
  expect(many).toEqual(one);
  expect(batchStatements(dialect, aBatch({}))).toEqual([]);
  expect(batchStatements(postgresDialect, aBusyBatch(64))).toHaveLength(10);
  // Few batches have sign-offs: the others pay nothing for them.
  expect(batchStatements(dialect, { ...aBusyBatch(64), signOffs: [] })).toHaveLength(8);
});

test("advances whose summary stays leave the columns and indexes of the lists alone", () => {
  const { updated } = aBusyBatch(2);
  const [first] = updated;
  const batch = aBatch({ updated: [...updated, { ...first!, id: "i-9", keepsSummary: true }] });
  const changes = batchStatements(dialect, batch).filter(({ sql }) => sql.startsWith("UPDATE instances"));
  expect(changes.map(({ sql, each }) => [sql.includes("summary"), each?.length])).toEqual([
    [false, 1],
    [true, 2],
  ]);
});

test("no statement of a batch walks through a table", async () => {
  const connection = await connectSqlite(":memory:");
  const { database } = connection;
  await migrate(connection, 0, migrations);
  const plans = batchStatements(dialect, aBusyBatch(2)).map(({ sql, bindings, each }) =>
    database
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all(each?.[0] ?? bindings)
      .map((row) => (row as { detail: string }).detail),
  );
  await connection.close();
  expect(plans.flat().filter((detail) => detail.startsWith("SCAN"))).toEqual([]);
  expect(plans.flat().filter((detail) => detail.startsWith("SEARCH")).length).toBeGreaterThanOrEqual(3);
});

test("the lists of the desk are read in the order of an index", async () => {
  const connection = await connectSqlite(":memory:");
  await migrate(connection, 0, migrations);
  const asked: string[] = [];
  let found = 0;
  const reader = { all: async (sql: string) => (asked.push(sql), sql.includes("count(") ? [{ total: found }] : []) };
  const { list, counts } = incidentReadModel(reader, dialect, { readable: () => [], whole: () => [] });
  const page = { page: 1, pageSize: 50 };
  await list({ ...page, sort: "deadline" });
  await list({ ...page, sort: "deadline", open: true });
  await list({ ...page, sort: "newest" });
  await list({ ...page, sort: "newest", open: false });
  await list({ ...page, sort: "newest", text: "leak" });
  found = 10_000;
  await list({ ...page, sort: "newest", open: true });
  await counts({ turns: [], now: 0 });
  const plans = asked.map((sql) => {
    const bindings = Array.from(sql.matchAll(/\?/g), () => 0);
    const steps = connection.database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(bindings) as { detail: string }[];
    return steps.map(({ detail }) => detail).join("; ");
  });
  await connection.close();
  expect(plans.filter((plan) => plan.includes("TEMP B-TREE"))).toEqual([]);
  expect(plans.slice(-3).every((plan) => plan.includes("COVERING INDEX instances_by_deadline"))).toBe(true);
  expect(plans.filter((plan) => plan.includes("search_pairs VIRTUAL TABLE INDEX"))).toHaveLength(2);
});

test("notifications that reached nobody are found without going through the open incidents", async () => {
  const connection = await connectSqlite(":memory:");
  await migrate(connection, 0, migrations);
  const asked: string[] = [];
  const reader = { all: async (sql: string) => (asked.push(sql), []) };
  const writer = inlineSqliteWriter(connection.database);
  await deliveryStore({ reader, writer, dialect }, gatheringWriter(writer)).unreachable(20);
  const steps = connection.database.prepare(`EXPLAIN QUERY PLAN ${asked[0]}`).all(20) as { detail: string }[];
  await connection.close();
  const plan = steps.map(({ detail }) => detail).join("; ");
  expect(plan).toContain("USING INDEX deliveries_to_nobody");
  expect(plan).not.toContain("instances_by_deadline");
});
