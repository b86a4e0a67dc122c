import { unsealed, type Sealing } from "../../../src/kernel/sealing.ts";
import type { CredentialRow, CredentialStore, PasswordChange } from "../../../src/accounts/ports.ts";
import { integer, integerOrNull, text, textOrNull } from "../../columns.ts";
import type { Reader, Row, Statement, Writer } from "../../statement.ts";
import { isPreconditionFailed } from "../../precondition.ts";
import { putNotices } from "./notices.ts";
import { endingOf, toEnded } from "./way-endings.ts";

export function credentialStore(reader: Reader, writer: Writer, sealing: Sealing = unsealed): CredentialStore {
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
    usedPassword: async (person, at) => {
      await writer.run([
        { sql: "UPDATE credentials SET password_used_at = ? WHERE person = ?", bindings: [at, person] },
      ]);
    },
    changePassword: async (change) => {
      try {
        return (await writer.run(passwordChanged(change, sealing)))
          .filter((row) => "kind" in row)
          .map((row) => toEnded(row, sealing));
      } catch (error) {
        if (change.invitation !== null && isPreconditionFailed(error)) return null;
        throw error;
      }
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
  ON CONFLICT (person) DO UPDATE SET password_hash = excluded.password_hash, password_set_at = excluded.password_set_at,
    password_used_at = NULL`;

/** All of it or none of it: with an invitation nothing happens unless it is still there. */
function passwordChanged(change: PasswordChange, sealing: Sealing): readonly Statement[] {
  const { person, passwordHash, at, endings, invitation, notices = [] } = change;
  const changes: readonly Statement[] = [
    { sql: setPassword, bindings: [person, passwordHash, at] },
    ...endings.flatMap((ending) => endingOf(person, ending, at)),
    ...putNotices(notices, sealing),
  ];
  if (invitation === null) return changes;
  // Of two who use it at once the second waits here, and then finds it gone.
  const use = "DELETE FROM invitations WHERE secret_hash = ? RETURNING person";
  return [{ sql: use, bindings: [invitation], must: { match: 1, otherwise: "stale" } }, ...changes];
}

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
