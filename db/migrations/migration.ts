import type { Knex } from "knex";

/** One step of the schema, for each database. A released one is never edited; mistakes are mended by the next. */
export interface Migration {
  /** 1, 2, 3 … */
  readonly version: number;
  readonly name: string;
  readonly sqlite: readonly string[];
  readonly postgres: readonly string[];
  /** After the statements: what only the program can work out for the rows that are there. */
  readonly fill?: (transaction: Knex.Transaction) => Promise<void>;
}
