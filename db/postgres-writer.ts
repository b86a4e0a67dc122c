import type pg from "pg";
import { systemClock } from "../src/kernel/clock.ts";
import { isFromServer, mayBeRunAgain, postgresFailure } from "./postgres-failure.ts";
import type { Reader, Row, Statement, Writer } from "./statement.ts";
import { preconditionFailed } from "./precondition.ts";

export function postgresReader(pool: pg.Pool): Reader {
  return {
    all: async (sql, bindings = []) => {
      try {
        const { rows } = await pool.query<Row>(inPostgresWords(sql, bindings.map(comparable)));
        return rows;
      } catch (error) {
        throw postgresFailure(error);
      }
    },
  };
}

/** No text in PostgreSQL has U+0000, and the server refuses one that is only looked for: such a text finds nothing. */
function comparable(binding: Statement["bindings"][number]): Statement["bindings"][number] {
  return typeof binding === "string" ? binding.replaceAll("\0", "\ufffd") : binding;
}

/** Transactions that got in each other's way are run again at most this often. */
const transactionTriesMax = 5;

/** The pause before the next try (ms), times the number of tries so far. */
const transactionPauseMs = 10;

export function postgresWriter(pool: pg.Pool): Writer {
  const run = async (statements: readonly Statement[], tries: number): Promise<Row[]> => {
    try {
      return await transact(pool, statements);
    } catch (error) {
      if (!mayBeRunAgain(error) || tries >= transactionTriesMax) throw postgresFailure(error);
    }
    await new Promise<void>((resolve) => systemClock.after(transactionPauseMs * tries, resolve));
    return run(statements, tries + 1);
  };
  return {
    run: async (statements) => run(statements, 1),
    close: async () => {
      /* The pool belongs to whoever opened it. */
    },
  };
}

async function transact(pool: pg.Pool, statements: readonly Statement[]): Promise<Row[]> {
  const client = await pool.connect();
  // A connection that the server ends between two statements says so as an event, which nobody else hears meanwhile; the
  // next statement fails anyway. Unheard, it would end the process.
  client.on("error", nothing);
  try {
    await client.query("BEGIN");
    const returned: Row[] = [];
    for (const { sql, bindings, must } of statements) {
      const { rows, rowCount } = await client.query<Row>(inPostgresWords(sql, bindings));
      if (must && rowCount !== must.match) throw preconditionFailed(must.otherwise);
      returned.push(...rows);
    }
    await client.query("COMMIT");
    client.release();
    return returned;
  } catch (error) {
    await undo(client, isFromServer(error));
    throw error;
  } finally {
    client.removeListener("error", nothing);
  }
}

const nothing = () => undefined;

async function undo(client: pg.PoolClient, isHeard: boolean): Promise<void> {
  if (!isHeard) {
    client.release(true);
    return;
  }
  try {
    await client.query("ROLLBACK");
    client.release();
  } catch {
    // Nobody knows in which state this connection is; closing it makes the server undo what was begun.
    client.release(true);
  }
}

interface PostgresQuery {
  name?: string;
  text: string;
  values: (string | number | null | Buffer)[];
}

/** Statements that each connection keeps ready; the filters of a list can be combined in more ways than are worth keeping. */
const preparedMax = 200;
const written = new Map<string, Pick<PostgresQuery, "name" | "text">>();

/** Numbers the placeholders, and names the statement so that the server plans it once. */
function inPostgresWords(sql: string, bindings: Statement["bindings"]): PostgresQuery {
  const present = written.get(sql);
  if (present) return { ...present, values: [...bindings] };
  let count = 0;
  const text = sql.replace(/\?/g, () => `$${++count}`);
  const query = written.size < preparedMax ? { name: `answerable-${written.size}`, text } : { text };
  if ("name" in query) written.set(sql, query);
  return { ...query, values: [...bindings] };
}
