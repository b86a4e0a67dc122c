import type { Migration } from "./migration.ts";

/** Rows that could not be read: which, of what incident, and why. Emptied at each start, for they may have been mended. */
export const quarantine: Migration = {
  version: 20,
  name: "quarantine",
  sqlite: [
    `CREATE TABLE quarantine (
      in_table TEXT NOT NULL,
      row_key TEXT NOT NULL,
      instance TEXT,
      why TEXT NOT NULL,
      found_at INTEGER NOT NULL,
      PRIMARY KEY (in_table, row_key)
    ) STRICT`,
  ],
  postgres: [
    `CREATE TABLE quarantine (
      in_table text NOT NULL,
      row_key text NOT NULL,
      instance text,
      why text NOT NULL,
      found_at bigint NOT NULL,
      PRIMARY KEY (in_table, row_key)
    )`,
  ],
};
