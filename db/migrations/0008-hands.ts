import type { Migration } from "./migration.ts";

/**
 * Who had a hand in what: under one key nobody stands twice. What happened before this schema has no rows, so each instance
 * says from which log row on it has.
 */
export const hands: Migration = {
  version: 8,
  name: "hands",
  sqlite: [
    `CREATE TABLE hands (
      instance TEXT NOT NULL,
      key TEXT NOT NULL,
      by TEXT NOT NULL,
      seq INTEGER NOT NULL,
      PRIMARY KEY (instance, key, by)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TRIGGER hands_keep_rows BEFORE DELETE ON hands
      BEGIN SELECT RAISE(ABORT, 'Who had a hand in something stays: rows are never deleted.'); END`,
    `CREATE TRIGGER hands_keep_words BEFORE UPDATE ON hands
      BEGIN SELECT RAISE(ABORT, 'Who had a hand in something stays: rows are never changed.'); END`,
    `ALTER TABLE instances ADD COLUMN hands_since INTEGER NOT NULL DEFAULT 0`,
    `UPDATE instances SET hands_since = seq + 1`,
  ],
  postgres: [
    `CREATE TABLE hands (
      instance text COLLATE "C" NOT NULL,
      key text COLLATE "C" NOT NULL,
      by text COLLATE "C" NOT NULL,
      seq bigint NOT NULL,
      CONSTRAINT hands_same_person PRIMARY KEY (instance, key, by)
    )`,
    `CREATE FUNCTION refuse_hands_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'Who had a hand in something stays: rows are never changed and never deleted.'; END $$`,
    `CREATE TRIGGER hands_keep_rows BEFORE UPDATE OR DELETE ON hands
      FOR EACH ROW EXECUTE FUNCTION refuse_hands_change()`,
    `CREATE TRIGGER hands_keep_all BEFORE TRUNCATE ON hands
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_hands_change()`,
    `ALTER TABLE instances ADD COLUMN hands_since bigint NOT NULL DEFAULT 0`,
    `UPDATE instances SET hands_since = seq + 1`,
  ],
};
