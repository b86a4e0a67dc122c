import type { Migration } from "./migration.ts";

/**
 * What people sign in with and where they are reached. None of it is in the log: it is shown to few and can be erased.
 * Secrets that only have to be recognised (sessions, tokens, links) are stored as their SHA-256.
 */
const tables: Tables = (text, integer, end) => [...ofPeople(text, integer, end), ...keys(text, integer, end)];

type Tables = (text: string, integer: string, end: string) => readonly string[];

const ofPeople: Tables = (text, integer, end) => [
  `CREATE TABLE credentials (
      person ${text} PRIMARY KEY,
      password_hash ${text},
      password_set_at ${integer},
      totp_secret ${text},
      totp_confirmed_at ${integer},
      totp_step ${integer} NOT NULL DEFAULT 0
    )${end}`,
  `CREATE TABLE contacts (
      person ${text} NOT NULL,
      kind ${text} NOT NULL CHECK (kind IN ('mail', 'phone')),
      address ${text} NOT NULL,
      sign_in_key ${text} UNIQUE,
      PRIMARY KEY (person, kind)
    )${end}`,
  `CREATE TABLE invitations (
      secret_hash ${text} PRIMARY KEY,
      person ${text} NOT NULL,
      made_by ${text} NOT NULL,
      made_at ${integer} NOT NULL,
      expires_at ${integer} NOT NULL
    )${end}`,
  `CREATE INDEX invitations_of_person ON invitations (person)`,
  `CREATE TABLE sessions (
      secret_hash ${text} PRIMARY KEY,
      id ${text} NOT NULL UNIQUE,
      person ${text} NOT NULL,
      way ${text} NOT NULL,
      made_at ${integer} NOT NULL,
      seen_at ${integer} NOT NULL,
      expires_at ${integer} NOT NULL,
      confirmed_at ${integer} NOT NULL,
      agent ${text} NOT NULL,
      address ${text} NOT NULL
    )${end}`,
  `CREATE INDEX sessions_of_person ON sessions (person)`,
  `CREATE TABLE known_devices (
      secret_hash ${text} PRIMARY KEY,
      person ${text} NOT NULL,
      made_at ${integer} NOT NULL,
      seen_at ${integer} NOT NULL
    )${end}`,
  `CREATE INDEX known_devices_of_person ON known_devices (person)`,
];

const keys: Tables = (text, integer, end) => [
  `CREATE TABLE passkeys (
      id ${text} PRIMARY KEY,
      person ${text} NOT NULL,
      public_key ${text} NOT NULL,
      counter ${integer} NOT NULL,
      transports ${text} NOT NULL,
      label ${text} NOT NULL,
      made_at ${integer} NOT NULL,
      used_at ${integer}
    )${end}`,
  `CREATE INDEX passkeys_of_person ON passkeys (person)`,
  `CREATE TABLE tokens (
      secret_hash ${text} PRIMARY KEY,
      id ${text} NOT NULL UNIQUE,
      person ${text} NOT NULL,
      label ${text} NOT NULL,
      scopes ${text} NOT NULL,
      made_at ${integer} NOT NULL,
      expires_at ${integer} NOT NULL,
      used_at ${integer},
      revoked_at ${integer}
    )${end}`,
  `CREATE INDEX tokens_of_person ON tokens (person)`,
  `CREATE TABLE outside_identities (
      issuer ${text} NOT NULL,
      subject ${text} NOT NULL,
      person ${text} NOT NULL,
      made_at ${integer} NOT NULL,
      PRIMARY KEY (issuer, subject)
    )${end}`,
  `CREATE INDEX outside_identities_of_person ON outside_identities (person)`,
  `CREATE TABLE sign_in_failures (
      key ${text} PRIMARY KEY,
      count ${integer} NOT NULL,
      last_at ${integer} NOT NULL
    )${end}`,
  `CREATE TABLE sign_in_steps (
      secret_hash ${text} PRIMARY KEY,
      kind ${text} NOT NULL,
      person ${text},
      data ${text} NOT NULL,
      expires_at ${integer} NOT NULL
    )${end}`,
];

export const accounts: Migration = {
  version: 5,
  name: "accounts",
  sqlite: tables("TEXT", "INTEGER", " STRICT"),
  postgres: tables("text", "bigint", ""),
};
