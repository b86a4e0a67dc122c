import type { Migration } from "./migration.ts";

/** Reports from outside, who may send them, and how their senders are reached: apart, so that it can go. */
export const reports: Migration = {
  version: 50,
  name: "reports",
  sqlite: [
    `CREATE TABLE intake_keys (
      id TEXT PRIMARY KEY,
      source TEXT NOT NULL,
      shape TEXT NOT NULL,
      mapping TEXT NOT NULL,
      secret_hash TEXT NOT NULL UNIQUE,
      made_at INTEGER NOT NULL,
      made_by TEXT NOT NULL,
      ended_at INTEGER,
      used_at INTEGER
    ) STRICT`,
    `CREATE TABLE reports (
      number INTEGER PRIMARY KEY,
      source TEXT NOT NULL,
      sender_key TEXT NOT NULL,
      title TEXT NOT NULL,
      detail TEXT,
      link TEXT,
      place TEXT,
      occurred_at INTEGER,
      received_at INTEGER NOT NULL,
      last_at INTEGER NOT NULL,
      times INTEGER NOT NULL,
      over_at INTEGER,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'registered', 'belongs', 'nothing')),
      incident INTEGER,
      settled_at INTEGER,
      settled_by TEXT
    ) STRICT`,
    `CREATE UNIQUE INDEX reports_waiting_once ON reports (source, sender_key) WHERE state = 'waiting'`,
    `CREATE INDEX reports_by_key ON reports (source, sender_key)`,
    `CREATE TABLE report_contacts (
      report INTEGER PRIMARY KEY,
      contact TEXT NOT NULL,
      received_at INTEGER NOT NULL
    ) STRICT`,
  ],
  postgres: [
    `CREATE TABLE intake_keys (
      id text COLLATE "C" PRIMARY KEY,
      source text NOT NULL,
      shape text NOT NULL,
      mapping text NOT NULL,
      secret_hash text COLLATE "C" NOT NULL UNIQUE,
      made_at bigint NOT NULL,
      made_by text NOT NULL,
      ended_at bigint,
      used_at bigint
    )`,
    `CREATE TABLE reports (
      number bigint PRIMARY KEY,
      source text COLLATE "C" NOT NULL,
      sender_key text COLLATE "C" NOT NULL,
      title text NOT NULL,
      detail text,
      link text,
      place text,
      occurred_at bigint,
      received_at bigint NOT NULL,
      last_at bigint NOT NULL,
      times bigint NOT NULL,
      over_at bigint,
      state text NOT NULL CHECK (state IN ('waiting', 'registered', 'belongs', 'nothing')),
      incident bigint,
      settled_at bigint,
      settled_by text
    )`,
    `CREATE UNIQUE INDEX reports_waiting_once ON reports (source, sender_key) WHERE state = 'waiting'`,
    `CREATE INDEX reports_by_key ON reports (source, sender_key)`,
    `CREATE TABLE report_contacts (
      report bigint PRIMARY KEY,
      contact text NOT NULL,
      received_at bigint NOT NULL
    )`,
  ],
};
