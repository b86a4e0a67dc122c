import Database from "better-sqlite3";
import { sqliteFailure } from "./sqlite-failure.ts";

/** Whoever reads a database with a write-ahead log makes further files beside it: folds the log back, and leaves one file. */
export function inOneFile(file: string): void {
  const database = new Database(file);
  try {
    database.pragma("secure_delete = ON");
    database.pragma("journal_mode = DELETE");
  } catch (error) {
    throw sqliteFailure(error);
  } finally {
    database.close();
  }
}
