/** A log in a file with a sequencer that signs, and what somebody with the database does to it. */
import Database from "better-sqlite3";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { removeMark } from "../../db/high-water-mark.ts";
import { openStorage, type Storage } from "../../db/open-storage.ts";
import type { Observation } from "../../src/engine/observations.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import { openKeyFile } from "../../src/record/key-file.ts";
import { Sequencer } from "../../src/record/sequencer.ts";
import { checkAtStart } from "../../src/record/start-check.ts";
import { aBatch, aLogRow, anInstance } from "../support/samples.ts";

export class RecordInFile {
  database: string;
  readonly outside: string;
  readonly key: string;
  readonly clock = new WindingClock(Date.UTC(2026, 10, 22, 14));
  readonly problems: unknown[] = [];
  readonly seen: Observation[] = [];

  constructor(folder: string) {
    this.database = join(folder, "answerable.db");
    this.outside = join(folder, "outside.txt");
    this.key = join(folder, "record.key");
  }

  get signer() {
    return openKeyFile(this.key, "desk.example.org");
  }

  async with<Result>(work: (storage: Storage) => Promise<Result>): Promise<Result> {
    const storage = await openStorage({ url: `sqlite:${this.database}` });
    try {
      return await work(storage);
    } finally {
      await storage.close();
    }
  }

  sequencer(storage: Storage, outside: string | null = this.outside): Sequencer {
    return new Sequencer({
      store: storage.record,
      clock: this.clock,
      checkpoints: { signer: this.signer, outside, clock: this.clock },
      right: { mayRun: () => true, fence: () => undefined, lost: () => undefined },
      onProblem: (problem) => void this.problems.push(problem),
      observe: (seen) => void this.seen.push(seen),
    });
  }

  async write(storage: Storage, instance: string, from: number, count: number): Promise<void> {
    const at = this.clock.now();
    const log = Array.from({ length: count }, (_, n) => aLogRow(instance, from + n, { at, event: { type: "E", n } }));
    await storage.commit(aBatch({ log, ...(from === 0 && { inserted: [anInstance(instance)] }) }));
  }

  /** As with a shell: no trigger stands in the way, and no mark of how far it had come. */
  tamper(...statements: readonly string[]): void {
    const database = new Database(this.database);
    const triggers = "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ('log', 'texts')";
    for (const name of database.prepare(triggers).pluck().all()) database.exec(`DROP TRIGGER ${String(name)}`);
    for (const statement of statements) database.exec(statement);
    database.pragma("wal_checkpoint(TRUNCATE)");
    database.close();
    removeMark(this.database);
  }

  /** Whoever changes rows also removes the tree, which is then made anew over what is there. */
  forge(...statements: readonly string[]): void {
    this.tamper(...statements, "DELETE FROM record_tiles", "DELETE FROM record_head", "DELETE FROM record_checkpoints");
  }

  check(outside: string | null = this.outside) {
    return this.with(({ record }) => checkAtStart(record, this.signer, outside));
  }

  remove(): void {
    for (const file of ["", "-wal", "-shm", ".lock"]) rmSync(this.database + file, { force: true });
    removeMark(this.database);
  }
}
