import type { CalendarAddress, CalendarAddressStore } from "../../src/organisation/calendar-ports.ts";
import { integer, integerOrNull, text } from "../columns.ts";
import type { Reader, Row, Writer } from "../statement.ts";

/** No person has this id. */
const team = "";

/** Which secrets open which calendar. */
export function calendarAddressStore(reader: Reader, writer: Writer): CalendarAddressStore {
  const first = async (where: string, value: string) => {
    const [row] = await reader.all(`SELECT * FROM calendar_addresses WHERE ${where} = ?`, [value]);
    return row ? toAddress(row) : null;
  };
  return {
    put: async ({ owner, secretHash, madeAt }) => {
      await writer.run([{ sql: putAddress, bindings: [owner ?? team, secretHash, madeAt] }]);
    },
    find: async (secretHash) => first("secret_hash", secretHash),
    of: async (owner) => first("owner", owner ?? team),
    used: async (secretHash, at) => {
      const sql = "UPDATE calendar_addresses SET used_at = ? WHERE secret_hash = ?";
      await writer.run([{ sql, bindings: [at, secretHash] }]);
    },
  };
}

const putAddress = `INSERT INTO calendar_addresses (owner, secret_hash, made_at) VALUES (?, ?, ?)
  ON CONFLICT (owner) DO UPDATE SET secret_hash = excluded.secret_hash, made_at = excluded.made_at, used_at = NULL`;

function toAddress(row: Row): CalendarAddress {
  const owner = text(row, "owner");
  const usedAt = integerOrNull(row, "used_at");
  return { owner: owner === team ? null : owner, madeAt: integer(row, "made_at"), usedAt };
}
