import type { Migration } from "./migration.ts";

/** The field's words for what became of a timer and of a message: stale, dead-lettered. */
const kind = "CASE kind WHEN 'void' THEN 'stale' WHEN 'parked' THEN 'dead-lettered' ELSE kind END";
const state = "CASE state WHEN 'parked' THEN 'dead-lettered' ELSE state END";
const kinds = "'start', 'event', 'timer', 'stale', 'delivered', 'dead-lettered'";
const states = "'waiting', 'delivered', 'dead-lettered'";
const ofLog = ["position", "instance", "seq", "kind", "at", "due_at", "by", "command_id", "event", "timer", "detail"];
const ofOutbox = ["position", "id", "instance", "machine", "type", "params", "at", "state", "tries", "next_try_at"];
const logColumns = [...ofLog, "state_hash"];
const outboxColumns = [...ofOutbox, "last_error", "settled_at"];
const inWords = (columns: readonly string[]) =>
  columns.map((column) => (column === "kind" ? kind : column === "state" ? state : column)).join(", ");
const deadLettered = "CREATE INDEX outbox_dead_lettered ON outbox (position) WHERE state = 'dead-lettered'";

/** SQLite changes no CHECK of a table: it is made anew, and its rows are carried over. */
export const rowWords: Migration = {
  version: 22,
  name: "words of rows",
  sqlite: [
    "DROP TRIGGER log_keeps_rows",
    "DROP TRIGGER log_keeps_words",
    "DROP INDEX log_command",
    "ALTER TABLE log RENAME TO earlier_log",
    `CREATE TABLE log (
      position INTEGER PRIMARY KEY,
      instance TEXT NOT NULL,
      seq INTEGER NOT NULL CHECK (seq >= 0),
      kind TEXT NOT NULL CHECK (kind IN (${kinds})),
      at INTEGER NOT NULL,
      due_at INTEGER,
      by TEXT NOT NULL,
      command_id TEXT,
      event TEXT NOT NULL,
      timer TEXT,
      detail TEXT,
      state_hash TEXT NOT NULL,
      UNIQUE (instance, seq)
    ) STRICT`,
    `INSERT INTO log (${logColumns.join(", ")}) SELECT ${inWords(logColumns)} FROM earlier_log ORDER BY position`,
    "DROP TABLE earlier_log",
    "CREATE UNIQUE INDEX log_command ON log (command_id) WHERE command_id IS NOT NULL",
    `CREATE TRIGGER log_keeps_rows BEFORE DELETE ON log
      BEGIN SELECT RAISE(ABORT, 'The log only grows: rows are never deleted.'); END`,
    `CREATE TRIGGER log_keeps_words BEFORE UPDATE ON log
      BEGIN SELECT RAISE(ABORT, 'The log only grows: rows are never changed.'); END`,
    "DROP INDEX outbox_waiting",
    "DROP INDEX outbox_of_instance",
    "DROP INDEX outbox_parked",
    "ALTER TABLE outbox RENAME TO earlier_outbox",
    `CREATE TABLE outbox (
      position INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      instance TEXT NOT NULL,
      machine TEXT NOT NULL,
      type TEXT NOT NULL,
      params TEXT NOT NULL,
      at INTEGER NOT NULL,
      state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN (${states})),
      tries INTEGER NOT NULL DEFAULT 0,
      next_try_at INTEGER NOT NULL,
      last_error TEXT,
      settled_at INTEGER
    ) STRICT`,
    `INSERT INTO outbox (${outboxColumns.join(", ")}) SELECT ${inWords(outboxColumns)} FROM earlier_outbox ORDER BY position`,
    "DROP TABLE earlier_outbox",
    "CREATE INDEX outbox_waiting ON outbox (next_try_at, position) WHERE state = 'waiting'",
    "CREATE INDEX outbox_of_instance ON outbox (instance, position)",
    deadLettered,
  ],
  postgres: [
    "ALTER TABLE log DISABLE TRIGGER log_keeps_rows",
    "ALTER TABLE log DROP CONSTRAINT log_kind_check",
    `UPDATE log SET kind = ${kind} WHERE kind IN ('void', 'parked')`,
    `ALTER TABLE log ADD CONSTRAINT log_kind_check CHECK (kind IN (${kinds}))`,
    "ALTER TABLE log ENABLE TRIGGER log_keeps_rows",
    "DROP INDEX outbox_parked",
    "ALTER TABLE outbox DROP CONSTRAINT outbox_state_check",
    `UPDATE outbox SET state = ${state} WHERE state = 'parked'`,
    `ALTER TABLE outbox ADD CONSTRAINT outbox_state_check CHECK (state IN (${states}))`,
    deadLettered,
  ],
};
