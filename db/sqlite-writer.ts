import type Database from "better-sqlite3";
import { StaleInstanceError } from "../src/engine/ports.ts";
import type { Reader, Row, Statement, Writer } from "./statement.ts";

/** Writes through this connection on the thread that calls. */
export function inlineSqliteWriter(database: Database.Database): Writer {
  const run = sqliteTransaction(database);
  return {
    run: async (statements) => run(statements),
    close: async () => {
      /* The connection belongs to whoever opened it. */
    },
  };
}

/** Runs a list of statements in one transaction, which is on disk when the call returns. */
export function sqliteTransaction(database: Database.Database): (statements: readonly Statement[]) => void {
  const prepared = preparer(database);
  const begin = database.prepare("BEGIN IMMEDIATE");
  const commit = database.prepare("COMMIT");
  const rollback = database.prepare("ROLLBACK");
  return (statements) => {
    begin.run();
    try {
      for (const { sql, bindings, mustChange } of statements) {
        const { changes } = prepared(sql).run(bindings);
        if (mustChange !== undefined && changes !== mustChange) throw new StaleInstanceError(staleSentence);
      }
      commit.run();
    } catch (error) {
      // A full disk undoes the transaction by itself.
      if (database.inTransaction) rollback.run();
      throw isCollision(error) ? new StaleInstanceError(staleSentence, { cause: error }) : error;
    }
  };
}

export function sqliteReader(database: Database.Database): Reader {
  const prepared = preparer(database);
  return { all: async (sql, bindings = []) => prepared(sql).all(bindings) as Row[] };
}

/** Statements kept ready; the filters of a list can be combined in more ways than are worth keeping. */
const preparedMax = 200;

function preparer(database: Database.Database): (sql: string) => Database.Statement {
  const cache = new Map<string, Database.Statement>();
  return (sql) => {
    const present = cache.get(sql);
    if (present) return present;
    const oldest = cache.keys().next();
    if (cache.size >= preparedMax && !oldest.done) cache.delete(oldest.value);
    const statement = database.prepare(sql);
    cache.set(sql, statement);
    return statement;
  };
}

const staleSentence =
  "Another writer has changed one of these instances, or has already written one of these commands.";

/** Two writers wrote the same place of the same history, or the same command twice. */
function isCollision(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return code === "SQLITE_CONSTRAINT_UNIQUE" && /failed: (log\.|instances\.id)/.test(message ?? "");
}
