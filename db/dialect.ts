/** Every difference between the databases in one place. Stores write the common SQL and ask here for the rest. */

export type ColumnType = "text" | "integer";

export interface Dialect {
  /** A table `name` out of one JSON argument: an array of rows, each an array of values in the order of `columns`. */
  rows(name: string, columns: readonly (readonly [column: string, type: ColumnType])[]): string;
  /** `column IN (…)` with one JSON argument: an array of texts. */
  isOneOf(column: string): string;
  /** `column` contains the argument, which is a LIKE pattern with `\` as escape; letters count as equal in either case. */
  isLike(column: string): string;
}

export const sqliteDialect: Dialect = {
  rows: (name, columns) => {
    const selected = columns.map(([column], index) => `value ->> ${index} AS ${column}`);
    return `(SELECT ${selected.join(", ")}, key AS ordinal FROM json_each(?)) AS ${name}`;
  },
  isOneOf: (column) => `${column} IN (SELECT value FROM json_each(?))`,
  isLike: (column) => `${column} LIKE ? ESCAPE '\\'`,
};
