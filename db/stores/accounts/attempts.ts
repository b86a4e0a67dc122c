/** Sign-ins on their way, and those that failed. */
import type { FailureRow, FailureStore, SignInStepRow, SignInStepStore } from "../../../src/accounts/ports.ts";
import { integer, text, textOrNull } from "../../columns.ts";
import type { Dialect } from "../../dialect.ts";
import type { Reader, Row, Writer } from "../../statement.ts";

export function failureStore(reader: Reader, writer: Writer, dialect: Dialect): FailureStore {
  return {
    of: async (keys) => {
      const sql = `SELECT * FROM sign_in_failures WHERE ${dialect.isOneOf("key")}`;
      const rows = await reader.all(sql, [JSON.stringify(keys)]);
      return new Map(rows.map((row): [string, FailureRow] => [text(row, "key"), toFailure(row)]));
    },
    count: async (key, at, forgottenBefore) => {
      await writer.run([{ sql: countFailure, bindings: [key, at, forgottenBefore] }]);
    },
    uncount: async (key) => {
      const sql = "UPDATE sign_in_failures SET count = count - 1 WHERE key = ? AND count > 0";
      await writer.run([{ sql, bindings: [key] }]);
    },
    clear: async (key) => {
      await writer.run([{ sql: "DELETE FROM sign_in_failures WHERE key = ?", bindings: [key] }]);
    },
    forget: async (before) => {
      await writer.run([{ sql: "DELETE FROM sign_in_failures WHERE last_at < ?", bindings: [before] }]);
    },
  };
}

// Counted in the database: of a hundred tries at once none is lost.
const countFailure = `INSERT INTO sign_in_failures (key, count, last_at) VALUES (?, 1, ?)
  ON CONFLICT (key) DO UPDATE SET last_at = excluded.last_at,
    count = CASE WHEN sign_in_failures.last_at < ? THEN 1 ELSE sign_in_failures.count + 1 END`;

function toFailure(row: Row): FailureRow {
  return { count: integer(row, "count"), lastAt: integer(row, "last_at") };
}

export function signInStepStore(reader: Reader, writer: Writer): SignInStepStore {
  return {
    put: async ({ secretHash, kind, person, data, expiresAt }) => {
      const sql = "INSERT INTO sign_in_steps (secret_hash, kind, person, data, expires_at) VALUES (?, ?, ?, ?, ?)";
      await writer.run([{ sql, bindings: [secretHash, kind, person, data, expiresAt] }]);
    },
    find: async (secretHash, kind) => {
      const sql = "SELECT * FROM sign_in_steps WHERE secret_hash = ? AND kind = ?";
      const [row] = await reader.all(sql, [secretHash, kind]);
      return row ? toStep(row) : null;
    },
    take: async (secretHash, kind) => {
      const sql = "DELETE FROM sign_in_steps WHERE secret_hash = ? AND kind = ? RETURNING *";
      const [row] = await writer.run([{ sql, bindings: [secretHash, kind] }]);
      return row ? toStep(row) : null;
    },
    endExpired: async (now) => {
      await writer.run([{ sql: "DELETE FROM sign_in_steps WHERE expires_at <= ?", bindings: [now] }]);
    },
  };
}

function toStep(row: Row): SignInStepRow {
  return {
    secretHash: text(row, "secret_hash"),
    kind: text(row, "kind"),
    person: textOrNull(row, "person"),
    data: text(row, "data"),
    expiresAt: integer(row, "expires_at"),
  };
}
