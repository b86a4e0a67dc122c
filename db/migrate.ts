/** Brings the schema up to what this program needs. Each migration is one transaction, so an interrupted one never happened. */
import type { Knex } from "knex";
import type { Dialect } from "./dialect.ts";
import type { Migration } from "./migrations/migration.ts";
import { newestVersion } from "./migrations/newest.ts";
import { SchemaError } from "./schema-error.ts";

export interface MigrationTarget {
  readonly knex: Knex;
  readonly dialect: Dialect;
}

/** Applies what is missing. Throws `SchemaError` when the file was written by a newer program. `now` (ms) goes on record. */
export async function migrate(
  { knex, dialect }: MigrationTarget,
  now: number,
  migrations: readonly Migration[],
): Promise<void> {
  const present = await appliedVersions(knex);
  refuseNewer(present, migrations);
  if (missing(present, migrations).length === 0) return;
  await inTransaction({ knex, dialect }, async (transaction) => {
    await transaction.raw(dialect.migration.createVersionTable);
  });
  // A database that an engine alone has used lacks the desk's tables in between, whatever its newest version.
  for (const migration of missing(present, migrations)) {
    await inTransaction({ knex, dialect }, async (transaction) => {
      const applied = await appliedVersions(transaction);
      // Another node may have been quicker.
      if (applied.includes(migration.version)) return;
      for (const sql of migration[dialect.name]) await transaction.raw(sql);
      await migration.fill?.(transaction);
      const { version, name } = migration;
      await transaction("schema_version").insert({ version, name, applied_at: now });
      for (const sql of dialect.migration.announce(Math.max(version, ...applied))) await transaction.raw(sql);
    });
  }
}

/** For those who may not write: throws `SchemaError` unless the schema is exactly the one this program knows. */
export async function requireSchema(knex: Knex, migrations: readonly Migration[]): Promise<void> {
  const present = await appliedVersions(knex);
  refuseNewer(present, migrations);
  if (missing(present, migrations).length > 0) {
    throw new SchemaError(
      `The database has schema ${Math.max(0, ...present)} and this program needs ${newestOf(migrations)}. Run \`answerable migrate\` first, or start the server once.`,
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

/** The schema that a database has, whoever brought it there. */
export async function presentVersion(knex: Knex): Promise<number> {
  return Math.max(0, ...(await appliedVersions(knex)));
}

async function appliedVersions(knex: Knex): Promise<readonly number[]> {
  if (!(await knex.schema.hasTable("schema_version"))) return [];
  const rows = await knex<{ version: number | string }>("schema_version").select("version");
  return rows.map(({ version }) => Number(version));
}

function missing(applied: readonly number[], migrations: readonly Migration[]): readonly Migration[] {
  return migrations.filter(({ version }) => !applied.includes(version));
}

function refuseNewer(applied: readonly number[], migrations: readonly Migration[]): void {
  const present = Math.max(0, ...applied);
  const known = Math.max(newestVersion, newestOf(migrations));
  if (present <= known) return;
  throw new SchemaError(
    `The database has schema ${present} and this program knows only ${known}: a newer version has used it. Start that version, or restore a backup from before.`,
  );
}

function newestOf(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0;
}
