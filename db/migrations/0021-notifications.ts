import type { Migration } from "./migration.ts";

/** What was sent to people is called a notification everywhere; its table was still named after letters. */
export const notifications: Migration = {
  version: 21,
  name: "notifications",
  sqlite: [
    `ALTER TABLE letters RENAME TO notifications`,
    `DROP INDEX letters_of_instance`,
    `DROP INDEX letters_recent`,
    `CREATE INDEX notifications_of_instance ON notifications (instance, sent_at)`,
    `CREATE INDEX notifications_recent ON notifications (sent_at)`,
  ],
  postgres: [
    `ALTER TABLE letters RENAME TO notifications`,
    `ALTER INDEX letters_pkey RENAME TO notifications_pkey`,
    `ALTER INDEX letters_of_instance RENAME TO notifications_of_instance`,
    `ALTER INDEX letters_recent RENAME TO notifications_recent`,
  ],
};
