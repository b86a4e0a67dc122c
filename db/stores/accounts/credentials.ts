import type { CredentialRow, CredentialStore, PasswordChange } from "../../../src/people/ports.ts";
import { integer, integerOrNull, text, textOrNull } from "../../columns.ts";
import type { Reader, Row, Statement, Writer } from "../../statement.ts";

export function credentialStore(reader: Reader, writer: Writer): CredentialStore {
  return {
    count: async () => {
      const [row] = await reader.all("SELECT count(*) AS found FROM credentials");
      return row ? integer(row, "found") : 0;
    },
    of: async (person) => {
      const [row] = await reader.all("SELECT * FROM credentials WHERE person = ?", [person]);
      return row ? toCredential(row) : null;
    },
    setPassword: async (person, passwordHash, at) => {
      await writer.run([{ sql: setPassword, bindings: [person, passwordHash, at] }]);
    },
    changePassword: async (change) => {
      const returned = await writer.run(passwordChanged(change));
      return change.invitation === null || returned.length === 1;
    },
    setTotp: async (person, secret) => {
      await writer.run([{ sql: setTotp, bindings: [person, secret] }]);
    },
    confirmTotp: async (person, at) => {
      await writer.run([
        { sql: "UPDATE credentials SET totp_confirmed_at = ? WHERE person = ?", bindings: [at, person] },
      ]);
    },
    takeTotpStep: async (person, step) => {
      const taken = await writer.run([
        {
          sql: "UPDATE credentials SET totp_step = ? WHERE person = ? AND totp_step < ? RETURNING person",
          bindings: [step, person, step],
        },
      ]);
      return taken.length === 1;
    },
  };
}

const setPassword = `INSERT INTO credentials (person, password_hash, password_set_at) VALUES (?, ?, ?)
  ON CONFLICT (person) DO UPDATE SET password_hash = excluded.password_hash, password_set_at = excluded.password_set_at`;

/** With an invitation, each of these happens only while it is there, and it goes last. */
function passwordChanged(change: PasswordChange): readonly Statement[] {
  const { person, passwordHash, at, keepSession, invitation } = change;
  const asked = [invitation, invitation];
  const changes: readonly Statement[] = [
    { sql: changePassword, bindings: [person, passwordHash, at, ...asked] },
    {
      sql: `DELETE FROM sessions WHERE person = ? AND id <> ? AND ${isThere}`,
      bindings: [person, keepSession ?? "", ...asked],
    },
    { sql: `DELETE FROM known_devices WHERE person = ? AND ${isThere}`, bindings: [person, ...asked] },
  ];
  if (invitation === null) return changes;
  // Of two who use it at once the second waits here, and then finds it gone.
  const hold = { sql: "UPDATE invitations SET made_at = made_at WHERE secret_hash = ?", bindings: [invitation] };
  const use = { sql: "DELETE FROM invitations WHERE secret_hash = ? RETURNING person", bindings: [invitation] };
  return [hold, ...changes, use];
}

const isThere = "(CAST(? AS text) IS NULL OR EXISTS (SELECT 1 FROM invitations WHERE secret_hash = ?))";

const changePassword = `INSERT INTO credentials (person, password_hash, password_set_at)
  SELECT CAST(? AS text), CAST(? AS text), CAST(? AS bigint) WHERE ${isThere}
  ON CONFLICT (person) DO UPDATE SET password_hash = excluded.password_hash, password_set_at = excluded.password_set_at`;

// A new secret has to be confirmed anew, and its steps begin anew.
const setTotp = `INSERT INTO credentials (person, totp_secret) VALUES (?, ?)
  ON CONFLICT (person) DO UPDATE SET totp_secret = excluded.totp_secret, totp_confirmed_at = NULL, totp_step = 0`;

function toCredential(row: Row): CredentialRow {
  return {
    person: text(row, "person"),
    passwordHash: textOrNull(row, "password_hash"),
    passwordSetAt: integerOrNull(row, "password_set_at"),
    totpSecret: textOrNull(row, "totp_secret"),
    totpConfirmedAt: integerOrNull(row, "totp_confirmed_at"),
    totpStep: integer(row, "totp_step"),
  };
}
