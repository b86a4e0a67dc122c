/** Bare prepared statements over the engine's tables: as fast as this database driver goes. */
import type Database from "better-sqlite3";
import { prepareSqlite } from "../../db/sqlite-settings.ts";
import {
  advanceColumns,
  advanceValues,
  changeColumns,
  changeValues,
  instanceColumns,
  instanceValues,
  logValues,
  messageValues,
  timerNameValues,
  timerValues,
} from "../../db/stores/engine-rows.ts";
import type { Columns } from "../../db/dialect.ts";
import type { Batch } from "../../src/engine/index.ts";

type Values = readonly (string | number | null)[];

/** What a batch comes to, value by value. */
interface Prepared {
  readonly log: readonly Values[];
  readonly inserted: readonly Values[];
  readonly advanced: readonly Values[];
  readonly changed: readonly Values[];
  readonly removed: readonly Values[];
  readonly armed: readonly Values[];
  readonly messages: readonly Values[];
}

export interface RawWriter {
  prepare(batch: Batch): Prepared;
  /** One transaction, with an fsync. */
  write(batch: Prepared): void;
}

export function rawWriter(database: Database.Database): RawWriter {
  prepareSqlite(database, "write");
  const marks = (count: number) => Array.from({ length: count }, () => "?").join(", ");
  const namesOf = (columns: Columns) => columns.map(([name]) => name).join(", ");
  const set = (columns: Columns) => columns.map(([name]) => `${name} = ?`).join(", ");
  const log = "instance, seq, kind, at, due_at, by, command_id, event, timer, detail, state_hash";
  const sql = {
    log: `INSERT INTO log (${log}) VALUES (${marks(11)})`,
    inserted: `INSERT INTO instances (${namesOf(instanceColumns)}) VALUES (${marks(instanceColumns.length)})`,
    advanced: `UPDATE instances SET ${set(advanceColumns)} WHERE id = ? AND seq = ?`,
    changed: `UPDATE instances SET ${set(changeColumns)} WHERE id = ? AND seq = ?`,
    removed: "DELETE FROM timers WHERE instance = ? AND key = ? AND id = ?",
    armed: `INSERT INTO timers (instance, id, key, event, due_at, armed_seq, armed_index) VALUES (${marks(7)})`,
    messages: `INSERT INTO outbox (id, instance, machine, type, params, at, next_try_at) VALUES (${marks(7)})`,
  } as const;
  const names = Object.keys(sql) as (keyof Prepared)[];
  const statements = names.map((name) => ({ name, statement: database.prepare(sql[name]) }));
  const begin = database.prepare("BEGIN IMMEDIATE");
  const commit = database.prepare("COMMIT");
  return {
    prepare: preparedOf,
    write: (batch) => {
      begin.run();
      for (const { name, statement } of statements) {
        for (const values of batch[name]) statement.run(values);
      }
      commit.run();
    },
  };
}

const keepsSummary = (row: Batch["updated"][number]) => row.keepsSummary === true;

function preparedOf(batch: Batch): Prepared {
  return {
    log: batch.log.map(logValues),
    inserted: batch.inserted.map(instanceValues),
    advanced: batch.updated.filter(keepsSummary).map(advanceValues),
    changed: batch.updated.filter((row) => !keepsSummary(row)).map(changeValues),
    removed: batch.timersRemoved.map(timerNameValues),
    armed: batch.timersArmed.map(timerValues),
    messages: batch.messages.map((message) => [...messageValues(message), message.at]),
  };
}
