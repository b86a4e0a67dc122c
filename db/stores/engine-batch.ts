import type { Batch, ChangedInstance, InstanceRow } from "../../src/engine/ports.ts";
import type { Fence } from "../../src/engine/leases.ts";
import type { Dialect } from "../dialect.ts";
import type { Statement, Values } from "../statement.ts";
import {
  advanceColumns,
  advanceValues,
  changeColumns,
  changeValues,
  signOffColumns,
  signOffValues,
  instanceColumns,
  instanceValues,
  loadedColumns,
  logColumns,
  logValues,
  messageColumns,
  messageValues,
  outboxChangeColumns,
  outboxChangeValues,
  timerColumns,
  timerFailureColumns,
  timerFailureValues,
  timerNameColumns,
  timerNameValues,
  timerValues,
  waitingColumns,
} from "./engine-rows.ts";
import { decidedClockValues, putDecidedClock } from "./decided-clocks.ts";
import { linkColumns, linksIn } from "./link-rows.ts";
import { erasedStatements, type ErasedCopies } from "./erased.ts";
import { checkpointsIn, putCheckpoint } from "./checkpoints.ts";
import { putSearchEntry, searchEntriesIn } from "./search-entries.ts";
import { textColumns, textValues, titleWordColumns } from "./texts.ts";

/**
 * What a batch writes, as a fixed handful of statements however many rows it has. PostgreSQL gets all rows of a statement
 * as one JSON argument; SQLite, which is in this process, runs a statement that it keeps ready for one row after the other.
 */
export function batchStatements(
  dialect: Dialect,
  batch: Batch,
  {
    fence,
    titleWords = [],
    copies = () => [],
  }: {
    readonly fence?: Fence;
    readonly titleWords?: Parameters<typeof searchEntriesIn>[1];
    readonly copies?: ErasedCopies;
  } = {},
): Statement[] {
  const statements: Statement[] = fence ? [holdsLease(fence)] : [];
  if (batch.log.length > 0 || batch.inserted.length > 0) statements.push(...dialect.beforeNumbering);
  const add = (sql: string, rows: readonly Values[], must?: Statement["must"]) => {
    if (rows.length === 0) return;
    statements.push({ sql, ...dialect.bulk.bound(rows), ...(must && { must }) });
  };
  const sql = sqlOf(dialect);
  const allAsLoaded = (rows: readonly ChangedInstance[]) => ({ match: rows.length, otherwise: "stale" }) as const;
  add(
    sql.insertLog,
    batch.log.map((row) => [null, ...logValues(row)]),
  );
  add(
    sql.insertInstances,
    batch.inserted.map((row) => [ownNumber(row), ...instanceValues(row)]),
  );
  add(sql.insertLinks, linksIn(batch));
  const advanced = batch.updated.filter((row) => row.keepsSummary === true);
  const changed = batch.updated.filter((row) => row.keepsSummary !== true);
  add(sql.advanceInstances, advanced.map(advanceValues), allAsLoaded(advanced));
  add(sql.changeInstances, changed.map(changeValues), allAsLoaded(changed));
  // Before the arming, because a timer armed again keeps its key.
  add(sql.removeTimers, batch.timersRemoved.map(timerNameValues));
  add(sql.armTimers, batch.timersArmed.map(timerValues));
  add(sql.failTimers, batch.timersFailed.map(timerFailureValues));
  add(
    sql.insertTexts,
    batch.texts.map((row) => [null, ...textValues(row)]),
  );
  add(sql.insertTitleWords, titleWords);
  add(
    sql.insertSearchEntries,
    searchEntriesIn(batch, titleWords).map((entry) => [null, ...entry]),
  );
  add(
    sql.insertMessages,
    batch.messages.map((message) => [...messageValues(message), message.at]),
  );
  add(sql.changeOutbox, batch.outbox.map(outboxChangeValues));
  for (const erased of batch.erased) statements.push(...erasedStatements(dialect, erased, copies));
  add(sql.putDecidedClocks, batch.decidedClocks.map(decidedClockValues));
  add(sql.putCheckpoints, checkpointsIn(batch));
  // Last: whoever decided on an old state hears that first, and decides anew.
  add(sql.insertSignOffs, batch.signOffs.map(signOffValues));
  return statements;
}

/** Also locks the lease's row, so that it cannot change hands before the commit. */
export function holdsLease({ name, token }: Fence): Statement {
  const sql = "UPDATE leases SET token = token WHERE name = ? AND token = ?";
  return { sql, bindings: [name, token], must: { match: 1, otherwise: "fenced" } };
}

type BatchSql = ReturnType<typeof writeSql>;

const written = new WeakMap<Dialect, BatchSql>();

function sqlOf(dialect: Dialect): BatchSql {
  const present = written.get(dialect) ?? writeSql(dialect);
  written.set(dialect, present);
  return present;
}

function writeSql(dialect: Dialect) {
  const { bulk } = dialect;
  return {
    insertLog: bulk.insert("log", [["position", "integer"], ...logColumns], "position"),
    insertInstances: bulk.insert("instances", [["number", "integer"], ...instanceColumns], "number"),
    insertLinks: bulk.insert("links", linkColumns),
    advanceInstances: bulk.update("instances", advanceColumns, loadedColumns),
    changeInstances: bulk.update("instances", changeColumns, loadedColumns),
    removeTimers: bulk.remove("timers", timerNameColumns),
    armTimers: bulk.insert("timers", timerColumns),
    failTimers: bulk.update("timers", timerFailureColumns, timerNameColumns),
    insertTexts: bulk.insert("texts", [["position", "integer"], ...textColumns], "position"),
    insertTitleWords: `${bulk.insert("title_words", titleWordColumns)} ON CONFLICT DO NOTHING`,
    insertSearchEntries: putSearchEntry(dialect),
    insertMessages: bulk.insert("outbox", [...messageColumns, ["next_try_at", "integer"]]),
    changeOutbox: bulk.update("outbox", outboxChangeColumns, waitingColumns),
    insertSignOffs: bulk.insert("sign_offs", signOffColumns),
    putDecidedClocks: putDecidedClock(dialect),
    putCheckpoints: putCheckpoint(dialect),
  };
}

/** The organisation's own record is no incident: those count from one, whatever stands beside them. */
function ownNumber({ machine }: InstanceRow): number | null {
  return machine.startsWith("organisation@") ? 0 : null;
}
