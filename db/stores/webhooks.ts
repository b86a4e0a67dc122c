import type { KeyStore } from "../../src/desk/delivery-ports.ts";
import type { WebhookRow, WebhookStore } from "../../src/organisation/webhook-ports.ts";
import { integer, integerOrNull, text, textOrNull } from "../columns.ts";
import type { Reader, Row, Writer } from "../statement.ts";

/** Where people's chat and SMS gateways are. */
export function webhookStore(reader: Reader, writer: Writer): WebhookStore {
  return {
    of: async (person) => {
      const [row] = await reader.all("SELECT * FROM webhooks WHERE person = ?", [person]);
      return row ? toWebhook(row) : null;
    },
    put: async ({ person, address, secret, earlierSecret, earlierUntil, serviceSecret, off, changedAt }) => {
      const bindings = [person, address, secret, earlierSecret, earlierUntil, serviceSecret, off, changedAt];
      await writer.run([{ sql: putWebhook, bindings }]);
    },
    remove: async (person) => {
      await writer.run([{ sql: "DELETE FROM webhooks WHERE person = ?", bindings: [person] }]);
    },
    switchOff: async (person, address, why, at) => {
      const sql = "UPDATE webhooks SET off = ?, changed_at = ? WHERE person = ? AND address = ? AND off IS NULL";
      await writer.run([{ sql, bindings: [why, at, person, address] }]);
    },
  };
}

const putWebhook = `INSERT INTO webhooks (person, address, secret, earlier_secret, earlier_until, service_secret, off, changed_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (person) DO UPDATE SET address = excluded.address, secret = excluded.secret,
    earlier_secret = excluded.earlier_secret, earlier_until = excluded.earlier_until,
    service_secret = excluded.service_secret, off = excluded.off,
    changed_at = excluded.changed_at`;

function toWebhook(row: Row): WebhookRow {
  return {
    person: text(row, "person"),
    address: text(row, "address"),
    secret: text(row, "secret"),
    earlierSecret: textOrNull(row, "earlier_secret"),
    earlierUntil: integerOrNull(row, "earlier_until"),
    serviceSecret: textOrNull(row, "service_secret"),
    off: textOrNull(row, "off"),
    changedAt: integer(row, "changed_at"),
  };
}

/** Keys that every node of one desk must share. */
export function keyStore(reader: Reader, writer: Writer): KeyStore {
  const known = knownKeys(reader);
  return {
    key: async (name, fresh, at) => {
      const before = await known.key(name, "", at);
      if (before !== "") return before;
      const sql = "INSERT INTO keys (name, value, made_at) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING";
      await writer.run([{ sql, bindings: [name, fresh, at] }]);
      return known.key(name, fresh, at);
    },
  };
}

/** For whoever only reads: a key that nobody has made yet is theirs alone. */
export function knownKeys(reader: Reader): KeyStore {
  return {
    key: async (name, fresh) => {
      const [row] = await reader.all("SELECT value FROM keys WHERE name = ?", [name]);
      return row ? text(row, "value") : fresh;
    },
  };
}
