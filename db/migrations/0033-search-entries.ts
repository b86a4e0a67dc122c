import type { Knex } from "knex";
import type { Migration } from "./migration.ts";

/**
 * What a search looks through: a title under its name in the summary, any other text under its reference. The words are folded
 * and stand with a mark between any two characters, so that a pair of characters is three, which is what FTS5 makes its entries of.
 * Whoever takes a text away takes its entry away by the same statement.
 */
export const searchEntries: Migration = {
  version: 33,
  name: "search entries",
  sqlite: [
    `CREATE TABLE search_entries (
      position INTEGER PRIMARY KEY,
      instance TEXT NOT NULL,
      ref TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('title', 'text')),
      words TEXT NOT NULL
    ) STRICT`,
    `CREATE UNIQUE INDEX search_entries_by_ref ON search_entries (instance, ref)`,
    `CREATE VIRTUAL TABLE search_pairs USING fts5(
      words, content='search_entries', content_rowid='position', detail=none, columnsize=0,
      tokenize='trigram case_sensitive 1')`,
    `INSERT INTO search_pairs (search_pairs, rank) VALUES ('secure-delete', 1)`,
    `CREATE TRIGGER search_entries_added AFTER INSERT ON search_entries
      BEGIN INSERT INTO search_pairs (rowid, words) VALUES (NEW.position, NEW.words); END`,
    `CREATE TRIGGER search_entries_removed AFTER DELETE ON search_entries
      BEGIN INSERT INTO search_pairs (search_pairs, rowid, words) VALUES ('delete', OLD.position, OLD.words); END`,
    `CREATE TRIGGER search_entries_keep_words BEFORE UPDATE ON search_entries
      BEGIN SELECT RAISE(ABORT, 'An entry is written once, and goes with its text.'); END`,
    `CREATE TRIGGER texts_leave_search AFTER UPDATE OF text ON texts WHEN NEW.text IS NULL
      BEGIN DELETE FROM search_entries WHERE instance = NEW.instance AND instr(ref, NEW.ref) > 0; END`,
  ],
  postgres: [
    `CREATE FUNCTION search_pairs(words text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
      SELECT array_agg(DISTINCT one) FROM (
        SELECT unnest(ARRAY[sign, sign || lead(sign) OVER (ORDER BY place)]) AS one
        FROM unnest(string_to_array(words, E'\\x01')) WITH ORDINALITY AS signs (sign, place)
      ) AS pairs WHERE one <> '' $$`,
    `CREATE TABLE search_entries (
      position bigint PRIMARY KEY,
      instance text COLLATE "C" NOT NULL,
      ref text COLLATE "C" NOT NULL,
      kind text NOT NULL CHECK (kind IN ('title', 'text')),
      words text COLLATE "C" NOT NULL,
      pairs text[] COLLATE "C" GENERATED ALWAYS AS (search_pairs(words)) STORED
    )`,
    `CREATE UNIQUE INDEX search_entries_by_ref ON search_entries (instance, ref)`,
    `CREATE INDEX search_entries_by_pair ON search_entries USING gin (pairs)`,
    `CREATE FUNCTION leave_search() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN DELETE FROM search_entries WHERE instance = NEW.instance AND strpos(ref, NEW.ref) > 0; RETURN NULL; END $$`,
    `CREATE TRIGGER texts_leave_search AFTER UPDATE OF text ON texts FOR EACH ROW
      WHEN (NEW.text IS NULL) EXECUTE FUNCTION leave_search()`,
  ],
  fill: fromTitleWords,
};

const mark = "\u0001";
const pageMax = 500;

/** Titles have been folded; which of the other texts were typed where is not stored. */
async function fromTitleWords(transaction: Knex.Transaction): Promise<void> {
  let after = ["", ""];
  let position = 0;
  for (;;) {
    const rows = (await transaction("title_words")
      .select("instance", "title", "folded")
      .whereRaw("(instance, title) > (?, ?)", after)
      .orderBy(["instance", "title"])
      .limit(pageMax)) as { instance: string; title: string; folded: string }[];
    const last = rows.at(-1);
    if (last === undefined) return;
    after = [last.instance, last.title];
    await transaction("search_entries").insert(
      rows.map(({ instance, title, folded }) => ({
        position: (position += 1),
        instance,
        ref: title,
        kind: "title",
        words: `${mark}${Array.from(folded).join(mark)}${mark}`,
      })),
    );
  }
}
