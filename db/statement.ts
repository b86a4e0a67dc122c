/** One SQL statement with its arguments. Stores build lists of them; a writer runs a list in one transaction. */
export interface Statement {
  readonly sql: string;
  readonly bindings: readonly (string | number | null | Buffer)[];
  /** Run once for each of these arguments instead; `must` counts them together. */
  readonly each?: readonly Values[];
  /** How many rows must be found or changed, or the whole list is undone. */
  readonly must?: { readonly match: number; readonly otherwise: Precondition };
}

export type Values = readonly (string | number | null)[];

/** What it means that a statement found fewer rows than it must: see `unmet`. */
export type Precondition = "stale" | "fenced" | "schema";

/** Reads outside any transaction of the writer; sees everything that has been acknowledged. */
export interface Reader {
  all(sql: string, bindings?: Statement["bindings"]): Promise<Row[]>;
}

/** All of the list or none of it; resolves after the data is on disk, with the rows that RETURNING gave. */
export interface Writer {
  run(statements: readonly Statement[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** A row as the driver hands it over; each store parses its own. */
export type Row = Readonly<Record<string, unknown>>;
