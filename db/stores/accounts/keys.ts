/** What opens the desk besides a password: passkeys and tokens. */
import type { PasskeyRow, PasskeyStore, Scope, TokenRow, TokenStore } from "../../../src/accounts/ports.ts";
import { integer, integerOrNull, json, text } from "../../columns.ts";
import type { Reader, Row, Writer } from "../../statement.ts";

export function passkeyStore(reader: Reader, writer: Writer): PasskeyStore {
  return {
    put: async ({ id, person, publicKey, counter, transports, label, madeAt, usedAt }) => {
      const bindings = [id, person, publicKey, counter, JSON.stringify(transports), label, madeAt, usedAt];
      await writer.run([{ sql: putPasskey, bindings }]);
    },
    find: async (id) => {
      const [row] = await reader.all("SELECT * FROM passkeys WHERE id = ?", [id]);
      return row ? toPasskey(row) : null;
    },
    ofPerson: async (person) => {
      const sql = "SELECT * FROM passkeys WHERE person = ? ORDER BY made_at, id";
      return (await reader.all(sql, [person])).map(toPasskey);
    },
    used: async (id, counter, at) => {
      await writer.run([
        { sql: "UPDATE passkeys SET counter = ?, used_at = ? WHERE id = ?", bindings: [counter, at, id] },
      ]);
    },
    remove: async (person, id) => {
      const sql = "DELETE FROM passkeys WHERE person = ? AND id = ? RETURNING id";
      return (await writer.run([{ sql, bindings: [person, id] }])).length === 1;
    },
  };
}

const putPasskey = `INSERT INTO passkeys (id, person, public_key, counter, transports, label, made_at, used_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;

function toPasskey(row: Row): PasskeyRow {
  return {
    id: text(row, "id"),
    person: text(row, "person"),
    publicKey: text(row, "public_key"),
    counter: integer(row, "counter"),
    transports: json(row, "transports") as readonly string[],
    label: text(row, "label"),
    madeAt: integer(row, "made_at"),
    usedAt: integerOrNull(row, "used_at"),
  };
}

export function tokenStore(reader: Reader, writer: Writer): TokenStore {
  return {
    put: async ({ secretHash, id, person, label, scopes, madeAt, expiresAt, usedAt, revokedAt }) => {
      const bindings = [secretHash, id, person, label, JSON.stringify(scopes), madeAt, expiresAt, usedAt, revokedAt];
      await writer.run([{ sql: putToken, bindings }]);
    },
    find: async (secretHash) => {
      const [row] = await reader.all("SELECT * FROM tokens WHERE secret_hash = ?", [secretHash]);
      return row ? toToken(row) : null;
    },
    used: async (secretHash, at) => {
      await writer.run([{ sql: "UPDATE tokens SET used_at = ? WHERE secret_hash = ?", bindings: [at, secretHash] }]);
    },
    ofPerson: async (person) => {
      const sql = "SELECT * FROM tokens WHERE person = ? ORDER BY made_at DESC, id";
      return (await reader.all(sql, [person])).map(toToken);
    },
    revoke: async (person, id, at) => {
      const sql = "UPDATE tokens SET revoked_at = ? WHERE person = ? AND id = ? AND revoked_at IS NULL RETURNING id";
      return (await writer.run([{ sql, bindings: [at, person, id] }])).length === 1;
    },
    revokeAll: async (person, at) => {
      const sql = "UPDATE tokens SET revoked_at = ? WHERE person = ? AND revoked_at IS NULL RETURNING id";
      return (await writer.run([{ sql, bindings: [at, person] }])).length;
    },
  };
}

const putToken = `INSERT INTO tokens
    (secret_hash, id, person, label, scopes, made_at, expires_at, used_at, revoked_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;

function toToken(row: Row): TokenRow {
  return {
    secretHash: text(row, "secret_hash"),
    id: text(row, "id"),
    person: text(row, "person"),
    label: text(row, "label"),
    scopes: json(row, "scopes") as readonly Scope[],
    madeAt: integer(row, "made_at"),
    expiresAt: integer(row, "expires_at"),
    usedAt: integerOrNull(row, "used_at"),
    revokedAt: integerOrNull(row, "revoked_at"),
  };
}
