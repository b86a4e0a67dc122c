import type { Migration } from "./migration.ts";

/**
 * A timer whose step fails stays, is tried again at `next_try_at`, and is quarantined in the end: then it stands here until its
 * incident has taken another step or the program has been started anew. What is quarantined must not be leafed through by
 * whoever asks what is due.
 */
export const timersThatFail: Migration = {
  version: 18,
  name: "timers that fail",
  sqlite: [
    ...["tries", "tried_at", "tried_seq"].map(
      (column) => `ALTER TABLE timers ADD COLUMN ${column} INTEGER NOT NULL DEFAULT 0`,
    ),
    `ALTER TABLE timers ADD COLUMN next_try_at INTEGER`,
    `ALTER TABLE timers ADD COLUMN last_error TEXT`,
    `ALTER TABLE timers ADD COLUMN quarantined_at INTEGER`,
    `DROP INDEX timers_due`,
    `CREATE INDEX timers_due ON timers (due_at, armed_seq, armed_index) WHERE quarantined_at IS NULL`,
    `CREATE INDEX timers_tried ON timers (next_try_at) WHERE next_try_at IS NOT NULL`,
    `CREATE INDEX timers_quarantined ON timers (due_at) WHERE quarantined_at IS NOT NULL`,
  ],
  postgres: [
    ...["tries", "tried_at", "tried_seq"].map(
      (column) => `ALTER TABLE timers ADD COLUMN ${column} bigint NOT NULL DEFAULT 0`,
    ),
    `ALTER TABLE timers ADD COLUMN next_try_at bigint`,
    `ALTER TABLE timers ADD COLUMN last_error text`,
    `ALTER TABLE timers ADD COLUMN quarantined_at bigint`,
    `DROP INDEX timers_due`,
    `CREATE INDEX timers_due ON timers (due_at, armed_seq, armed_index, instance) WHERE quarantined_at IS NULL`,
    `CREATE INDEX timers_tried ON timers (next_try_at) WHERE next_try_at IS NOT NULL`,
    `CREATE INDEX timers_quarantined ON timers (due_at) WHERE quarantined_at IS NOT NULL`,
  ],
};
