import type { Knex } from "knex";
import type { Migration } from "./migration.ts";

const kinds = "'start', 'event', 'timer', 'stale', 'delivered', 'dead-lettered', 'erased'";
const columns = `position, instance, seq, kind, at, due_at, "by", command_id, event, timer, detail, state_hash`;

/**
 * A row of the log may erase texts. Messages that held one are named, so that a copy which was under way, or is made later, is
 * emptied by the database itself, whoever writes it. SQLite changes no CHECK of a table: it is made anew.
 */
export const erasure: Migration = {
  version: 29,
  name: "erasure",
  sqlite: [
    "DROP TRIGGER log_keeps_rows",
    "DROP TRIGGER log_keeps_words",
    "DROP INDEX log_command",
    "ALTER TABLE log RENAME TO earlier_log",
    `CREATE TABLE log (
      position INTEGER PRIMARY KEY,
      instance TEXT NOT NULL,
      seq INTEGER NOT NULL CHECK (seq >= 0),
      kind TEXT NOT NULL CHECK (kind IN (${kinds})),
      at INTEGER NOT NULL,
      due_at INTEGER,
      by TEXT NOT NULL,
      command_id TEXT,
      event TEXT NOT NULL,
      timer TEXT,
      detail TEXT,
      state_hash TEXT NOT NULL,
      UNIQUE (instance, seq)
    ) STRICT`,
    `INSERT INTO log (${columns}) SELECT ${columns} FROM earlier_log ORDER BY position`,
    "DROP TABLE earlier_log",
    "CREATE UNIQUE INDEX log_command ON log (command_id) WHERE command_id IS NOT NULL",
    `CREATE TRIGGER log_keeps_rows BEFORE DELETE ON log
      BEGIN SELECT RAISE(ABORT, 'The log only grows: rows are never deleted.'); END`,
    `CREATE TRIGGER log_keeps_words BEFORE UPDATE ON log
      BEGIN SELECT RAISE(ABORT, 'The log only grows: rows are never changed.'); END`,
    // A text is erased by the row that says so, which is written first.
    `CREATE TRIGGER texts_erased_by_rows BEFORE UPDATE ON texts
      WHEN NEW.text IS NULL AND OLD.text IS NOT NULL AND NEW.instance = OLD.instance AND NOT EXISTS (SELECT 1 FROM log WHERE instance = NEW.instance AND seq = NEW.erased_seq AND kind = 'erased')
      BEGIN SELECT RAISE(ABORT, 'A text is taken away by a row of the log.'); END`,
    `CREATE TRIGGER texts_begin_with_words BEFORE INSERT ON texts WHEN NEW.text IS NULL
        AND NOT EXISTS (SELECT 1 FROM log WHERE instance = NEW.instance AND seq = NEW.erased_seq AND kind = 'erased')
      BEGIN SELECT RAISE(ABORT, 'A text is taken away by a row of the log.'); END`,
    "CREATE INDEX texts_erased ON texts (instance, erased_seq) WHERE erased_seq IS NOT NULL",
    `CREATE TABLE erased_messages (
      message TEXT PRIMARY KEY,
      words TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`,
    `CREATE TRIGGER outbox_erased AFTER UPDATE ON outbox
      WHEN EXISTS (SELECT 1 FROM erased_messages e WHERE e.message = NEW.id AND NEW.last_error <> e.words)
      BEGIN UPDATE outbox SET last_error = (SELECT e.words FROM erased_messages e WHERE e.message = NEW.id)
        WHERE id = NEW.id; END`,
  ],
  postgres: [
    "ALTER TABLE log DROP CONSTRAINT log_kind_check",
    `ALTER TABLE log ADD CONSTRAINT log_kind_check CHECK (kind IN (${kinds}))`,
    `CREATE FUNCTION refuse_text_without_row() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.text IS NULL AND NOT EXISTS
          (SELECT 1 FROM log WHERE instance = NEW.instance AND seq = NEW.erased_seq AND kind = 'erased')
        THEN RAISE EXCEPTION 'A text is taken away by a row of the log.'; END IF;
        RETURN NEW;
      END $$`,
    `CREATE TRIGGER texts_erased_by_rows BEFORE INSERT OR UPDATE ON texts
      FOR EACH ROW EXECUTE FUNCTION refuse_text_without_row()`,
    "CREATE INDEX texts_erased ON texts (instance, erased_seq) WHERE erased_seq IS NOT NULL",
    `CREATE TABLE erased_messages (
      message text COLLATE "C" PRIMARY KEY,
      words text NOT NULL
    )`,
    `CREATE FUNCTION empty_erased_message() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE said text;
      BEGIN
        IF NEW.last_error IS NOT NULL THEN
          SELECT e.words INTO said FROM erased_messages e WHERE e.message = NEW.id;
          IF FOUND THEN NEW.last_error := said; END IF;
        END IF;
        RETURN NEW;
      END $$`,
    `CREATE TRIGGER outbox_erased BEFORE UPDATE ON outbox FOR EACH ROW EXECUTE FUNCTION empty_erased_message()`,
  ],
  fill: emptyCopies,
};

/** Copies are the desk's; an engine alone has none. */
async function emptyCopies(transaction: Knex.Transaction): Promise<void> {
  if (!(await transaction.schema.hasTable("notifications"))) return;
  const client = transaction.client as { readonly config: { readonly client: unknown } };
  for (const sql of client.config.client === "pg" ? ofPostgres : ofSqlite) await transaction.raw(sql);
}

const ofSqlite = ["INSERT", "UPDATE"].flatMap((change) => [
  `CREATE TRIGGER notifications_erased_${change.toLowerCase()} AFTER ${change} ON notifications
    WHEN EXISTS (SELECT 1 FROM erased_messages e WHERE e.message = NEW.message
      AND (NEW.body <> e.words OR NEW.subject <> e.words OR NEW.answer IS NOT NULL))
    BEGIN UPDATE notifications SET answer = NULL,
      subject = (SELECT e.words FROM erased_messages e WHERE e.message = NEW.message),
      body = (SELECT e.words FROM erased_messages e WHERE e.message = NEW.message)
      WHERE message = NEW.message AND recipient = NEW.recipient; END`,
  `CREATE TRIGGER deliveries_erased_${change.toLowerCase()} AFTER ${change} ON deliveries
    WHEN (NEW.answer IS NOT NULL OR NEW.why IS NOT NULL)
      AND EXISTS (SELECT 1 FROM erased_messages e WHERE e.message = NEW.message)
    BEGIN UPDATE deliveries SET answer = NULL, why = NULL
      WHERE message = NEW.message AND recipient = NEW.recipient AND channel = NEW.channel; END`,
]);

const ofPostgres = [
  `CREATE FUNCTION empty_erased_notification() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE said text;
    BEGIN
      SELECT e.words INTO said FROM erased_messages e WHERE e.message = NEW.message;
      IF FOUND THEN NEW.subject := said; NEW.body := said; NEW.answer := NULL; END IF;
      RETURN NEW;
    END $$`,
  `CREATE TRIGGER notifications_erased BEFORE INSERT OR UPDATE ON notifications
    FOR EACH ROW EXECUTE FUNCTION empty_erased_notification()`,
  `CREATE FUNCTION empty_erased_delivery() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT 1 FROM erased_messages e WHERE e.message = NEW.message)
      THEN NEW.answer := NULL; NEW.why := NULL; END IF;
      RETURN NEW;
    END $$`,
  `CREATE TRIGGER deliveries_erased BEFORE INSERT OR UPDATE ON deliveries
    FOR EACH ROW EXECUTE FUNCTION empty_erased_delivery()`,
];
