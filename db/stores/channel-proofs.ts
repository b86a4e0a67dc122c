import type { ChannelProofRow, ChannelProofStore } from "../../src/organisation/channel-proof-ports.ts";
import { integer, integerOrNull, text, textOrNull } from "../columns.ts";
import type { Reader, Row, Statement, Values, Writer } from "../statement.ts";

/** A row is of one address: for another it begins anew. */
export function channelProofStore(reader: Reader, writer: Writer): ChannelProofStore {
  const run: Run = (sql, bindings) => writer.run([{ sql, bindings }]);
  const rowOf = async (person: string, channel: string, addressHash: string): Promise<ChannelProofRow | null> => {
    const found = await reader.all(`${select} WHERE person = ? AND channel = ? AND address_hash = ?`, [
      person,
      channel,
      addressHash,
    ]);
    return found[0] ? toProof(found[0]) : null;
  };
  return {
    of: async (person) => (await reader.all(`${select} WHERE person = ?`, [person])).map(toProof),
    broken: async (limit) =>
      (await reader.all(`${select} WHERE broken IS NOT NULL ORDER BY broken_at LIMIT ?`, [limit])).map(toProof),
    worked: async ({ person, channel, addressHash }) => {
      await run(
        `UPDATE channel_proofs SET broken = NULL, broken_at = NULL
          WHERE person = ? AND channel = ? AND address_hash = ? AND broken IS NOT NULL`,
        [person, channel, addressHash],
      );
    },
    proven: async ({ person, channel, addressHash }, when) => {
      await writer.run([
        fresh(person, channel, addressHash),
        {
          sql: `UPDATE channel_proofs SET proven_at = ?, broken = NULL, broken_at = NULL, code_hash = NULL
            WHERE person = ? AND channel = ?`,
          bindings: [when, person, channel],
        },
      ]);
    },
    breaks: async ({ person, channel, addressHash }, why, when) => {
      const before = await rowOf(person, channel, addressHash);
      await writer.run([
        fresh(person, channel, addressHash),
        {
          sql: "UPDATE channel_proofs SET broken = ?, broken_at = coalesce(broken_at, ?) WHERE person = ? AND channel = ?",
          bindings: [why, when, person, channel],
        },
      ]);
      return (before?.broken ?? null) === null;
    },
    ...testCodes(run, writer),
    forget: async (person, channel) => {
      await run("DELETE FROM channel_proofs WHERE person = ? AND channel = ?", [person, channel]);
    },
  };
}

type Run = (sql: string, bindings: Values) => Promise<Row[]>;

function testCodes(run: Run, writer: Writer): Pick<ChannelProofStore, "askCode" | "tryCode"> {
  return {
    askCode: async ({ person, channel, addressHash }, codeHash, until) => {
      await writer.run([
        fresh(person, channel, addressHash),
        {
          sql: "UPDATE channel_proofs SET code_hash = ?, code_until = ?, code_tries = 0 WHERE person = ? AND channel = ?",
          bindings: [codeHash, until, person, channel],
        },
      ]);
    },
    tryCode: async ({ person, channel, addressHash }, codeHash, now, triesMax) => {
      const counted = await run(
        `UPDATE channel_proofs SET code_tries = code_tries + 1
          WHERE person = ? AND channel = ? AND address_hash = ? AND code_until > ? AND code_tries < ? RETURNING code_hash`,
        [person, channel, addressHash, now, triesMax],
      );
      return counted.some((row) => textOrNull(row, "code_hash") === codeHash);
    },
  };
}

const select = "SELECT * FROM channel_proofs";

/** What was known of another address says nothing about this one. */
function fresh(person: string, channel: string, addressHash: string): Statement {
  return {
    sql: `INSERT INTO channel_proofs (person, channel, address_hash, code_tries) VALUES (?, ?, ?, 0)
      ON CONFLICT (person, channel) DO UPDATE SET address_hash = excluded.address_hash, proven_at = NULL, broken = NULL,
        broken_at = NULL, code_hash = NULL, code_until = NULL, code_tries = 0
      WHERE channel_proofs.address_hash <> excluded.address_hash`,
    bindings: [person, channel, addressHash],
  };
}

function toProof(row: Row): ChannelProofRow {
  return {
    person: text(row, "person"),
    channel: text(row, "channel") === "mail" ? "mail" : "webhook",
    addressHash: text(row, "address_hash"),
    provenAt: integerOrNull(row, "proven_at"),
    broken: textOrNull(row, "broken"),
    brokenAt: integerOrNull(row, "broken_at"),
    codeHash: textOrNull(row, "code_hash"),
    codeUntil: integerOrNull(row, "code_until"),
    codeTries: integer(row, "code_tries"),
  };
}
