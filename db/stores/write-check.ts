import type { Dialect } from "../dialect.ts";
import type { Writer } from "../statement.ts";

/** Writes this much over what was written before, as a commit would; throws what a commit would. */
export function writeCheck(writer: Writer, dialect: Dialect): (bytes: number) => Promise<void> {
  return async (bytes) => {
    const now = dialect.now();
    const sql = `INSERT INTO write_checks (name, at, filler) VALUES ('desk', ${now.sql}, ?)
      ON CONFLICT (name) DO UPDATE SET at = excluded.at, filler = excluded.filler`;
    await writer.run([{ sql, bindings: [...now.bindings, "x".repeat(bytes)] }]);
  };
}
