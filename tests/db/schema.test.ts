/** The schema in git is the one that the migrations make. */
import { expect, test } from "@jest/globals";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { connectSqlite } from "../../db/connect.ts";
import { migrate } from "../../db/migrate.ts";
import { migrations } from "../../db/migrations/index.ts";

test("db/schema.sql is what the migrations make", async () => {
  const made = await dump();
  const kept = readFileSync(new URL("../../db/schema.sql", import.meta.url), "utf8");
  if (made !== kept) {
    const place = new URL("../../.cache/schema.sql", import.meta.url);
    mkdirSync(new URL(".", place), { recursive: true });
    writeFileSync(place, made);
    throw new Error("db/schema.sql is out of date. Look at .cache/schema.sql and, if it is meant, copy it over.");
  }
  expect(made).toContain("CREATE TABLE log");
});

async function dump(): Promise<string> {
  const connection = await connectSqlite(":memory:");
  const { database } = connection;
  await migrate(connection, 0, migrations);
  const rows = database.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY tbl_name, rowid").all();
  await connection.close();
  const statements = (rows as { sql: string }[]).map(({ sql }) => `${sql.replace(/^ {4}/gm, "")};\n`);
  return `-- The SQLite schema after every migration. Made by the migrations and compared by tests/db/schema.test.ts.\n\n${statements.join("\n")}`;
}
