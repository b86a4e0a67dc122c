import type { Migration } from "./migration.ts";

/**
 * How each clock was decided, for statistics: written in the commit that decides it. What was decided before this schema has no
 * rows, so each instance says whether it has all of them.
 */
export const decidedClocks: Migration = {
  version: 53,
  name: "decided clocks",
  sqlite: [
    `CREATE TABLE decided_clocks (
      instance TEXT NOT NULL,
      clock TEXT NOT NULL,
      kind TEXT NOT NULL,
      outcome TEXT NOT NULL CHECK (outcome IN ('met', 'met-late', 'missed', 'cancelled', 'running')),
      anchor_at INTEGER NOT NULL,
      due_at INTEGER NOT NULL,
      stopped_at INTEGER,
      PRIMARY KEY (instance, clock)
    ) STRICT, WITHOUT ROWID`,
    `CREATE INDEX decided_clocks_by_due ON decided_clocks (due_at)`,
    `ALTER TABLE instances ADD COLUMN clocks_whole INTEGER NOT NULL DEFAULT 1`,
    `UPDATE instances SET clocks_whole = 0`,
  ],
  postgres: [
    `CREATE TABLE decided_clocks (
      instance text COLLATE "C" NOT NULL,
      clock text COLLATE "C" NOT NULL,
      kind text COLLATE "C" NOT NULL,
      outcome text NOT NULL CHECK (outcome IN ('met', 'met-late', 'missed', 'cancelled', 'running')),
      anchor_at bigint NOT NULL,
      due_at bigint NOT NULL,
      stopped_at bigint,
      PRIMARY KEY (instance, clock)
    )`,
    `CREATE INDEX decided_clocks_by_due ON decided_clocks (due_at)`,
    `ALTER TABLE instances ADD COLUMN clocks_whole bigint NOT NULL DEFAULT 1`,
    `UPDATE instances SET clocks_whole = 0`,
  ],
};
