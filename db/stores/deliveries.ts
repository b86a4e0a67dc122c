import type { DeliveryRow, DeliveryState, DeliveryStore, ResendRow } from "../../src/desk/delivery-ports.ts";
import { opened } from "../../src/kernel/text-refs.ts";
import { integer, json, text, textOrNull } from "../columns.ts";
import type { GatheringWriter } from "../gathering-writer.ts";
import type { Row, Statement, Writer } from "../statement.ts";
import { toOutboxRow } from "./engine-rows.ts";
import { textReads, type StoreParts } from "./engine-storage.ts";

/** What became of each notification on each channel. */
export function deliveryStore(
  { reader, writer, dialect }: Omit<StoreParts, "quarantine">,
  together: GatheringWriter,
): DeliveryStore {
  const select = async (rest: string, bindings: readonly (string | number)[]) =>
    (await reader.all(`SELECT deliveries.* FROM deliveries ${rest}`, bindings)).map(toDelivery);
  const texts = textReads(reader, dialect);
  return {
    put: async (rows) => {
      if (rows.length > 0) await together.write(rows.map(putDelivery));
    },
    ofMessage: async (message) => select("WHERE message = ? ORDER BY recipient, channel", [message]),
    ofMessages: async (messages) => {
      const order = "ORDER BY first_at, message, recipient, channel";
      return select(`WHERE ${dialect.isOneOf("message")} ${order}`, [JSON.stringify(messages)]);
    },
    toldOf: async (instance, types, until) => {
      const sql = `SELECT deliveries.recipient, outbox.params FROM deliveries JOIN outbox ON outbox.id = deliveries.message
        WHERE deliveries.instance = ? AND deliveries.state = 'sent' AND outbox.at <= ? AND ${dialect.isOneOf("outbox.type")}
        ORDER BY deliveries.first_at, deliveries.message, deliveries.recipient`;
      const rows = await reader.all(sql, [instance, until, JSON.stringify(types)]);
      const told = rows.map((row) => ({ recipient: text(row, "recipient"), params: json(row, "params") }));
      return opened(texts, instance, told);
    },
    waitingBeside: async ({ instance, at }) => {
      const sql = "SELECT * FROM outbox WHERE instance = ? AND at = ? AND state = 'waiting' ORDER BY position";
      return opened(texts, instance, (await reader.all(sql, [instance, at])).map(toOutboxRow));
    },
    recent: async (limit) => select("ORDER BY last_at DESC, message, recipient, channel LIMIT ?", [limit]),
    queue: async (limit) => (await reader.all(queued, [limit, limit])).slice(0, limit).map(toOutboxRow),
    unreachable: async (limit) => select(toNobody, [limit]),
    resend: async (row) => resend(writer, row),
    resends: async (messages) => {
      const sql = `SELECT * FROM resends WHERE ${dialect.isOneOf("message")} ORDER BY asked_at, message`;
      return (await reader.all(sql, [JSON.stringify(messages)])).map(toResend);
    },
  };
}

// Each half comes from its own index. Those that wait for a person come first.
const queued = `SELECT * FROM (SELECT * FROM outbox WHERE state = 'dead-lettered' ORDER BY position DESC LIMIT ?) AS dead_lettered
  UNION ALL SELECT * FROM (SELECT * FROM outbox WHERE state = 'waiting' ORDER BY next_try_at, position LIMIT ?) AS waiting`;

// Hardly any notification reaches nobody: the plus keeps the database from going through all open incidents instead.
const toNobody = `JOIN instances ON instances.id = deliveries.instance
  WHERE deliveries.state = 'unreachable' AND +instances.open = 1 AND NOT EXISTS
    (SELECT 1 FROM deliveries AS later WHERE later.instance = deliveries.instance
      AND later.state = 'sent' AND later.last_at >= deliveries.last_at)
  ORDER BY deliveries.last_at DESC, deliveries.message LIMIT ?`;

function putDelivery(row: DeliveryRow): Statement {
  const { message, recipient, channel, instance, state, attempts, answer, insteadOf, firstAt, lastAt } = row;
  const why = row.why === null ? null : JSON.stringify(row.why);
  const start = [message, recipient, channel, instance, state, attempts, answer];
  return { sql: putSql, bindings: [...start, why, insteadOf, firstAt, lastAt] };
}

// When it was first due stays: what is late is measured by it.
const putSql = `INSERT INTO deliveries
    (message, recipient, channel, instance, state, attempts, answer, why, instead_of, first_at, last_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (message, recipient, channel) DO UPDATE SET
    state = excluded.state, attempts = excluded.attempts, answer = excluded.answer, why = excluded.why,
    instead_of = excluded.instead_of, last_at = excluded.last_at
  WHERE deliveries.state <> 'sent'`;

/** Everything hangs on the message: when it is not given up any more, nothing below finds anything to change. */
async function resend(writer: Writer, { message, by, at }: ResendRow): Promise<boolean> {
  const isDeadLettered = "EXISTS (SELECT 1 FROM outbox WHERE id = ? AND state = 'dead-lettered')";
  const rows = await writer.run([
    {
      sql: `UPDATE deliveries SET state = 'retrying', first_at = ? WHERE message = ? AND state = 'failed' AND ${isDeadLettered}`,
      bindings: [at, message, message],
    },
    {
      sql: `DELETE FROM deliveries WHERE message = ? AND state IN ('skipped', 'unreachable') AND ${isDeadLettered}`,
      bindings: [message, message],
    },
    {
      sql: `INSERT INTO resends (message, asked_by, asked_at) SELECT CAST(? AS text), CAST(? AS text), CAST(? AS bigint)
        WHERE ${isDeadLettered} ON CONFLICT DO NOTHING`,
      bindings: [message, by, at, message],
    },
    {
      sql: `UPDATE outbox SET state = 'waiting', tries = 0, next_try_at = ?, settled_at = NULL
        WHERE id = ? AND state = 'dead-lettered' RETURNING id`,
      bindings: [at, message],
    },
  ]);
  return rows.length === 1;
}

function toDelivery(row: Row): DeliveryRow {
  return {
    message: text(row, "message"),
    recipient: text(row, "recipient"),
    channel: text(row, "channel"),
    instance: text(row, "instance"),
    state: text(row, "state") as DeliveryState,
    attempts: integer(row, "attempts"),
    answer: textOrNull(row, "answer"),
    why: row["why"] === null ? null : (json(row, "why") as DeliveryRow["why"]),
    insteadOf: textOrNull(row, "instead_of"),
    firstAt: integer(row, "first_at"),
    lastAt: integer(row, "last_at"),
  };
}

function toResend(row: Row): ResendRow {
  return { message: text(row, "message"), by: text(row, "asked_by"), at: integer(row, "asked_at") };
}
