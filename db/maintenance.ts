/** Connections for whoever keeps the database: they may take their time, and serve no pages. */
import { connectSqlite, type Connection } from "./connect.ts";
import { parseDatabaseUrl } from "./database-url.ts";
import { placeOf } from "./place.ts";
import { connectPostgres } from "./postgres-connection.ts";
import { postgresReader } from "./postgres-writer.ts";
import { refuseUnfinished } from "./restore-marker.ts";
import { sqliteReader } from "./sqlite-writer.ts";
import type { Reader } from "./statement.ts";

export interface Maintained {
  readonly connection: Connection;
  readonly reader: Reader;
}

/** `read` changes nothing and also works beside a running server. */
export async function connectFor(url: string, mode: "read" | "write"): Promise<Maintained> {
  const address = parseDatabaseUrl(url);
  if (address.kind === "postgres") {
    const connection = await connectPostgres(address.url, "migrate");
    return { connection, reader: postgresReader(connection.pool) };
  }
  const file = address.kind === "memory" ? ":memory:" : address.file;
  if (address.kind === "sqlite") refuseUnfinished(placeOf(file));
  const connection = await connectSqlite(file, mode);
  return { connection, reader: sqliteReader(connection.database) };
}

/** The file of an SQLite database, or null. */
export function sqliteFileOf(url: string): string | null {
  const address = parseDatabaseUrl(url);
  return address.kind === "sqlite" ? address.file : null;
}
