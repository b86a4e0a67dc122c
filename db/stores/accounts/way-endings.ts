/** What ends each kind of thing that lets a person in; whatever opened a session takes it along. */
import type { Sealing } from "../../../src/kernel/sealing.ts";
import type { Ended, EndKind, Ending } from "../../../src/accounts/way-ports.ts";
import { text, textOrNull } from "../../columns.ts";
import type { Row, Statement, Values } from "../../statement.ts";

/** Of the hash, which opens nothing, as much as tells a person's devices apart. */
export const deviceIdLength = 16;

export function endingOf(person: string, { kind, id, keepSession = null }: Ending, at: number): readonly Statement[] {
  return endings[kind]({ person, id, keepSession: keepSession ?? "", at });
}

interface EndRequest {
  readonly person: string;
  /** Undefined: all of the kind. */
  readonly id: string | undefined;
  readonly keepSession: string;
  readonly at: number;
}

const run = (sql: string, ...bindings: Values): Statement => ({ sql, bindings });

/** `column` has to be the id, when one was asked for. */
const named = ({ id }: EndRequest, column: string) => (id === undefined ? "" : ` AND ${column} = ?`);
const own = ({ person, id }: EndRequest): Values => (id === undefined ? [person] : [person, id]);

const sessionsBy = ({ person, keepSession }: EndRequest, ways: readonly string[]) =>
  run(
    `DELETE FROM sessions WHERE person = ? AND id <> ? AND way IN (${ways.map(() => "?").join(", ")})`,
    person,
    keepSession,
    ...ways,
  );

const endings: Readonly<Record<EndKind, (asked: EndRequest) => readonly Statement[]>> = {
  password: (asked) => [run(endPassword, asked.at, asked.person), sessionsBy(asked, ["password", "password+totp"])],
  codes: ({ person }) => [
    run(endCodes, person),
    // And a secret that was offered and never confirmed.
    run("UPDATE credentials SET totp_secret = NULL, totp_step = 0 WHERE person = ?", person),
  ],
  passkey: (asked) => [
    run(`DELETE FROM passkeys WHERE person = ?${named(asked, "id")} RETURNING 'passkey' AS kind, label`, ...own(asked)),
    sessionsBy(asked, ["passkey"]),
  ],
  provider: (asked) => [
    run(
      `UPDATE outside_identities SET ended_at = ? WHERE person = ? AND ended_at IS NULL${named(asked, "issuer")}
      RETURNING 'provider' AS kind, subject AS label`,
      asked.at,
      ...own(asked),
    ),
    sessionsBy(asked, ["provider"]),
  ],
  session: (asked) => [
    run(
      `DELETE FROM sessions WHERE person = ?${named(asked, "id")} AND id <> ?
      RETURNING 'session' AS kind, agent AS label`,
      ...own(asked),
      asked.keepSession,
    ),
  ],
  device: (asked) => [
    run(
      `DELETE FROM known_devices WHERE person = ?${named(asked, `substr(secret_hash, 1, ${deviceIdLength})`)}
      RETURNING 'device' AS kind, '' AS label`,
      ...own(asked),
    ),
  ],
  token: (asked) => [
    run(
      `UPDATE tokens SET revoked_at = ? WHERE person = ? AND revoked_at IS NULL${named(asked, "id")}
      RETURNING 'token' AS kind, label`,
      asked.at,
      ...own(asked),
    ),
  ],
  link: ({ person }) => [run("DELETE FROM invitations WHERE person = ? RETURNING 'link' AS kind, '' AS label", person)],
  "links-made": ({ person }) => [
    run("DELETE FROM invitations WHERE made_by = ? RETURNING 'links-made' AS kind, person AS label", person),
  ],
  unfinished: ({ person }) => [run("DELETE FROM sign_in_steps WHERE person = ?", person)],
  calendar: ({ person }) => [
    run("DELETE FROM calendar_addresses WHERE owner = ? RETURNING 'calendar' AS kind, '' AS label", person),
  ],
  webhook: ({ person }) => [
    run("DELETE FROM channel_proofs WHERE person = ? AND channel = 'webhook'", person),
    run("DELETE FROM webhooks WHERE person = ? RETURNING 'webhook' AS kind, address AS label", person),
  ],
  acknowledge: ({ person }) => [
    run("DELETE FROM acknowledge_links WHERE person = ? RETURNING 'acknowledge' AS kind, '' AS label", person),
  ],
};

const endPassword = `UPDATE credentials SET password_hash = NULL, password_set_at = ?, password_used_at = NULL
  WHERE person = ? AND password_hash IS NOT NULL RETURNING 'password' AS kind, '' AS label`;

const endCodes = `UPDATE credentials SET totp_secret = NULL, totp_confirmed_at = NULL, totp_step = 0
  WHERE person = ? AND totp_confirmed_at IS NOT NULL RETURNING 'codes' AS kind, '' AS label`;

export function toEnded(row: Row, sealing: Sealing): Ended {
  return { kind: text(row, "kind") as EndKind, label: sealing.open(textOrNull(row, "label") ?? "") ?? "" };
}
