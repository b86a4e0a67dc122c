import type { Migration } from "./migration.ts";

/** Which instances have anything to do with the public page, so that writing it need not read all the others. */
export const publications: Migration = {
  version: 38,
  name: "publications",
  sqlite: [
    `CREATE TABLE publications (
      instance TEXT PRIMARY KEY,
      noted_at INTEGER NOT NULL
    ) STRICT`,
  ],
  postgres: [
    `CREATE TABLE publications (
      instance text COLLATE "C" PRIMARY KEY,
      noted_at bigint NOT NULL
    )`,
  ],
};
