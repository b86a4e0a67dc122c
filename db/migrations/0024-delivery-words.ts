import type { Migration } from "./migration.ts";

/** What became of a delivery, in the words that people read: retrying, failed, skipped. */
const state = `CASE state WHEN 'failed' THEN 'retrying' WHEN 'given-up' THEN 'failed' WHEN 'passed-over' THEN 'skipped'
  ELSE state END`;
const states = "'queued', 'sent', 'retrying', 'failed', 'skipped', 'unreachable'";
const columns = ["message", "recipient", "channel", "instance", "state", "attempts", "answer", "why", "instead_of"];
const all = [...columns, "first_at", "last_at"];

export const deliveryWords: Migration = {
  version: 24,
  name: "words of deliveries",
  sqlite: [
    "DROP INDEX deliveries_of_instance",
    "DROP INDEX deliveries_recent",
    "DROP INDEX deliveries_to_nobody",
    "ALTER TABLE deliveries RENAME TO earlier_deliveries",
    `CREATE TABLE deliveries (
      message TEXT NOT NULL,
      recipient TEXT NOT NULL,
      channel TEXT NOT NULL,
      instance TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN (${states})),
      attempts INTEGER NOT NULL,
      answer TEXT,
      why TEXT,
      instead_of TEXT,
      first_at INTEGER NOT NULL,
      last_at INTEGER NOT NULL,
      PRIMARY KEY (message, recipient, channel)
    ) STRICT`,
    `INSERT INTO deliveries (${all.join(", ")})
      SELECT ${all.map((column) => (column === "state" ? state : column)).join(", ")} FROM earlier_deliveries ORDER BY rowid`,
    "DROP TABLE earlier_deliveries",
    "CREATE INDEX deliveries_of_instance ON deliveries (instance, first_at)",
    "CREATE INDEX deliveries_recent ON deliveries (last_at)",
    "CREATE INDEX deliveries_to_nobody ON deliveries (last_at) WHERE state = 'unreachable'",
  ],
  postgres: [
    "ALTER TABLE deliveries DROP CONSTRAINT deliveries_state_check",
    `UPDATE deliveries SET state = ${state} WHERE state IN ('failed', 'given-up', 'passed-over')`,
    `ALTER TABLE deliveries ADD CONSTRAINT deliveries_state_check CHECK (state IN (${states}))`,
  ],
};
