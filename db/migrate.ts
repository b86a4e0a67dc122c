/** Brings the schema up to what this program needs. Each migration is one transaction, so an interrupted one never happened. */
import type { Knex } from "knex";
import { migrations as released } from "./migrations/index.ts";
import type { Migration } from "./migrations/migration.ts";

/** Applies what is missing. Throws `SchemaError` when the file was written by a newer program. `now` (ms) goes on record. */
export async function migrate(knex: Knex, now: number, migrations: readonly Migration[] = released): Promise<void> {
  await knex.raw(
    "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT",
  );
  const present = await schemaVersion(knex);
  refuseNewer(present, migrations);
  for (const migration of migrations) {
    if (migration.version > present) await apply(knex, migration, now);
  }
}

/** For those who may not write: throws `SchemaError` unless the schema is exactly the one this program knows. */
export async function requireSchema(knex: Knex, migrations: readonly Migration[] = released): Promise<void> {
  const present = (await knex.schema.hasTable("schema_version")) ? await schemaVersion(knex) : 0;
  refuseNewer(present, migrations);
  if (present < newest(migrations)) {
    throw new SchemaError(
      `The database has schema ${present} and this program needs ${newest(migrations)}. Run \`answerable migrate\` first, or start the server once.`,
    );
  }
}

/** The schema and the program do not fit. The sentence says which is older and what to do. */
export class SchemaError extends Error {
  override name = "SchemaError";
}

async function apply(knex: Knex, migration: Migration, now: number): Promise<void> {
  await knex.transaction(async (transaction) => {
    for (const sql of migration.sqlite) await transaction.raw(sql);
    await transaction("schema_version").insert({ version: migration.version, name: migration.name, applied_at: now });
  });
}

async function schemaVersion(knex: Knex): Promise<number> {
  const row = await knex<{ version: number }>("schema_version").orderBy("version", "desc").first("version");
  return row?.version ?? 0;
}

function refuseNewer(present: number, migrations: readonly Migration[]): void {
  if (present <= newest(migrations)) return;
  throw new SchemaError(
    `The database has schema ${present} and this program knows only ${newest(migrations)}: a newer version has used it. Start that version, or restore a backup from before.`,
  );
}

function newest(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0;
}
