import { unsealed, type Sealing } from "../../../src/kernel/sealing.ts";
import type { StillGood, Way, WayKind, WayStore } from "../../../src/accounts/way-ports.ts";
import { integerOrNull, text } from "../../columns.ts";
import type { Reader, Row, Statement, Values, Writer } from "../../statement.ts";
import { putNotices } from "./notices.ts";
import { deviceIdLength, endingOf, toEnded } from "./way-endings.ts";

/** Everything that lets a person in, or leads out to them, from all the tables that hold some of it. */
export function wayStore(reader: Reader, writer: Writer, sealing: Sealing = unsealed): WayStore {
  return {
    of: async (person, good) => {
      const asked = lists(person, good).map(async ({ sql, bindings }) => reader.all(sql, bindings));
      return (await Promise.all(asked)).flat().map((row) => toWay(row, sealing));
    },
    end: async (person, endings, at, notices = []) => {
      const ended = endings.flatMap((ending) => endingOf(person, ending, at));
      const rows = await writer.run([...ended, ...putNotices(notices, sealing)]);
      return rows.map((row) => toEnded(row, sealing));
    },
  };
}

type Query = Pick<Statement, "sql" | "bindings">;

/** In the order in which they are shown. */
function lists(person: string, { now, sessionsSeenSince, devicesSeenSince }: StillGood): readonly Query[] {
  const one = (sql: string, ...further: Values): Query => ({ sql, bindings: [person, ...further] });
  return [
    one(`SELECT 'password' AS kind, '' AS id, '' AS label, '' AS detail, password_set_at AS since,
      password_used_at AS used_at, NULL AS until FROM credentials WHERE person = ? AND password_hash IS NOT NULL`),
    // A code is good for one half minute, and which one was taken last is known.
    one(`SELECT 'codes' AS kind, '' AS id, '' AS label, '' AS detail, totp_confirmed_at AS since,
      CASE WHEN totp_step > 0 THEN totp_step * 30000 END AS used_at, NULL AS until
      FROM credentials WHERE person = ? AND totp_confirmed_at IS NOT NULL`),
    one(`SELECT 'passkey' AS kind, id, label, '' AS detail, made_at AS since, used_at, NULL AS until
      FROM passkeys WHERE person = ? ORDER BY made_at, id`),
    one(`SELECT CASE WHEN ended_at IS NULL THEN 'provider' ELSE 'unlinked' END AS kind, issuer AS id, issuer AS label,
      subject AS detail, made_at AS since, used_at, NULL AS until
      FROM outside_identities WHERE person = ? ORDER BY CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END, made_at, subject`),
    one(
      `SELECT 'session' AS kind, id, agent AS label, way || ' ' || address AS detail, made_at AS since, seen_at AS used_at,
      expires_at AS until FROM sessions WHERE person = ? AND seen_at > ? AND expires_at > ? ORDER BY made_at DESC, id`,
      sessionsSeenSince,
      now,
    ),
    one(
      `SELECT 'device' AS kind, substr(secret_hash, 1, ${deviceIdLength}) AS id, '' AS label, '' AS detail,
      made_at AS since, seen_at AS used_at, NULL AS until
      FROM known_devices WHERE person = ? AND seen_at > ? ORDER BY seen_at DESC, secret_hash`,
      devicesSeenSince,
    ),
    one(
      `SELECT 'token' AS kind, id, label, scopes AS detail, made_at AS since, used_at, expires_at AS until
      FROM tokens WHERE person = ? AND revoked_at IS NULL AND expires_at > ? ORDER BY made_at DESC, id`,
      now,
    ),
    one(
      `SELECT 'link' AS kind, '' AS id, '' AS label, made_by AS detail, made_at AS since, NULL AS used_at,
      expires_at AS until FROM invitations WHERE person = ? AND expires_at > ?`,
      now,
    ),
    one(`SELECT 'calendar' AS kind, '' AS id, '' AS label, '' AS detail, made_at AS since, used_at, NULL AS until
      FROM calendar_addresses WHERE owner = ?`),
    one(
      `SELECT 'acknowledge' AS kind, '' AS id, '' AS label, '' AS detail, min(made_at) AS since, NULL AS used_at,
      max(expires_at) AS until FROM acknowledge_links WHERE person = ? AND expires_at > ? HAVING count(*) > 0`,
      now,
    ),
    one(`SELECT 'mail' AS kind, '' AS id, address AS label, '' AS detail, set_at AS since,
      (SELECT max(last_at) FROM deliveries WHERE recipient = contacts.person AND channel IN ('mail', 'file') AND state = 'sent')
      AS used_at, NULL AS until FROM contacts WHERE person = ? AND kind = 'mail'`),
    one(`SELECT 'phone' AS kind, '' AS id, address AS label, '' AS detail, set_at AS since, NULL AS used_at,
      NULL AS until FROM contacts WHERE person = ? AND kind = 'phone'`),
    one(`SELECT 'webhook' AS kind, '' AS id, address AS label, coalesce(off, '') AS detail, changed_at AS since,
      (SELECT max(last_at) FROM deliveries WHERE recipient = webhooks.person AND channel = 'webhook' AND state = 'sent')
      AS used_at, NULL AS until FROM webhooks WHERE person = ?`),
  ];
}

function toWay(row: Row, sealing: Sealing): Way {
  return {
    kind: text(row, "kind") as WayKind,
    id: text(row, "id"),
    label: sealing.open(text(row, "label")) ?? "",
    detail: text(row, "detail"),
    since: integerOrNull(row, "since"),
    usedAt: integerOrNull(row, "used_at"),
    until: integerOrNull(row, "until"),
  };
}
