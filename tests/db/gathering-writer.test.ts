/** Small writes share a transaction, and one that is wrong keeps none of the others. */
import { expect, test } from "@jest/globals";
import { gatheringWriter } from "../../db/gathering-writer.ts";
import type { Statement } from "../../db/statement.ts";
import { StorageUnavailableError } from "../../src/engine/failures.ts";

const statement = (sql: string): Statement => ({ sql, bindings: [] });

/** Remembers the transactions that it was asked for; one with a statement that `refuses` fails. */
function aWriter(refuses: (sql: string) => Error | null = () => null) {
  const asked: string[][] = [];
  const run = async (statements: readonly Statement[]) => {
    asked.push(statements.map(({ sql }) => sql));
    for (const { sql } of statements) {
      const refusal = refuses(sql);
      if (refusal) throw refusal;
    }
    return [];
  };
  return { asked, together: gatheringWriter({ run }) };
}

test("given writes in one turn, then they are one transaction in their order; what comes later is the next", async () => {
  const { asked, together } = aWriter();
  await Promise.all([together.write([statement("a"), statement("b")]), together.write([statement("c")])]);
  await together.write([statement("d")]);
  expect(asked).toEqual([["a", "b", "c"], ["d"]]);
});

test("given a write that is wrong among others, then only it fails", async () => {
  const { asked, together } = aWriter((sql) => (sql === "wrong" ? new Error("no such column") : null));
  const outcomes = await Promise.allSettled(["a", "wrong", "c"].map((sql) => together.write([statement(sql)])));
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(asked).toEqual([["a", "wrong", "c"], ["a"], ["wrong"], ["c"]]);
});

test("given a storage that is away, then nobody waits for it once more", async () => {
  const { asked, together } = aWriter(() => new StorageUnavailableError("away", "gone"));
  const outcomes = await Promise.allSettled(["a", "b"].map((sql) => together.write([statement(sql)])));
  expect(outcomes.every(({ status }) => status === "rejected")).toBe(true);
  expect(asked).toHaveLength(1);
});
