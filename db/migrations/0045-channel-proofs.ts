import type { Migration } from "./migration.ts";

/**
 * Whether a person's channel is known to reach them: they confirmed a test that came by it. Of the address only a hash is kept, which
 * says whether it is still the same. `broken`: why the service takes nothing, until a test passes.
 */
const table = (text: string, integer: string, end: string): readonly string[] => [
  `CREATE TABLE channel_proofs (
      person ${text} NOT NULL,
      channel ${text} NOT NULL,
      address_hash ${text} NOT NULL,
      proven_at ${integer},
      broken ${text},
      broken_at ${integer},
      code_hash ${text},
      code_until ${integer},
      code_tries ${integer} NOT NULL,
      PRIMARY KEY (person, channel)
    )${end}`,
  `CREATE INDEX channel_proofs_broken ON channel_proofs (broken_at) WHERE broken IS NOT NULL`,
];

export const channelProofs: Migration = {
  version: 45,
  name: "channel proofs",
  sqlite: table("TEXT", "INTEGER", " STRICT"),
  postgres: table(`text COLLATE "C"`, "bigint", ""),
};
