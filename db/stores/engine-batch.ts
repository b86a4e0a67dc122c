import type { Batch } from "../../src/engine/ports.ts";
import type { Dialect } from "../dialect.ts";
import type { Statement } from "../statement.ts";
import {
  type Columns,
  instanceColumns,
  instanceValues,
  logColumns,
  logValues,
  messageColumns,
  messageValues,
  outboxChangeColumns,
  outboxChangeValues,
  timerColumns,
  timerValues,
} from "./engine-rows.ts";

/** What a batch writes, as at most seven statements however many rows it has: each carries all of its rows as one JSON argument. */
export function batchStatements(dialect: Dialect, batch: Batch): Statement[] {
  const statements: Statement[] = [];
  const add = (sql: string, rows: readonly unknown[], mustChange?: number) => {
    if (rows.length === 0) return;
    statements.push({ sql, bindings: [JSON.stringify(rows)], ...(mustChange === undefined ? {} : { mustChange }) });
  };
  const sql = sqlOf(dialect);
  add(sql.insertLog, batch.log.map(logValues));
  add(sql.insertInstances, batch.inserted.map(instanceValues));
  add(
    sql.updateInstances,
    batch.updated.map((row) => [...instanceValues(row), row.previousSeq]),
    batch.updated.length,
  );
  // Before the arming, because a timer armed again keeps its key.
  add(
    sql.removeTimers,
    batch.timersRemoved.map(({ instance, id }) => [instance, id]),
  );
  add(sql.armTimers, batch.timersArmed.map(timerValues));
  add(sql.insertMessages, batch.messages.map(messageValues));
  add(sql.changeOutbox, batch.outbox.map(outboxChangeValues));
  return statements;
}

type BatchSql = Readonly<
  Record<
    | "insertLog"
    | "insertInstances"
    | "updateInstances"
    | "removeTimers"
    | "armTimers"
    | "insertMessages"
    | "changeOutbox",
    string
  >
>;

const written = new Map<Dialect, BatchSql>();

function sqlOf(dialect: Dialect): BatchSql {
  const present = written.get(dialect) ?? writeSql(dialect);
  written.set(dialect, present);
  return present;
}

function writeSql(dialect: Dialect): BatchSql {
  return {
    insertLog: insert(dialect, "log", logColumns),
    insertInstances: insert(dialect, "instances", instanceColumns),
    updateInstances: `UPDATE instances SET ${assignments(instanceColumns, ["id", "started_at"])}
      FROM ${dialect.rows("r", [...instanceColumns, ["previous_seq", "integer"]])}
      WHERE instances.id = r.id AND instances.seq = r.previous_seq`,
    removeTimers: `DELETE FROM timers WHERE (instance, id) IN
      (SELECT instance, id FROM ${dialect.rows("r", [
        ["instance", "text"],
        ["id", "text"],
      ])})`,
    armTimers: insert(dialect, "timers", timerColumns),
    insertMessages: `INSERT INTO outbox (${names(messageColumns)}, next_try_at)
      SELECT ${names(messageColumns)}, at FROM ${dialect.rows("r", messageColumns)} ORDER BY ordinal`,
    changeOutbox: `UPDATE outbox SET ${assignments(outboxChangeColumns, ["id"])}
      FROM ${dialect.rows("r", outboxChangeColumns)} WHERE outbox.id = r.id`,
  };
}

function insert(dialect: Dialect, table: string, columns: Columns): string {
  return `INSERT INTO ${table} (${names(columns)})
    SELECT ${names(columns)} FROM ${dialect.rows("r", columns)} ORDER BY ordinal`;
}

function names(columns: Columns): string {
  return columns.map(([column]) => column).join(", ");
}

function assignments(columns: Columns, except: readonly string[]): string {
  const changed = columns.map(([column]) => column).filter((column) => !except.includes(column));
  return changed.map((column) => `${column} = r.${column}`).join(", ");
}
