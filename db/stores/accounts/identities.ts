import { unsealed, type Sealing } from "../../../src/kernel/sealing.ts";
import type { IdentityStore } from "../../../src/accounts/way-ports.ts";
import { integerOrNull, text } from "../../columns.ts";
import { isMatched } from "../../precondition.ts";
import type { Reader, Writer } from "../../statement.ts";
import { putNotices } from "./notices.ts";

/** Who is who at sign-in providers. An account that has ended stays here, so that it stays ended. */
export function identityStore(reader: Reader, writer: Writer, sealing: Sealing = unsealed): IdentityStore {
  return {
    find: async (issuer, subject) => {
      const sql = "SELECT person, ended_at FROM outside_identities WHERE issuer = ? AND subject = ?";
      const [row] = await reader.all(sql, [issuer, subject]);
      return row ? { person: text(row, "person"), endedAt: integerOrNull(row, "ended_at") } : null;
    },
    put: (issuer, subject, person, at, notices = []) => {
      const bindings = [issuer, subject, person, at, at, issuer, person];
      const must = { match: 1, otherwise: "stale" } as const;
      return isMatched(writer.run([{ sql: putIdentity, bindings, must }, ...putNotices(notices, sealing)]));
    },
    refuse: async (issuer, subject, person, at) => {
      const bindings = [issuer, subject, person, at, at, at, issuer, person, refusedMax];
      return (await writer.run([{ sql: refuseIdentity, bindings }])).length === 1;
    },
    used: async (issuer, subject, at) => {
      const sql = "UPDATE outside_identities SET used_at = ? WHERE issuer = ? AND subject = ?";
      await writer.run([{ sql, bindings: [at, issuer, subject] }]);
    },
    relink: (person, issuer, subject, at, notices = []) =>
      isMatched(
        writer.run([
          { sql: endOthers, bindings: [at, issuer, person, subject, issuer, subject, person] },
          { sql: linkAgain, bindings: [issuer, subject, person], must: { match: 1, otherwise: "stale" } },
          ...putNotices(notices, sealing),
        ]),
      ),
  };
}

/** Of one person at one provider; more would be a flood, not a mistake. */
const refusedMax = 20;

// Of two that ask at once for the same person, the unique index stops the second.
const putIdentity = `INSERT INTO outside_identities (issuer, subject, person, made_at, used_at)
  SELECT ?, ?, ?, CAST(? AS BIGINT), CAST(? AS BIGINT) WHERE NOT EXISTS (SELECT 1 FROM outside_identities WHERE issuer = ? AND person = ?)
  ON CONFLICT DO NOTHING RETURNING person`;

const refuseIdentity = `INSERT INTO outside_identities (issuer, subject, person, made_at, used_at, ended_at)
  SELECT ?, ?, ?, CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT)
  WHERE (SELECT count(*) FROM outside_identities WHERE issuer = ? AND person = ? AND ended_at IS NOT NULL) < ?
  ON CONFLICT DO NOTHING RETURNING person`;

const endOthers = `UPDATE outside_identities SET ended_at = ?
  WHERE issuer = ? AND person = ? AND subject <> ? AND ended_at IS NULL AND EXISTS (
    SELECT 1 FROM outside_identities AS asked
    WHERE asked.issuer = ? AND asked.subject = ? AND asked.person = ? AND asked.ended_at IS NOT NULL)`;

const linkAgain = `UPDATE outside_identities SET ended_at = NULL
  WHERE issuer = ? AND subject = ? AND person = ? AND ended_at IS NOT NULL RETURNING person`;
