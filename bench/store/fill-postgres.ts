/** The same as `fill`, in PostgreSQL, which numbers rows by what is there. */
import pg from "pg";
import { copied } from "./fill.ts";

const atOnce = 100_000;

/** Copies instance `template` with its log and timers. Nobody else may be writing. */
export async function fillPostgres(url: string, template: string, count: number): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    for (let start = 0; start < count; start += atOnce) {
      const end = Math.min(start + atOnce, count) - 1;
      await client.query("BEGIN");
      for (const statement of statements) await client.query(statement, [start, end, template]);
      await client.query("COMMIT");
    }
    await client.query("VACUUM ANALYZE");
  } finally {
    await client.end();
  }
}

const id = "'copy-' || lpad(n::text, 8, '0')";
const next = (number: string, table: string, order: string) =>
  `(SELECT max(${number}) FROM ${table}) + row_number() OVER (ORDER BY ${order})`;
const copies = (table: string, key: string) =>
  `FROM generate_series($1::bigint, $2::bigint) AS copy (n), ${table} WHERE ${key} = $3`;

const statements = [
  `INSERT INTO instances (number, id, ${copied.instance})
     SELECT ${next("number", "instances", "n")}, ${id}, ${copied.instance} ${copies("instances", "id")}`,
  `INSERT INTO log (position, instance, command_id, ${copied.log})
     SELECT ${next("position", "log", "n, seq")}, ${id}, CASE WHEN command_id IS NOT NULL THEN ${id} || '-' || seq END,
       ${copied.log} ${copies("log", "instance")}`,
  `INSERT INTO timers (instance, ${copied.timer}) SELECT ${id}, ${copied.timer} ${copies("timers", "instance")}`,
];
