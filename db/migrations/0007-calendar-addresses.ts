import type { Migration } from "./migration.ts";

/** Where calendars fetch the roster from: one address a person, one for the team (no owner). Only hashes are kept. */
const tables = (text: string, integer: string, end: string): readonly string[] => [
  `CREATE TABLE calendar_addresses (
      owner ${text} PRIMARY KEY,
      secret_hash ${text} NOT NULL UNIQUE,
      made_at ${integer} NOT NULL
    )${end}`,
];

export const calendarAddresses: Migration = {
  version: 7,
  name: "calendar addresses",
  sqlite: tables("TEXT", "INTEGER", " STRICT"),
  postgres: tables('text COLLATE "C"', "bigint", ""),
};
