import type { Knex } from "knex";
import type { Migration } from "./migration.ts";

/**
 * What people wrote stands beside the log, which holds references. In order of writing: by the random reference first, each
 * would touch a page of its own. A search looks through the words of titles: one entry for each title that a summary has had.
 */
export const textsApart: Migration = {
  version: 27,
  name: "texts apart",
  sqlite: [
    `CREATE TABLE texts (
      position INTEGER PRIMARY KEY,
      instance TEXT NOT NULL,
      ref TEXT NOT NULL,
      salt TEXT,
      text TEXT,
      erased_seq INTEGER,
      CHECK ((text IS NULL) = (erased_seq IS NOT NULL) AND (salt IS NULL) = (text IS NULL))
    ) STRICT`,
    `CREATE UNIQUE INDEX texts_by_ref ON texts (instance, ref)`,
    `CREATE TRIGGER texts_keep_rows BEFORE DELETE ON texts
      BEGIN SELECT RAISE(ABORT, 'A text is taken away by a row of the log, never deleted.'); END`,
    `CREATE TRIGGER texts_keep_words BEFORE UPDATE ON texts
      WHEN NEW.text IS NOT NULL OR OLD.text IS NULL OR NEW.instance <> OLD.instance OR NEW.ref <> OLD.ref
      BEGIN SELECT RAISE(ABORT, 'A text is taken away or stays as it is.'); END`,
    `CREATE TABLE title_words (
      instance TEXT NOT NULL,
      title TEXT NOT NULL,
      folded TEXT NOT NULL,
      PRIMARY KEY (instance, title)
    ) STRICT, WITHOUT ROWID`,
    `CREATE INDEX title_words_by_folded ON title_words (folded)`,
  ],
  postgres: [
    `CREATE TABLE texts (
      position bigint PRIMARY KEY,
      instance text COLLATE "C" NOT NULL,
      ref text COLLATE "C" NOT NULL,
      salt text COLLATE "C",
      text text COLLATE "C",
      erased_seq bigint,
      CHECK ((text IS NULL) = (erased_seq IS NOT NULL) AND (salt IS NULL) = (text IS NULL))
    )`,
    `CREATE UNIQUE INDEX texts_by_ref ON texts (instance, ref)`,
    `CREATE FUNCTION refuse_text_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'A text is taken away by a row of the log, or stays as it is.'; END $$`,
    `CREATE TRIGGER texts_keep_rows BEFORE DELETE ON texts FOR EACH ROW EXECUTE FUNCTION refuse_text_change()`,
    `CREATE TRIGGER texts_keep_words BEFORE UPDATE ON texts FOR EACH ROW
      WHEN (NEW.text IS NOT NULL OR OLD.text IS NULL OR NEW.instance <> OLD.instance OR NEW.ref <> OLD.ref)
      EXECUTE FUNCTION refuse_text_change()`,
    `CREATE TRIGGER texts_keep_all BEFORE TRUNCATE ON texts FOR EACH STATEMENT EXECUTE FUNCTION refuse_text_change()`,
    `CREATE TABLE title_words (
      instance text COLLATE "C" NOT NULL,
      title text NOT NULL,
      folded text COLLATE "C" NOT NULL,
      PRIMARY KEY (instance, title)
    )`,
    `CREATE INDEX title_words_by_folded ON title_words (folded)`,
  ],
  fill: moveFoldedTitles,
};

/** The titles that are there have been folded; from now on the words stand under the title as the summary has it. */
async function moveFoldedTitles(transaction: Knex.Transaction): Promise<void> {
  await transaction.raw(
    `INSERT INTO title_words (instance, title, folded)
     SELECT id, title, title_folded FROM instances WHERE title IS NOT NULL AND title_folded IS NOT NULL`,
  );
  await transaction.raw("DROP INDEX instances_by_folded_title");
  await transaction.raw("ALTER TABLE instances DROP COLUMN title_folded");
}
