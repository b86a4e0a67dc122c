import type { Migration } from "./migration.ts";

/** Playbook files as they were written, each under the SHA-256 of its text. Incidents run on them, so none ever goes. */
export const playbookTexts: Migration = {
  version: 35,
  name: "playbook texts",
  sqlite: [
    `CREATE TABLE playbook_texts (
      digest TEXT PRIMARY KEY,
      text TEXT NOT NULL,
      added_at INTEGER NOT NULL
    ) STRICT`,
    `CREATE TRIGGER playbook_texts_keep_rows BEFORE DELETE ON playbook_texts
      BEGIN SELECT RAISE(ABORT, 'Playbook texts stay: rows are never deleted.'); END`,
    `CREATE TRIGGER playbook_texts_keep_words BEFORE UPDATE ON playbook_texts
      BEGIN SELECT RAISE(ABORT, 'Playbook texts stay: rows are never changed.'); END`,
  ],
  postgres: [
    `CREATE TABLE playbook_texts (
      digest text COLLATE "C" PRIMARY KEY,
      text text NOT NULL,
      added_at bigint NOT NULL
    )`,
    `CREATE FUNCTION refuse_playbook_text_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'Playbook texts stay: rows are never changed and never deleted.'; END $$`,
    `CREATE TRIGGER playbook_texts_keep_rows BEFORE UPDATE OR DELETE ON playbook_texts
      FOR EACH ROW EXECUTE FUNCTION refuse_playbook_text_change()`,
    `CREATE TRIGGER playbook_texts_keep_all BEFORE TRUNCATE ON playbook_texts
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_playbook_text_change()`,
  ],
};
