import type { Batch, ChangedInstance, Fence } from "../../src/engine/ports.ts";
import type { Dialect } from "../dialect.ts";
import type { Statement, Values } from "../statement.ts";
import {
  advanceColumns,
  advanceValues,
  changeColumns,
  changeValues,
  type Columns,
  handColumns,
  handValues,
  instanceColumns,
  instanceValues,
  logColumns,
  logValues,
  messageColumns,
  messageValues,
  namesOf,
  outboxChangeColumns,
  outboxChangeValues,
  timerColumns,
  timerValues,
} from "./engine-rows.ts";

/**
 * What a batch writes, as a fixed handful of statements however many rows it has. PostgreSQL gets all rows of a statement
 * as one JSON argument; SQLite, which is in this process, runs a statement that it keeps ready for one row after the other.
 */
export function batchStatements(dialect: Dialect, batch: Batch, fence?: Fence): Statement[] {
  const statements: Statement[] = fence ? [holdsLease(fence)] : [];
  if (batch.log.length > 0 || batch.inserted.length > 0) statements.push(...dialect.beforeNumbering);
  const add = (sql: string, rows: readonly Values[], must?: Statement["must"]) => {
    if (rows.length === 0) return;
    statements.push({ sql, ...dialect.bound(rows), ...(must && { must }) });
  };
  const sql = sqlOf(dialect);
  const allAsLoaded = (rows: readonly ChangedInstance[]) => ({ match: rows.length, otherwise: "stale" }) as const;
  add(sql.insertLog, batch.log.map(logValues));
  add(sql.insertInstances, batch.inserted.map(instanceValues));
  const advanced = batch.updated.filter((row) => row.keepsSummary === true);
  const changed = batch.updated.filter((row) => row.keepsSummary !== true);
  add(sql.advanceInstances, advanced.map(advanceValues), allAsLoaded(advanced));
  add(sql.changeInstances, changed.map(changeValues), allAsLoaded(changed));
  // Before the arming, because a timer armed again keeps its key.
  add(
    sql.removeTimers,
    batch.timersRemoved.map(({ instance, id }) => [instance, id]),
  );
  add(sql.armTimers, batch.timersArmed.map(timerValues));
  add(sql.insertMessages, batch.messages.map(messageValues));
  add(sql.changeOutbox, batch.outbox.map(outboxChangeValues));
  // Last: whoever decided on an old state hears that first, and decides anew.
  add(sql.insertHands, batch.hands.map(handValues));
  return statements;
}

/** Also locks the lease's row, so that it cannot change hands before the commit. */
function holdsLease({ name, token }: Fence): Statement {
  const sql = "UPDATE leases SET token = token WHERE name = ? AND token = ?";
  return { sql, bindings: [name, token], must: { match: 1, otherwise: "fenced" } };
}

type BatchSql = Readonly<
  Record<
    | "insertLog"
    | "insertInstances"
    | "advanceInstances"
    | "changeInstances"
    | "removeTimers"
    | "armTimers"
    | "insertMessages"
    | "changeOutbox"
    | "insertHands",
    string
  >
>;

const written = new WeakMap<Dialect, BatchSql>();

function sqlOf(dialect: Dialect): BatchSql {
  const present = written.get(dialect) ?? writeSql(dialect);
  written.set(dialect, present);
  return present;
}

function writeSql(dialect: Dialect): BatchSql {
  return {
    insertLog: insertNumbered(dialect, "log", "position", logColumns),
    insertInstances: insertNumbered(dialect, "instances", "number", instanceColumns, ownRecordIsZero),
    advanceInstances: updateInstances(dialect, advanceColumns),
    changeInstances: updateInstances(dialect, changeColumns),
    removeTimers: `DELETE FROM timers WHERE (instance, id) IN
      (SELECT instance, id FROM ${dialect.batchRows("r", [
        ["instance", "text"],
        ["id", "text"],
      ])})`,
    armTimers: insert(dialect, "timers", timerColumns),
    insertMessages: `INSERT INTO outbox (${namesOf(messageColumns)}, next_try_at)
      SELECT ${namesOf(messageColumns)}, at FROM ${dialect.batchRows("r", messageColumns)} ORDER BY ordinal`,
    changeOutbox: `UPDATE outbox SET ${assignments(outboxChangeColumns, ["id"])}
      FROM ${dialect.batchRows("r", outboxChangeColumns)} WHERE outbox.id = r.id AND outbox.state = 'waiting'`,
    insertHands: insert(dialect, "hands", handColumns),
  };
}

/** The organisation's own record is no incident: those count from one, whatever stands beside them. */
const ownRecordIsZero = (next: string) => `CASE WHEN machine LIKE 'organisation@%' THEN 0 ELSE ${next} END`;

/** With a number that counts up by one in the order of the rows. */
function insertNumbered(
  dialect: Dialect,
  table: string,
  number: string,
  columns: Columns,
  change = (next: string) => next,
): string {
  return `INSERT INTO ${table} (${number}, ${namesOf(columns)})
    SELECT ${change(dialect.nextNumber(table, number))}, ${namesOf(columns)} FROM ${dialect.batchRows("r", columns)} ORDER BY ordinal`;
}

function insert(dialect: Dialect, table: string, columns: Columns): string {
  return `INSERT INTO ${table} (${namesOf(columns)})
    SELECT ${namesOf(columns)} FROM ${dialect.batchRows("r", columns)} ORDER BY ordinal`;
}

function updateInstances(dialect: Dialect, columns: Columns): string {
  return `UPDATE instances SET ${assignments(columns, ["id"])}
    FROM ${dialect.batchRows("r", [...columns, ["previous_seq", "integer"]])}
    WHERE instances.id = r.id AND instances.seq = r.previous_seq`;
}

function assignments(columns: Columns, except: readonly string[]): string {
  const changed = columns.map(([column]) => column).filter((column) => !except.includes(column));
  return changed.map((column) => `${column} = r.${column}`).join(", ");
}
