import type { Migration } from "./migration.ts";

/** Which incident was opened from which: the first row of the one that was opened says so, and its commit writes this. */
export const links: Migration = {
  version: 36,
  name: "links",
  sqlite: [
    `CREATE TABLE links (
      child TEXT PRIMARY KEY,
      parent TEXT NOT NULL,
      link TEXT NOT NULL,
      item INTEGER NOT NULL
    ) STRICT`,
    `CREATE INDEX links_of_parent ON links (parent, link, item)`,
  ],
  postgres: [
    `CREATE TABLE links (
      child text COLLATE "C" PRIMARY KEY,
      parent text COLLATE "C" NOT NULL,
      link text COLLATE "C" NOT NULL,
      item bigint NOT NULL
    )`,
    `CREATE INDEX links_of_parent ON links (parent, link, item)`,
  ],
};
