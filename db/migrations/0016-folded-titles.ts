import type { Knex } from "knex";
import { fold } from "../../src/kernel/fold.ts";
import type { Migration } from "./migration.ts";

const statements = (type: string): readonly string[] => [
  `ALTER TABLE instances ADD COLUMN title_folded ${type}`,
  // Searching went through the titles as they were written.
  "DROP INDEX IF EXISTS instances_by_title",
  "CREATE INDEX instances_by_folded_title ON instances (title_folded)",
];

/** Titles as a search compares them. No database folds the letters of every script, and no two of them alike. */
export const foldedTitles: Migration = {
  version: 16,
  name: "folded-titles",
  sqlite: statements("TEXT"),
  postgres: statements(`text COLLATE "C"`),
  fill: foldPresentTitles,
};

const rowsAtOnce = 500;

export async function foldPresentTitles(transaction: Knex.Transaction): Promise<void> {
  let after = 0;
  for (;;) {
    const rows = await transaction<{ number: number | string; title: string }>("instances")
      .select("number", "title")
      .whereNotNull("title")
      .andWhere("number", ">", after)
      .orderBy("number")
      .limit(rowsAtOnce);
    for (const { number, title } of rows) {
      await transaction("instances")
        .where({ number })
        .update({ title_folded: fold(title) });
    }
    const last = rows.at(-1);
    if (!last) return;
    after = Number(last.number);
  }
}
