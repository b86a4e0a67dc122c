import type { KeyStore } from "../../src/desk/delivery-ports.ts";
import type { WebhookRow, WebhookStore } from "../../src/organisation/webhook-ports.ts";
import { unsealed, type Sealing } from "../../src/kernel/sealing.ts";
import { integer, integerOrNull, text, textOrNull } from "../columns.ts";
import type { Reader, Row, Writer } from "../statement.ts";

/** Where people's chat and SMS gateways are. */
export function webhookStore(reader: Reader, writer: Writer, sealing: Sealing = unsealed): WebhookStore {
  return {
    of: async (person) => {
      const [row] = await reader.all("SELECT * FROM webhooks WHERE person = ?", [person]);
      return row ? toWebhook(row, sealing) : null;
    },
    put: async ({ person, address, secret, earlierSecret, earlierUntil, serviceSecret, off, changedAt }) => {
      const sealed = [sealing.seal(address), sealing.seal(secret), sealedOrNull(sealing, earlierSecret)];
      const bindings = [person, ...sealed, earlierUntil, sealedOrNull(sealing, serviceSecret), off, changedAt];
      await writer.run([{ sql: putWebhook, bindings }]);
    },
    remove: async (person) => {
      await writer.run([{ sql: "DELETE FROM webhooks WHERE person = ?", bindings: [person] }]);
    },
    switchOff: async (person, address, why, at) => {
      const sql = "UPDATE webhooks SET off = ?, changed_at = ? WHERE person = ? AND address = ? AND off IS NULL";
      await writer.run([{ sql, bindings: [why, at, person, sealing.seal(address)] }]);
    },
  };
}

const sealedElsewhere =
  "It was stored with another key file (channels.key) than the present one. Put that file back, or enter the address again.";

const putWebhook = `INSERT INTO webhooks (person, address, secret, earlier_secret, earlier_until, service_secret, off, changed_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (person) DO UPDATE SET address = excluded.address, secret = excluded.secret,
    earlier_secret = excluded.earlier_secret, earlier_until = excluded.earlier_until,
    service_secret = excluded.service_secret, off = excluded.off,
    changed_at = excluded.changed_at`;

function sealedOrNull(sealing: Sealing, secret: string | null): string | null {
  return secret === null ? null : sealing.seal(secret);
}

/** What another key has sealed is switched off, and has to be entered again. */
function toWebhook(row: Row, sealing: Sealing): WebhookRow {
  const opened = (column: string) => {
    const stored = textOrNull(row, column);
    return stored === null ? null : sealing.open(stored);
  };
  const [address, secret] = [opened("address"), opened("secret")];
  return {
    person: text(row, "person"),
    address: address ?? "",
    secret: secret ?? "",
    earlierSecret: opened("earlier_secret"),
    earlierUntil: integerOrNull(row, "earlier_until"),
    serviceSecret: opened("service_secret"),
    off: address === null || secret === null ? sealedElsewhere : textOrNull(row, "off"),
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
