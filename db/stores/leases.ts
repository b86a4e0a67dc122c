import type { Lease, Leases } from "../../src/engine/leases.ts";
import { integer, text } from "../columns.ts";
import type { Dialect } from "../dialect.ts";
import type { Row, Writer } from "../statement.ts";

/** One row per lease; time is the database's, so that nodes need not agree on theirs. */
export function leaseStore(writer: Writer, dialect: Dialect): Leases {
  const one = async (sql: string, bindings: readonly (string | number)[]) => {
    const rows = await writer.run([{ sql, bindings }]);
    return rows[0] ? toLease(rows[0]) : null;
  };
  return {
    acquire: async (name, holder, ttlMs, dead) => {
      const now = dialect.now();
      const gone = dead ?? { token: -1, until: -1 };
      return one(
        `INSERT INTO leases (name, holder, token, until) SELECT ?, ?, 1, ${now.sql} + ? WHERE true
          ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, token = leases.token + 1, until = excluded.until
          WHERE leases.until <= excluded.until - ? OR (leases.token = ? AND leases.until = ?)
          RETURNING name, token, until`,
        [name, holder, ...now.bindings, ttlMs, ttlMs, gone.token, gone.until],
      );
    },
    seen: (name) => one("SELECT name, token, until FROM leases WHERE name = ?", [name]),
    renew: async ({ name, token }, ttlMs) => {
      const now = dialect.now();
      return one(`UPDATE leases SET until = ${now.sql} + ? WHERE name = ? AND token = ? RETURNING name, token, until`, [
        ...now.bindings,
        ttlMs,
        name,
        token,
      ]);
    },
    release: async ({ name, token }) => {
      // The row stays, because the token must go on counting.
      await one("UPDATE leases SET until = 0 WHERE name = ? AND token = ? RETURNING name, token, until", [name, token]);
    },
  };
}

function toLease(row: Row): Lease {
  return { name: text(row, "name"), token: integer(row, "token"), until: integer(row, "until") };
}
