import type { Migration } from "./migration.ts";

export const letters: Migration = {
  version: 2,
  name: "letters",
  sqlite: [
    `CREATE TABLE letters (
      message TEXT NOT NULL,
      recipient TEXT NOT NULL,
      instance TEXT NOT NULL,
      address TEXT NOT NULL,
      channel TEXT NOT NULL,
      language TEXT NOT NULL,
      subject TEXT NOT NULL,
      body TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('sent', 'failed')),
      attempts INTEGER NOT NULL,
      answer TEXT,
      sent_at INTEGER NOT NULL,
      PRIMARY KEY (message, recipient)
    ) STRICT`,
    `CREATE INDEX letters_of_instance ON letters (instance, sent_at)`,
    `CREATE INDEX letters_recent ON letters (sent_at)`,
  ],
};
