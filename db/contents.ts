/** What is in a database, in numbers, for whoever keeps it. */
import { integer, integerOrNull } from "./columns.ts";
import { requireSchema } from "./migrate.ts";
import { migrations } from "./migrations/index.ts";
import { connectFor, type Maintained } from "./maintenance.ts";
import type { Reader } from "./statement.ts";

export interface Contents {
  readonly schemaVersion: number;
  readonly incidents: number;
  readonly logRows: number;
  readonly timers: number;
  readonly messages: number;
  readonly notifications: number;
  readonly signOffs: number;
  /** When the last row of the log was decided (ms); null when there is none. */
  readonly lastAt: number | null;
}

/** Throws `SchemaError` when this program does not know the schema, and `StorageUnavailableError`. */
export async function contentsOf(url: string): Promise<Contents> {
  const maintained = await connectFor(url, "read");
  try {
    await requireSchema(maintained.connection.knex, migrations);
    return await readContents(maintained);
  } finally {
    await maintained.connection.close();
  }
}

export async function readContents({ reader }: Pick<Maintained, "reader">): Promise<Contents> {
  const last = await reader.all("SELECT at FROM log ORDER BY position DESC LIMIT 1");
  return {
    schemaVersion: await one(reader, "SELECT max(version) AS value FROM schema_version"),
    incidents: await one(reader, "SELECT count(*) AS value FROM instances WHERE number > 0"),
    logRows: await one(reader, "SELECT count(*) AS value FROM log"),
    timers: await one(reader, "SELECT count(*) AS value FROM timers"),
    messages: await one(reader, "SELECT count(*) AS value FROM outbox"),
    notifications: await one(reader, "SELECT count(*) AS value FROM notifications"),
    signOffs: await one(reader, "SELECT count(*) AS value FROM sign_offs"),
    lastAt: last[0] ? integerOrNull(last[0], "at") : null,
  };
}

async function one(reader: Reader, sql: string): Promise<number> {
  const [row] = await reader.all(sql);
  return row ? integer(row, "value") : 0;
}
