import type { Migration } from "./migration.ts";

export const leases: Migration = {
  version: 3,
  name: "leases",
  sqlite: [
    `CREATE TABLE leases (
      name TEXT PRIMARY KEY,
      holder TEXT NOT NULL,
      token INTEGER NOT NULL,
      until INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
  ],
  postgres: [
    `CREATE TABLE leases (
      name text PRIMARY KEY,
      holder text NOT NULL,
      token bigint NOT NULL,
      until bigint NOT NULL
    )`,
  ],
};
