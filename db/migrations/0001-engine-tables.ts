import type { Migration } from "./migration.ts";

export const engineTables: Migration = {
  version: 1,
  name: "engine tables",
  sqlite: [
    // Rows can never be deleted, so positions are never given out twice even without AUTOINCREMENT, which would cost
    // another page in every commit.
    `CREATE TABLE log (
      position INTEGER PRIMARY KEY,
      instance TEXT NOT NULL,
      seq INTEGER NOT NULL CHECK (seq >= 0),
      kind TEXT NOT NULL CHECK (kind IN ('start', 'event', 'timer', 'void', 'delivered', 'parked')),
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
    `CREATE UNIQUE INDEX log_command ON log (command_id) WHERE command_id IS NOT NULL`,
    `CREATE TRIGGER log_keeps_rows BEFORE DELETE ON log
      BEGIN SELECT RAISE(ABORT, 'The log only grows: rows are never deleted.'); END`,
    `CREATE TRIGGER log_keeps_words BEFORE UPDATE ON log
      BEGIN SELECT RAISE(ABORT, 'The log only grows: rows are never changed.'); END`,
    // A summary belongs to the host, who may put anything into it: a field of another type counts as missing. The state
    // comes last because it is long, and whoever reads a list would have to leaf through it to get to what stands behind.
    `CREATE TABLE instances (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      machine TEXT NOT NULL,
      definition_hash TEXT NOT NULL,
      seq INTEGER NOT NULL,
      step_seq INTEGER NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('active', 'done')),
      summary TEXT,
      started_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      state TEXT NOT NULL,
      open INTEGER AS (CASE json_type(summary, '$.open') WHEN 'true' THEN 1 WHEN 'false' THEN 0 END) STORED,
      due_at INTEGER AS (CASE json_type(summary, '$.dueAt') WHEN 'integer' THEN summary ->> '$.dueAt' END) STORED,
      grade_rank INTEGER AS (CASE json_type(summary, '$.gradeRank') WHEN 'integer' THEN summary ->> '$.gradeRank' END) STORED,
      playbook TEXT AS (CASE json_type(summary, '$.playbook') WHEN 'text' THEN summary ->> '$.playbook' END) STORED,
      grade TEXT AS (CASE json_type(summary, '$.grade') WHEN 'text' THEN summary ->> '$.grade' END) STORED,
      phase TEXT AS (CASE json_type(summary, '$.phase') WHEN 'text' THEN summary ->> '$.phase' END) STORED,
      holder TEXT AS (CASE json_type(summary, '$.holder') WHEN 'text' THEN summary ->> '$.holder' END) STORED,
      title TEXT AS (CASE json_type(summary, '$.title') WHEN 'text' THEN summary ->> '$.title' END) STORED
    ) STRICT`,
    // Open ones come first, and those without a deadline last: the end of time stands in for it.
    `CREATE INDEX instances_by_deadline
      ON instances (open DESC, coalesce(due_at, 9007199254740991), grade_rank, number)`,
    // A search for a part of a title reads all titles; here they lie close together.
    `CREATE INDEX instances_by_title ON instances (title)`,
    `CREATE TABLE timers (
      instance TEXT NOT NULL,
      id TEXT NOT NULL,
      key TEXT NOT NULL,
      event TEXT NOT NULL,
      due_at INTEGER NOT NULL,
      armed_seq INTEGER NOT NULL,
      armed_index INTEGER NOT NULL,
      PRIMARY KEY (instance, key)
    ) STRICT, WITHOUT ROWID`,
    `CREATE INDEX timers_due ON timers (due_at, armed_seq, armed_index)`,
    `CREATE TABLE outbox (
      position INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      instance TEXT NOT NULL,
      machine TEXT NOT NULL,
      type TEXT NOT NULL,
      params TEXT NOT NULL,
      at INTEGER NOT NULL,
      state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'parked')),
      tries INTEGER NOT NULL DEFAULT 0,
      next_try_at INTEGER NOT NULL,
      last_error TEXT,
      settled_at INTEGER
    ) STRICT`,
    `CREATE INDEX outbox_waiting ON outbox (next_try_at, position) WHERE state = 'waiting'`,
    `CREATE INDEX outbox_of_instance ON outbox (instance, position)`,
  ],
  postgres: [
    `CREATE TABLE log_head (id bigint PRIMARY KEY CHECK (id = 1), schema_version bigint NOT NULL)`,
    `INSERT INTO log_head VALUES (1, 0)`,
    `CREATE TABLE log (
      position bigint PRIMARY KEY,
      instance text NOT NULL,
      seq bigint NOT NULL CHECK (seq >= 0),
      kind text NOT NULL CHECK (kind IN ('start', 'event', 'timer', 'void', 'delivered', 'parked')),
      at bigint NOT NULL,
      due_at bigint,
      by text NOT NULL,
      command_id text,
      event text NOT NULL,
      timer text,
      detail text,
      state_hash text NOT NULL,
      CONSTRAINT log_instance_seq UNIQUE (instance, seq)
    )`,
    `CREATE UNIQUE INDEX log_command ON log (command_id) WHERE command_id IS NOT NULL`,
    `CREATE FUNCTION refuse_log_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'The log only grows: rows are never changed and never deleted.'; END $$`,
    `CREATE TRIGGER log_keeps_rows BEFORE UPDATE OR DELETE ON log FOR EACH ROW EXECUTE FUNCTION refuse_log_change()`,
    `CREATE TRIGGER log_keeps_all BEFORE TRUNCATE ON log FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change()`,
    `CREATE TABLE instances (
      number bigint PRIMARY KEY,
      id text NOT NULL CONSTRAINT instances_id UNIQUE,
      machine text NOT NULL,
      definition_hash text NOT NULL,
      seq bigint NOT NULL,
      step_seq bigint NOT NULL,
      status text NOT NULL CHECK (status IN ('active', 'done')),
      summary jsonb,
      started_at bigint NOT NULL,
      updated_at bigint NOT NULL,
      state text NOT NULL,
      open bigint GENERATED ALWAYS AS
        (CASE summary -> 'open' WHEN 'true'::jsonb THEN 1 WHEN 'false'::jsonb THEN 0 END) STORED,
      due_at bigint GENERATED ALWAYS AS ${wholeNumber("dueAt")} STORED,
      grade_rank bigint GENERATED ALWAYS AS ${wholeNumber("gradeRank")} STORED,
      playbook text GENERATED ALWAYS AS ${words("playbook")} STORED,
      grade text GENERATED ALWAYS AS ${words("grade")} STORED,
      phase text GENERATED ALWAYS AS ${words("phase")} STORED,
      holder text GENERATED ALWAYS AS ${words("holder")} STORED,
      title text GENERATED ALWAYS AS ${words("title")} STORED
    )`,
    `CREATE INDEX instances_by_deadline
      ON instances (open DESC, coalesce(due_at, 9007199254740991), grade_rank, number)`,
    `CREATE TABLE timers (
      instance text COLLATE "C" NOT NULL,
      id text NOT NULL,
      key text NOT NULL,
      event text NOT NULL,
      due_at bigint NOT NULL,
      armed_seq bigint NOT NULL,
      armed_index bigint NOT NULL,
      PRIMARY KEY (instance, key)
    )`,
    `CREATE INDEX timers_due ON timers (due_at, armed_seq, armed_index, instance)`,
    `CREATE TABLE outbox (
      position bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
      id text NOT NULL UNIQUE,
      instance text NOT NULL,
      machine text NOT NULL,
      type text NOT NULL,
      params text NOT NULL,
      at bigint NOT NULL,
      state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'parked')),
      tries bigint NOT NULL DEFAULT 0,
      next_try_at bigint NOT NULL,
      last_error text,
      settled_at bigint
    )`,
    `CREATE INDEX outbox_waiting ON outbox (next_try_at, position) WHERE state = 'waiting'`,
    `CREATE INDEX outbox_of_instance ON outbox (instance, position)`,
  ],
};

/** A field of the summary in PostgreSQL, when it is of the type that the list needs. */
function words(field: string): string {
  return `(CASE jsonb_typeof(summary -> '${field}') WHEN 'string' THEN summary ->> '${field}' END)`;
}

function wholeNumber(field: string): string {
  return `(CASE WHEN (summary -> '${field}')::text ~ '^(-|)[0-9]{1,16}$' THEN (summary ->> '${field}')::bigint END)`;
}
