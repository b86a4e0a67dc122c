import type { Migration } from "./migration.ts";

/** Where it is tried whether anything can be written; what stands in it means nothing. */
export const writeChecks: Migration = {
  version: 19,
  name: "write checks",
  sqlite: [
    `CREATE TABLE write_checks (
      name TEXT PRIMARY KEY,
      at INTEGER NOT NULL,
      filler TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`,
  ],
  postgres: [
    `CREATE TABLE write_checks (
      name text PRIMARY KEY,
      at bigint NOT NULL,
      filler text NOT NULL
    )`,
  ],
};
