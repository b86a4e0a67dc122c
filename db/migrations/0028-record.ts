import type { Migration } from "./migration.ts";

/**
 * The tree over the log: stubs of 256 rows in a tile of level 0, roots of full tiles above; its head; and what was signed. All
 * but the checkpoints can be computed from the log again.
 */
export const record: Migration = {
  version: 28,
  name: "record",
  sqlite: [
    `CREATE TABLE record_tiles (
      level INTEGER NOT NULL,
      n INTEGER NOT NULL,
      data BLOB NOT NULL,
      PRIMARY KEY (level, n)
    ) STRICT`,
    `CREATE TABLE record_head (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      size INTEGER NOT NULL,
      root BLOB NOT NULL
    ) STRICT`,
    `CREATE TABLE record_checkpoints (
      size INTEGER NOT NULL,
      note TEXT NOT NULL,
      made_at INTEGER NOT NULL,
      PRIMARY KEY (size, note)
    ) STRICT, WITHOUT ROWID`,
  ],
  postgres: [
    `CREATE TABLE record_tiles (
      level bigint NOT NULL,
      n bigint NOT NULL,
      data bytea NOT NULL,
      PRIMARY KEY (level, n)
    )`,
    `CREATE TABLE record_head (
      id bigint PRIMARY KEY CHECK (id = 1),
      size bigint NOT NULL,
      root bytea NOT NULL
    )`,
    `CREATE TABLE record_checkpoints (
      size bigint NOT NULL,
      note text COLLATE "C" NOT NULL,
      made_at bigint NOT NULL,
      PRIMARY KEY (size, note)
    )`,
  ],
};
