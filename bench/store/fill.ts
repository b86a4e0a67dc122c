/** Makes many instances out of one, in bulk: what a file looks like after years, without living through them. */
import Database from "better-sqlite3";

/** The columns that a copy takes over; the others are its own. */
export const copied = {
  instance: "machine, definition_hash, seq, step_seq, status, state, summary, started_at, updated_at",
  log: "seq, kind, at, due_at, by, event, timer, detail, state_hash",
  timer: "id, key, event, due_at, armed_seq, armed_index",
  outbox: "machine, type, params, at, state, tries, next_try_at, last_error, settled_at",
} as const;

const atOnce = 50_000;

/** Copies instance `template` with its log, timers and notifications. The file must be closed. Returns the ids of some of them. */
export function fill(file: string, template: string, count: number, from = 0): void {
  const database = new Database(file);
  database.pragma("synchronous = OFF");
  database.pragma("journal_mode = WAL");
  const copies = "WITH RECURSIVE copy (n) AS (SELECT ? UNION ALL SELECT n + 1 FROM copy WHERE n + 1 < ?)";
  const id = "printf('copy-%08d', n)";
  const statements = [
    `INSERT INTO instances (id, ${copied.instance}) ${copies} SELECT ${id}, ${copied.instance} FROM copy, instances WHERE id = ?`,
    `INSERT INTO log (instance, command_id, ${copied.log}) ${copies}
       SELECT ${id}, CASE WHEN command_id IS NOT NULL THEN ${id} || '-' || seq END, ${copied.log}
       FROM copy, log WHERE instance = ?`,
    `INSERT INTO timers (instance, ${copied.timer}) ${copies} SELECT ${id}, ${copied.timer} FROM copy, timers WHERE instance = ?`,
    `INSERT INTO outbox (id, instance, ${copied.outbox}) ${copies}
       SELECT ${id} || substr(id, instr(id, ':')), ${id}, ${copied.outbox} FROM copy, outbox WHERE instance = ? ORDER BY n, position`,
  ].map((sql) => database.prepare(sql));
  for (let start = from; start < from + count; start += atOnce) {
    const end = Math.min(start + atOnce, from + count);
    database.transaction(() => {
      for (const statement of statements) statement.run(start, end, template);
    })();
  }
  database.pragma("wal_checkpoint(TRUNCATE)");
  database.close();
}

export const copyId = (n: number) => `copy-${String(n).padStart(8, "0")}`;
