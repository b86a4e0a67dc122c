import type { InvitationRow, InvitationStore } from "../../../src/accounts/ports.ts";
import { integer, text } from "../../columns.ts";
import type { Reader, Row, Writer } from "../../statement.ts";

export function invitationStore(reader: Reader, writer: Writer): InvitationStore {
  return {
    put: async ({ secretHash, person, madeBy, madeAt, expiresAt }) => {
      await writer.run([
        { sql: "DELETE FROM invitations WHERE person = ?", bindings: [person] },
        {
          sql: "INSERT INTO invitations (secret_hash, person, made_by, made_at, expires_at) VALUES (?, ?, ?, ?, ?)",
          bindings: [secretHash, person, madeBy, madeAt, expiresAt],
        },
      ]);
    },
    find: async (secretHash) => {
      const [row] = await reader.all("SELECT * FROM invitations WHERE secret_hash = ?", [secretHash]);
      return row ? toInvitation(row) : null;
    },
    waiting: async (now) => {
      const sql = "SELECT * FROM invitations WHERE expires_at > ? ORDER BY made_at, person";
      return (await reader.all(sql, [now])).map(toInvitation);
    },
    withdraw: async (person) => {
      await writer.run([{ sql: "DELETE FROM invitations WHERE person = ?", bindings: [person] }]);
    },
  };
}

function toInvitation(row: Row): InvitationRow {
  return {
    secretHash: text(row, "secret_hash"),
    person: text(row, "person"),
    madeBy: text(row, "made_by"),
    madeAt: integer(row, "made_at"),
    expiresAt: integer(row, "expires_at"),
  };
}
