import type { DeviceStore, SessionRow, SessionStore, SignInWay } from "../../../src/accounts/ports.ts";
import { integer, text } from "../../columns.ts";
import type { Reader, Row, Writer } from "../../statement.ts";

export function sessionStore(reader: Reader, writer: Writer): SessionStore {
  return {
    put: async (session) => {
      await writer.run([{ sql: putSession, bindings: valuesOf(session) }]);
    },
    find: async (secretHash) => {
      const [row] = await reader.all("SELECT * FROM sessions WHERE secret_hash = ?", [secretHash]);
      return row ? toSession(row) : null;
    },
    seen: async (secretHash, at) => {
      // Time never runs backwards for a session, whichever node is ahead.
      const sql = "UPDATE sessions SET seen_at = ? WHERE secret_hash = ? AND seen_at < ?";
      await writer.run([{ sql, bindings: [at, secretHash, at] }]);
    },
    confirmed: async (secretHash, newHash, at) => {
      const sql = "UPDATE sessions SET secret_hash = ?, confirmed_at = ? WHERE secret_hash = ? RETURNING id";
      return (await writer.run([{ sql, bindings: [newHash, at, secretHash] }])).length === 1;
    },
    ofPerson: async (person) => {
      const sql = "SELECT * FROM sessions WHERE person = ? ORDER BY made_at DESC, id";
      return (await reader.all(sql, [person])).map(toSession);
    },
    end: async (person, id) => {
      const sql = "DELETE FROM sessions WHERE person = ? AND id = ? RETURNING id";
      return (await writer.run([{ sql, bindings: [person, id] }])).length === 1;
    },
    endBySecret: async (secretHash) => {
      await writer.run([{ sql: "DELETE FROM sessions WHERE secret_hash = ?", bindings: [secretHash] }]);
    },
    endAll: async (person, exceptId) => {
      const sql = "DELETE FROM sessions WHERE person = ? AND id <> ? RETURNING id";
      return (await writer.run([{ sql, bindings: [person, exceptId ?? ""] }])).length;
    },
    endExpired: async (idleSince, now) => {
      const sql = "DELETE FROM sessions WHERE seen_at < ? OR expires_at <= ?";
      await writer.run([{ sql, bindings: [idleSince, now] }]);
    },
  };
}

const putSession = `INSERT INTO sessions
    (secret_hash, id, person, way, made_at, seen_at, expires_at, confirmed_at, agent, address)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

function valuesOf(session: SessionRow): (string | number)[] {
  const { secretHash, id, person, way, madeAt, seenAt, expiresAt, confirmedAt, agent, address } = session;
  return [secretHash, id, person, way, madeAt, seenAt, expiresAt, confirmedAt, agent, address];
}

function toSession(row: Row): SessionRow {
  return {
    secretHash: text(row, "secret_hash"),
    id: text(row, "id"),
    person: text(row, "person"),
    way: text(row, "way") as SignInWay,
    madeAt: integer(row, "made_at"),
    seenAt: integer(row, "seen_at"),
    expiresAt: integer(row, "expires_at"),
    confirmedAt: integer(row, "confirmed_at"),
    agent: text(row, "agent"),
    address: text(row, "address"),
  };
}

export function deviceStore(reader: Reader, writer: Writer): DeviceStore {
  return {
    put: async (secretHash, person, at, { since, most }) => {
      await writer.run([
        { sql: "DELETE FROM known_devices WHERE seen_at < ?", bindings: [since] },
        { sql: putDevice, bindings: [secretHash, person, at, at] },
        { sql: forgetOldest, bindings: [person, person, most] },
      ]);
    },
    personOf: async (secretHash, since) => {
      const sql = "SELECT person FROM known_devices WHERE secret_hash = ? AND seen_at >= ?";
      const [row] = await reader.all(sql, [secretHash, since]);
      return row ? text(row, "person") : null;
    },
    forget: async (person) => {
      await writer.run([{ sql: "DELETE FROM known_devices WHERE person = ?", bindings: [person] }]);
    },
  };
}

const forgetOldest = `DELETE FROM known_devices WHERE person = ? AND secret_hash NOT IN
  (SELECT secret_hash FROM known_devices WHERE person = ? ORDER BY seen_at DESC, secret_hash LIMIT ?)`;

const putDevice = `INSERT INTO known_devices (secret_hash, person, made_at, seen_at) VALUES (?, ?, ?, ?)
  ON CONFLICT (secret_hash) DO UPDATE SET person = excluded.person, seen_at = excluded.seen_at`;
