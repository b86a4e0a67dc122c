import type Database from "better-sqlite3";
import { StorageUnavailableError } from "../src/engine/failures.ts";
import { sqliteFailure } from "./sqlite-failure.ts";
import type { Reader, Row, Statement, Writer } from "./statement.ts";
import { preconditionFailed } from "./precondition.ts";

/** Writes through this connection on the thread that calls; `whyLost` as in `sqliteTransaction`. */
export function inlineSqliteWriter(database: Database.Database, whyLost: WhyLost = inPlace): Writer {
  const run = sqliteTransaction(database, whyLost);
  return {
    run: async (statements) => run(statements),
    close: async () => {
      /* The connection belongs to whoever opened it. */
    },
  };
}

/** What has become of the files of the database; null while they are where they were. */
type WhyLost = () => string | null;

const inPlace: WhyLost = () => null;

/**
 * Runs a list of statements in one transaction, which is on disk when the call returns, in the file that is found there. Throws
 * what `unmet` and `sqliteFailure` say, and after a broken disk or a lost file nothing but that.
 */
export function sqliteTransaction(
  database: Database.Database,
  whyLost: WhyLost = inPlace,
): (statements: readonly Statement[]) => Row[] {
  const prepared = preparer(database);
  let broken: Error | null = null;
  return (statements) => {
    if (broken) throw broken;
    try {
      prepared("BEGIN IMMEDIATE").run();
      const returned = statements.flatMap((statement) => runOne(prepared(statement.sql), statement));
      prepared("COMMIT").run();
      const lost = whyLost();
      if (lost !== null) throw new StorageUnavailableError("broken", lost);
      return returned;
    } catch (error) {
      undo(database);
      const failure = sqliteFailure(error);
      if (failure instanceof StorageUnavailableError && failure.reason === "broken") broken = failure;
      throw failure;
    }
  };
}

export function sqliteReader(database: Database.Database): Reader {
  const prepared = preparer(database);
  return {
    all: async (sql, bindings = []) => {
      try {
        return prepared(sql).all(bindings) as Row[];
      } catch (error) {
        throw sqliteFailure(error);
      }
    },
  };
}

function runOne(prepared: Database.Statement, { bindings, each, must }: Statement): Row[] {
  const returned = prepared.reader ? (prepared.all(bindings) as Row[]) : [];
  let matched = returned.length;
  if (!prepared.reader) for (const values of each ?? [bindings]) matched += prepared.run(values).changes;
  if (must && matched !== must.match) throw preconditionFailed(must.otherwise);
  return returned;
}

function undo(database: Database.Database): void {
  // A full disk undoes the transaction by itself.
  if (!database.inTransaction) return;
  try {
    database.exec("ROLLBACK");
  } catch {
    // The first failure says more, and an open transaction is undone when the connection goes.
  }
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
