/** Rows that somebody edits by hand: each by itself, over all tables that an incident or an account can have. */

const one = "(SELECT id FROM instances WHERE number = 1)";
const two = "(SELECT id FROM instances WHERE number = 2)";

export interface Edit {
  readonly sql: string;
  /** What `verify` says of it: the table and the row, or the incident. */
  readonly named: RegExp;
  /** What the desk names: the incident, the table and the row. */
  readonly onDesk: RegExp;
  /** The same on PostgreSQL, where that is said in other words. */
  readonly postgres?: string;
}

/** A due timer and a waiting message of the second incident, for the loops to meet. */
const timer = (columns: string) =>
  `INSERT INTO timers (instance, id, key, event, due_at, armed_seq, armed_index) VALUES (${two}, ${columns})`;
const message = (set: string) =>
  `UPDATE outbox SET state = 'waiting', settled_at = NULL, ${set} WHERE position = (SELECT max(position) FROM outbox WHERE instance = ${one})`;
const logRow = (set: string) => `UPDATE log SET ${set} WHERE instance = ${one} AND seq = 3`;

export const edits: readonly Edit[] = [
  {
    sql: timer("'0.7', 'edited', '{', 1, 0, 7"),
    named: /Table timers, row \S+ edited of incident #2/,
    onDesk: /#2 timers \S+ edited/,
  },
  {
    sql: timer("'0.7', 'edited', '5', 1, 0, 7"),
    named: /timers, row \S+ edited of incident #2: the event has no type/,
    onDesk: /#2 timers \S+ edited/,
  },
  {
    sql: timer("'0.7', 'edited', '{\"type\":\"X\"}', -1152921504606846976, 0, 7"),
    named: /timers, row \S+ edited of incident #2: due_at/,
    onDesk: /#2 timers \S+ edited/,
  },
  {
    sql: timer("'0.7', 'edited', '{\"type\":\"X\"}', 1152921504606846976, 0, 7"),
    named: /timers, row \S+ edited of incident #2: due_at/,
    onDesk: /#2 timers \S+ edited/,
  },
  {
    sql: timer("'seven', 'edited', '{\"type\":\"X\"}', 9000000000000, 0, 7"),
    named: /timers, row \S+ edited of incident #2: its id is seven/,
    onDesk: /#2 timers \S+ edited/,
  },
  {
    sql: "INSERT INTO timers (instance, id, key, event, due_at, armed_seq, armed_index) VALUES ('nobody', '0.0', 'lost', '{\"type\":\"X\"}', 1, 0, 0)",
    named: /timers has rows of nobody/,
    onDesk: /timers nobody/,
  },
  {
    sql: `DELETE FROM timers WHERE instance = ${two}`,
    named: /incident 2, log row \d+ \(timers\)/,
    onDesk: /#2 log \S+ \d+ \(timers\)/,
  },
  {
    sql: message("tries = 0, next_try_at = 0, params = '{'"),
    named: /Table outbox, row \S+ of incident #1/,
    onDesk: /#1 outbox \S+/,
  },
  {
    sql: message("tries = 0, next_try_at = -1152921504606846976"),
    named: /outbox, row \S+ of incident #1: next_try_at/,
    onDesk: /#1 outbox \S+/,
  },
  {
    sql: message("next_try_at = 0, tries = -1"),
    named: /outbox, row \S+ of incident #1: tries/,
    onDesk: /#1 outbox \S+/,
  },
  {
    sql: `UPDATE outbox SET settled_at = NULL WHERE instance = ${one} AND state = 'delivered'`,
    named: /outbox, row \S+ of incident #1: it is delivered/,
    onDesk: /#1 outbox \S+/,
  },
  {
    sql: `UPDATE outbox SET type = 'nothing' WHERE position = (SELECT min(position) FROM outbox WHERE instance = ${one})`,
    named: /incident 1, log row \d+ \(messages\)/,
    onDesk: /#1 log \S+ \d+ \(messages\)/,
  },
  {
    sql: `UPDATE instances SET state = '{' WHERE number = 1`,
    named: /instances, row \S+ of incident #1/,
    onDesk: /#1 instances \S+/,
  },
  {
    sql: `UPDATE instances SET state = '[]' WHERE number = 1`,
    named: /instances, row \S+ of incident #1: the state is no object/,
    onDesk: /#1 instances \S+/,
  },
  {
    sql: `UPDATE instances SET state = json_set(state, '$.value', 'nowhere') WHERE number = 1`,
    named: /incident 1, log row \d+ \(state\)/,
    onDesk: /#1 log \S+ \d+ \(state\)/,
    postgres: `UPDATE instances SET state = jsonb_set(state::jsonb, '{value}', '"nowhere"')::text WHERE number = 1`,
  },
  {
    sql: `UPDATE instances SET state = json_set(state, '$.context', 7) WHERE number = 1`,
    named: /incident 1, log row \d+ \(state\)/,
    onDesk: /#1 log \S+ \d+ \(state\)/,
    postgres: `UPDATE instances SET state = jsonb_set(state::jsonb, '{context}', '7')::text WHERE number = 1`,
  },
  {
    sql: `UPDATE instances SET state = '{' WHERE number = 0`,
    named: /instances, row \S+ of the organisation/,
    onDesk: /instances \S+/,
  },
  {
    sql: `UPDATE instances SET state = json_set(state, '$.context.people', 5) WHERE number = 0`,
    named: /log row \d+ \(state\)/,
    onDesk: /instances \S+/,
    postgres: `UPDATE instances SET state = jsonb_set(state::jsonb, '{context,people}', '5')::text WHERE number = 0`,
  },
  {
    sql: `UPDATE instances SET machine = 'nobody@9' WHERE number = 1`,
    named: /incident 1, log row 0 \(definition\)/,
    onDesk: /#1 (log \S+ 0 \(definition\)|instances \S+)/,
  },
  {
    sql: `UPDATE instances SET definition_hash = 'x' WHERE number = 1`,
    named: /incident 1, log row 0 \(definition\)/,
    onDesk: /#1 (log \S+ 0 \(definition\)|instances \S+)/,
  },
  {
    sql: `UPDATE instances SET summary = '{"open":true,"title":5}' WHERE number = 1`,
    named: /instances, row \S+ of incident #1: its summary has no/,
    onDesk: /#1 instances \S+/,
  },
  {
    sql: `UPDATE instances SET summary = json_set(summary, '$.dueAt', 'soon') WHERE number = 1`,
    named: /Table instances, row 1 of incident #1: its summary is due at no time/,
    onDesk: /#1 instances \S+/,
    postgres: `UPDATE instances SET summary = jsonb_set(summary, '{dueAt}', '"soon"') WHERE number = 1`,
  },
  {
    sql: "UPDATE instances SET number = 9007199254740993 WHERE number = 1",
    named: /Table instances, row 900719925474099\d .*number is 900719925474099\d/,
    onDesk: /instances \S+/,
  },
  {
    sql: "UPDATE instances SET started_at = 8999999999999999 WHERE number = 1",
    named: /Table instances, row 1 of incident #1: started_at is 8999999999999999/,
    onDesk: /#1 instances \S+/,
  },
  {
    sql: message("tries = 0, next_try_at = 0, params = '7'"),
    named: /incident 1, log row \d+ \(messages\)/,
    onDesk: /#1 (outbox|log) \S+/,
  },
  {
    sql: `UPDATE instances SET summary = NULL, status = 'done' WHERE number = 1`,
    named: /instances, row \S+ of incident #1: its status is done/,
    onDesk: /#1 instances \S+/,
  },
  {
    sql: `UPDATE instances SET seq = seq + 5 WHERE number = 1`,
    named: /not at the end of its log/,
    onDesk: /#1 instances \S+/,
  },
  {
    sql: `UPDATE instances SET started_at = -1152921504606846976 WHERE number = 1`,
    named: /instances, row \S+ of incident #1: started_at/,
    onDesk: /#1 instances \S+/,
  },
  {
    sql: `UPDATE instances SET updated_at = updated_at + 1 WHERE number = 1`,
    named: /incident 1, log row \d+ \(state\)/,
    onDesk: /#1 log \S+ \d+ \(state\)/,
  },
  {
    sql: logRow("event = '{'"),
    named: /Table log, row \S+ 3 of incident #1|log, row \d+ of incident #1/,
    onDesk: /#1 log \S+/,
  },
  {
    sql: logRow("event = '[]'"),
    named: /log, row \S+ of incident #1: the event has no type/,
    onDesk: /#1 log \S+/,
  },
  {
    sql: logRow("at = -1152921504606846976"),
    named: /log, row \S+ of incident #1: at is/,
    onDesk: /#1 log \S+/,
  },
  {
    sql: logRow("kind = 'delivered'"),
    named: /log, row \S+ of incident #1: its kind is delivered/,
    onDesk: /#1 log \S+/,
  },
  {
    sql: logRow("state_hash = ''"),
    named: /log, row \S+ of incident #1: its state_hash/,
    onDesk: /#1 log \S+/,
  },
  {
    sql: `DELETE FROM log WHERE instance = ${one} AND seq = 3`,
    named: /has a gap in its log/,
    onDesk: /#1 log \S+/,
  },
  {
    sql: `DELETE FROM sign_offs WHERE instance = ${one}`,
    named: /incident 1, log row \d+ \(sign-offs\)/,
    onDesk: /#1 log \S+ \d+ \(sign-offs\)/,
  },
  {
    sql: `UPDATE sign_offs SET seq = -4 WHERE instance = ${one}`,
    named: /sign_offs, row .* of incident #1: seq is -4/,
    onDesk: /#1 sign_offs \S+/,
  },
  {
    sql: "UPDATE leases SET until = 1152921504606846976",
    named: /Table leases, row loops/,
    onDesk: /leases loops/,
  },
  {
    sql: "UPDATE notifications SET sent_at = -1152921504606846976 WHERE rowid = (SELECT min(rowid) FROM notifications)",
    named: /Table notifications, row \S+ \S+ of incident #1: sent_at/,
    onDesk: /#1 notifications \S+/,
    postgres:
      "UPDATE notifications SET sent_at = -1152921504606846976 WHERE ctid = (SELECT min(ctid) FROM notifications)",
  },
  {
    sql: "UPDATE deliveries SET attempts = -1 WHERE rowid = (SELECT min(rowid) FROM deliveries)",
    named: /Table deliveries, row .* of incident #1: attempts/,
    onDesk: /#1 deliveries \S+/,
    postgres: "UPDATE deliveries SET attempts = -1 WHERE ctid = (SELECT min(ctid) FROM deliveries)",
  },
  {
    sql: "UPDATE tokens SET scopes = '{'",
    named: /Table tokens, row \(a secret\): scopes holds no JSON/,
    onDesk: /tokens \(a secret\)/,
  },
  {
    sql: "UPDATE sessions SET expires_at = -1152921504606846976",
    named: /Table sessions, row \(a secret\): expires_at/,
    onDesk: /sessions \(a secret\)/,
  },
  {
    sql: "UPDATE passkeys SET transports = 'usb'",
    named: /Table passkeys, row pk-1: transports holds no JSON/,
    onDesk: /passkeys pk-1/,
  },
];
