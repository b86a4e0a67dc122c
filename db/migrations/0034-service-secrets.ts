import type { Migration } from "./migration.ts";

/** By which a chat service checks what its owner's webhook is sent. */
const statements = ["ALTER TABLE webhooks ADD COLUMN service_secret TEXT"];

export const serviceSecrets: Migration = {
  version: 34,
  name: "service secrets",
  sqlite: statements,
  postgres: statements,
};
