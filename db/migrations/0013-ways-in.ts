import type { Migration } from "./migration.ts";

/**
 * What the list of everything that lets a person in needs to say: when each was set and last used. One account at a sign-in
 * provider for each person, the ended ones kept so that they stay ended. And notices about an account
 * that are on their way to where the person was reached before the change.
 */
const tables = (text: string, integer: string, end: string): readonly string[] => [
  `ALTER TABLE credentials ADD COLUMN password_used_at ${integer}`,
  `ALTER TABLE contacts ADD COLUMN set_at ${integer}`,
  `ALTER TABLE calendar_addresses ADD COLUMN used_at ${integer}`,
  `ALTER TABLE outside_identities ADD COLUMN used_at ${integer}`,
  `ALTER TABLE outside_identities ADD COLUMN ended_at ${integer}`,
  // Of several that were linked before, the first stays.
  `UPDATE outside_identities SET ended_at = made_at WHERE EXISTS (
      SELECT 1 FROM outside_identities AS other
      WHERE other.issuer = outside_identities.issuer AND other.person = outside_identities.person
        AND (other.made_at < outside_identities.made_at
          OR (other.made_at = outside_identities.made_at AND other.subject < outside_identities.subject))
    )`,
  `CREATE UNIQUE INDEX outside_identities_one ON outside_identities (issuer, person) WHERE ended_at IS NULL`,
  `CREATE TABLE account_notices (
      id ${text} PRIMARY KEY,
      person ${text} NOT NULL,
      name ${text} NOT NULL,
      language ${text} NOT NULL,
      what ${text} NOT NULL,
      detail ${text} NOT NULL,
      by_name ${text},
      at ${integer} NOT NULL,
      channel ${text} NOT NULL CHECK (channel IN ('mail', 'webhook')),
      address ${text} NOT NULL,
      secret ${text},
      tries ${integer} NOT NULL,
      next_at ${integer} NOT NULL
    )${end}`,
  `CREATE INDEX account_notices_due ON account_notices (next_at)`,
];

export const waysIn: Migration = {
  version: 13,
  name: "ways in",
  sqlite: tables("TEXT", "INTEGER", " STRICT"),
  postgres: tables(`text COLLATE "C"`, "bigint", ""),
};
