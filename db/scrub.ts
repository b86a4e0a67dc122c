/**
 * Sees that erased words are in no byte of an SQLite database. Its own overwriting (secure_delete) leaves copies behind where a
 * full page was divided: when the file still has the words, the whole of it is written anew.
 */
import type Database from "better-sqlite3";
import type pg from "pg";
import { existsSync } from "node:fs";
import { open } from "node:fs/promises";
import { systemClock } from "../src/kernel/clock.ts";
import { fold } from "../src/kernel/fold.ts";
import { searchedWords, wordsMax } from "./stores/search-entries.ts";

/** Bytes of a text that are looked for together: what is left of one on a page is longer. */
const pieceBytes = 24;
/** Bytes of the file that are looked through at a time. */
const chunkBytes = 1 << 20;
/** A larger file would keep everybody waiting for too long. */
const rewriteBytesMax = 2 * 1024 ** 3;
/** Tries to empty the write-ahead log while somebody reads, and the pause between two (ms). */
const triesMax = 40;
const pauseMs = 50;

export interface Scrubbed {
  readonly database: Database.Database;
  readonly place: string;
  readonly onProblem: (problem: unknown) => void;
}

/** Returns after the words are gone; where that cannot be, somebody hears why. The erasure itself stands. */
export function sqliteScrub({ database, place, onProblem }: Scrubbed): (words: readonly string[]) => Promise<void> {
  return async (words) => {
    try {
      const pieces = piecesOf(words);
      await emptyLog(database, place);
      if (!(await holdsAny(place, pieces))) return;
      const bytes =
        Number(database.pragma("page_count", { simple: true })) *
        Number(database.pragma("page_size", { simple: true }));
      if (bytes > rewriteBytesMax) throw new Error(tooLarge(place, bytes));
      database.exec("VACUUM");
      await emptyLog(database, place);
    } catch (error) {
      onProblem(error);
    }
  };
}

function tooLarge(place: string, bytes: number): string {
  return `Erased words may still be in free space of ${place}, which is too large (${Math.round(bytes / 1024 ** 2)} MiB) to be written anew while the desk runs: stop it, make a backup, and restore that.`;
}

/** PostgreSQL keeps what was changed until a table is vacuumed. */
export function postgresScrub(pool: pg.Pool, onProblem: (problem: unknown) => void): () => Promise<void> {
  const tables = [
    "texts",
    "title_words",
    "search_entries",
    "outbox",
    "timers",
    "quarantine",
    "notifications",
    "deliveries",
    "account_notices",
  ];
  return async () => {
    try {
      const sql = "SELECT name FROM unnest($1::text[]) AS name WHERE to_regclass(name) IS NOT NULL";
      const { rows } = await pool.query<{ readonly name: string }>(sql, [tables]);
      for (const { name } of rows) await pool.query(`VACUUM ${name}`);
    } catch (error) {
      onProblem(error);
    }
  };
}

/** What was written lately stands in the write-ahead log too, until it is in the file and the log is cut to nothing. */
async function emptyLog(database: Database.Database, place: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const [done] = database.pragma("wal_checkpoint(TRUNCATE)") as { readonly busy: number }[];
    if (done?.busy !== 1) return;
    if (tries === triesMax)
      throw new Error(
        `The write-ahead log of ${place} is being read, and still has erased words; it is emptied later.`,
      );
    await new Promise<void>((resolve) => systemClock.after(pauseMs, resolve));
  }
}

/** Also folded, as titles have them, and as a search has them. */
export function piecesOf(words: readonly string[]): readonly Buffer[] {
  const forms = words.flatMap((text) => [text, fold(text, wordsMax), searchedWords(text)]);
  const pieces = forms.flatMap((text) => {
    const bytes = Buffer.from(text, "utf8");
    const count = Math.max(1, Math.floor(bytes.length / pieceBytes));
    return Array.from({ length: count }, (_, index) =>
      count === 1 ? bytes.subarray(0, pieceBytes) : bytes.subarray(index * pieceBytes, (index + 1) * pieceBytes),
    );
  });
  return pieces.filter(({ length }) => length > 0);
}

/** Whether the database's file, or its log, has one of the pieces in it. */
export async function holdsAny(place: string, pieces: readonly Buffer[]): Promise<boolean> {
  for (const file of [place, `${place}-wal`]) if (existsSync(file) && (await fileHolds(file, pieces))) return true;
  return false;
}

async function fileHolds(file: string, pieces: readonly Buffer[]): Promise<boolean> {
  const handle = await open(file, "r");
  try {
    const buffer = Buffer.alloc(chunkBytes + pieceBytes);
    for (let at = 0; ; at += chunkBytes) {
      // Each chunk goes on a little into the next.
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
      const bytes = buffer.subarray(0, bytesRead);
      if (pieces.some((piece) => bytes.includes(piece))) return true;
      if (bytesRead <= chunkBytes) return false;
    }
  } finally {
    await handle.close();
  }
}
