/** A row of the database that cannot be read, as every part that meets one says it. */

/** A stored row that cannot be read, by its name. */
export interface UnreadableRow {
  readonly table: string;
  readonly key: string;
  /** Whose it is, where that can be told. */
  readonly instance: string | null;
  readonly why: string;
}

/** What was asked for cannot be read: somebody has changed the database, or it is damaged. Everything else goes on. */
export class UnreadableRowError extends Error {
  override name = "UnreadableRowError";
  readonly row: UnreadableRow;

  constructor(row: UnreadableRow, options?: ErrorOptions) {
    super(
      `Row ${row.key} of the table ${row.table} cannot be read: ${row.why}. It is quarantined and all others go on. \`answerable verify\` names everything that is wrong; a backup from before has the row as it was.`,
      options,
    );
    this.row = row;
  }
}

/** A stored row that is passed over, because it cannot be read or its step fails, until somebody has mended it. */
export interface QuarantinedRow {
  readonly table: string;
  readonly key: string;
  readonly why: string;
  readonly instance: string | null;
  readonly number: number | null;
}
