import type { Migration } from "./migration.ts";

/** What became of each letter on each channel, where people's webhooks are, and keys that every node must share. */
const tables = (text: string, integer: string, end: string): readonly string[] => [
  `CREATE TABLE deliveries (
      message ${text} NOT NULL,
      recipient ${text} NOT NULL,
      channel ${text} NOT NULL,
      instance ${text} NOT NULL,
      state ${text} NOT NULL CHECK (state IN ('queued', 'sent', 'failed', 'given-up', 'passed-over', 'unreachable')),
      attempts ${integer} NOT NULL,
      answer ${text},
      why ${text},
      instead_of ${text},
      first_at ${integer} NOT NULL,
      last_at ${integer} NOT NULL,
      PRIMARY KEY (message, recipient, channel)
    )${end}`,
  `CREATE INDEX deliveries_of_instance ON deliveries (instance, first_at)`,
  `CREATE INDEX deliveries_recent ON deliveries (last_at)`,
  `CREATE INDEX deliveries_to_nobody ON deliveries (last_at) WHERE state = 'unreachable'`,
  `CREATE TABLE resends (
      message ${text} NOT NULL,
      asked_by ${text} NOT NULL,
      asked_at ${integer} NOT NULL,
      PRIMARY KEY (message, asked_at)
    )${end}`,
  `CREATE TABLE webhooks (
      person ${text} PRIMARY KEY,
      address ${text} NOT NULL,
      secret ${text} NOT NULL,
      earlier_secret ${text},
      earlier_until ${integer},
      off ${text},
      changed_at ${integer} NOT NULL
    )${end}`,
  `CREATE TABLE keys (
      name ${text} PRIMARY KEY,
      value ${text} NOT NULL,
      made_at ${integer} NOT NULL
    )${end}`,
];

export const deliveries: Migration = {
  version: 6,
  name: "deliveries",
  sqlite: tables("TEXT", "INTEGER", " STRICT"),
  // COLLATE "C": both databases sort ids alike.
  postgres: tables(`text COLLATE "C"`, "bigint", ""),
};
