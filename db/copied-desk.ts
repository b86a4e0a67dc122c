/**
 * A database that was made from another one brings back what had been revoked, ended or used up since. So whoever makes one
 * marks it, and at its first start, before anybody can come in, all that had been handed out ends: once, in one transaction.
 */
import Database from "better-sqlite3";
import type { Knex } from "knex";
import { systemNewId } from "../src/kernel/ids.ts";
import type { MigrationTarget } from "./migrate.ts";

export type CopiedHow = "backup" | "restore" | "copy" | "asked";

/** One mark is enough: that of the backup says more than that of the restore which followed it. */
const mark = `INSERT INTO desk_copies (id, how, made_at)
  SELECT ?, ?, CAST(? AS BIGINT) WHERE NOT EXISTS (SELECT 1 FROM desk_copies WHERE ended_at IS NULL)`;

export async function markCopied(transaction: Knex, how: CopiedHow, at: number): Promise<void> {
  await transaction.raw(mark, [systemNewId(), how, at]);
}

/** The same in a file that nobody has open. Leaves nothing beside it. */
export function markCopiedFile(file: string, how: CopiedHow, at: number): void {
  const database = new Database(file);
  try {
    database.pragma("journal_mode = DELETE");
    database.pragma("secure_delete = ON");
    database.prepare(mark).run(systemNewId(), how, at);
  } finally {
    database.close();
  }
}

/** Nothing to do on a database that was made from no other, or was started since. */
export async function endWhatWasHandedOut({ knex, dialect }: MigrationTarget, now: number): Promise<void> {
  if (!(await isMarked(knex))) return;
  await knex.transaction(async (transaction) => {
    for (const sql of dialect.migration.lock) await transaction.raw(sql);
    // Another node may have been quicker.
    if (!(await isMarked(transaction))) return;
    const ended = await counted(transaction, now);
    await transaction("sessions").delete();
    await transaction("sign_in_steps").delete();
    await transaction("known_devices").delete();
    await transaction("invitations").delete();
    await transaction("calendar_addresses").delete();
    await transaction("tokens").whereNull("revoked_at").update({ revoked_at: now });
    await transaction("intake_keys").whereNull("ended_at").update({ ended_at: now });
    await transaction("acknowledge_links").delete();
    // Their addresses are from then, and so is what they say.
    await transaction("account_notices").delete();
    await transaction("desk_copies")
      .whereNull("ended_at")
      .update({ ended_at: now, ended: JSON.stringify(ended) });
  });
}

async function isMarked(knex: Knex): Promise<boolean> {
  return (await knex("desk_copies").whereNull("ended_at").first("id")) !== undefined;
}

async function counted(transaction: Knex.Transaction, now: number) {
  const rows = async (table: string, where?: (query: Knex.QueryBuilder) => void) => {
    const query = transaction(table).count({ total: "*" });
    if (where) where(query);
    const [row] = (await query) as { total: number | string }[];
    return Number(row?.total ?? 0);
  };
  const isGood = (query: Knex.QueryBuilder) => void query.where("expires_at", ">", now);
  return {
    sessions: await rows("sessions", isGood),
    tokens: await rows("tokens", (query) => void query.whereNull("revoked_at").where("expires_at", ">", now)),
    links: await rows("invitations", isGood),
    devices: await rows("known_devices"),
    calendars: await rows("calendar_addresses"),
  };
}
