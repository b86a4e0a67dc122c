/** Brings the schema up to what this program needs. Each migration is one transaction, so an interrupted one never happened. */
import type { Knex } from "knex";
import type { Dialect } from "./dialect.ts";
import { migrations as released } from "./migrations/index.ts";
import type { Migration } from "./migrations/migration.ts";
import { SchemaError } from "./schema-error.ts";

export interface MigrationTarget {
  readonly knex: Knex;
  readonly dialect: Dialect;
}

/** Applies what is missing. Throws `SchemaError` when the file was written by a newer program. `now` (ms) goes on record. */
export async function migrate(
  { knex, dialect }: MigrationTarget,
  now: number,
  migrations: readonly Migration[] = released,
): Promise<void> {
  const present = await presentVersion(knex);
  refuseNewer(present, migrations);
  if (present === newest(migrations)) return;
  await inTransaction({ knex, dialect }, async (transaction) => {
    await transaction.raw(dialect.migration.createVersionTable);
  });
  for (const migration of migrations) {
    await inTransaction({ knex, dialect }, async (transaction) => {
      // Another node may have been quicker.
      if ((await presentVersion(transaction)) >= migration.version) return;
      for (const sql of migration[dialect.name]) await transaction.raw(sql);
      await migration.fill?.(transaction);
      const { version, name } = migration;
      await transaction("schema_version").insert({ version, name, applied_at: now });
      for (const sql of dialect.migration.announce(version)) await transaction.raw(sql);
    });
  }
}

/** For those who may not write: throws `SchemaError` unless the schema is exactly the one this program knows. */
export async function requireSchema(knex: Knex, migrations: readonly Migration[] = released): Promise<void> {
  const present = await presentVersion(knex);
  refuseNewer(present, migrations);
  if (present < newest(migrations)) {
    throw new SchemaError(
      `The database has schema ${present} and this program needs ${newest(migrations)}. Run \`answerable migrate\` first, or start the server once.`,
    );
  }
}

async function inTransaction(
  { knex, dialect }: MigrationTarget,
  run: (transaction: Knex.Transaction) => Promise<void>,
): Promise<void> {
  await knex.transaction(async (transaction) => {
    for (const sql of dialect.migration.lock) await transaction.raw(sql);
    await run(transaction);
  });
}

async function presentVersion(knex: Knex): Promise<number> {
  if (!(await knex.schema.hasTable("schema_version"))) return 0;
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
