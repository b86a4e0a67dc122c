import type { Migration } from "./migration.ts";

/**
 * That this database was made from another one (a backup, a restore, a copy), and when what it had handed out was ended. A row
 * without `ended_at`: it has not been started since.
 */
const tables = (text: string, integer: string, end: string): readonly string[] => [
  `CREATE TABLE desk_copies (
      id ${text} PRIMARY KEY,
      how ${text} NOT NULL CHECK (how IN ('backup', 'restore', 'copy', 'asked')),
      made_at ${integer} NOT NULL,
      ended_at ${integer},
      ended ${text},
      dismissed_at ${integer},
      dismissed_by ${text}
    )${end}`,
];

export const copies: Migration = {
  version: 14,
  name: "copies",
  sqlite: tables("TEXT", "INTEGER", " STRICT"),
  postgres: tables(`text COLLATE "C"`, "bigint", ""),
};
