import type { Migration } from "./migration.ts";

/** States as they were after some rows of their logs, so that a replay of a row need not begin at the start. */
export const checkpoints: Migration = {
  version: 32,
  name: "checkpoints",
  sqlite: [
    `CREATE TABLE checkpoints (
      instance TEXT NOT NULL,
      seq INTEGER NOT NULL,
      step_seq INTEGER NOT NULL,
      state TEXT NOT NULL
    ) STRICT`,
    `CREATE UNIQUE INDEX checkpoints_by_row ON checkpoints (instance, seq)`,
  ],
  postgres: [
    `CREATE TABLE checkpoints (
      instance text COLLATE "C" NOT NULL,
      seq bigint NOT NULL,
      step_seq bigint NOT NULL,
      state text NOT NULL
    )`,
    `CREATE UNIQUE INDEX checkpoints_by_row ON checkpoints (instance, seq)`,
  ],
};
