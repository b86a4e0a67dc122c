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
  // COLLATE "C": both databases sort ids alike.
  postgres: [
    `CREATE TABLE letters (
      message text COLLATE "C" NOT NULL,
      recipient text COLLATE "C" NOT NULL,
      instance text NOT NULL,
      address text NOT NULL,
      channel text NOT NULL,
      language text NOT NULL,
      subject text NOT NULL,
      body text NOT NULL,
      state text NOT NULL CHECK (state IN ('sent', 'failed')),
      attempts bigint NOT NULL,
      answer text,
      sent_at bigint NOT NULL,
      PRIMARY KEY (message, recipient)
    )`,
    `CREATE INDEX letters_of_instance ON letters (instance, sent_at)`,
    `CREATE INDEX letters_recent ON letters (sent_at)`,
  ],
};
