import type { Migration } from "./migration.ts";

/** In which roles somebody acted, and how it was known that it is them. */
const statements = ["ALTER TABLE log ADD COLUMN acting_as TEXT", "ALTER TABLE log ADD COLUMN auth TEXT"];

export const actingAs: Migration = {
  version: 40,
  name: "acting as",
  sqlite: statements,
  postgres: statements,
};
