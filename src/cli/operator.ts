/** What whoever keeps a desk running can ask for. The parts that know files and databases stand behind it. */

export interface Contents {
  readonly schemaVersion: number;
  readonly incidents: number;
  readonly logRows: number;
  readonly timers: number;
  readonly messages: number;
  readonly notifications: number;
  readonly signOffs: number;
  /** When the last row of the log was decided (ms). */
  readonly lastAt: number | null;
}

/** What a whole database looks like after it was checked. */
export interface Verdict {
  /** Where it is; never with a password. */
  readonly database: string;
  /** Null when it is too damaged to count. */
  readonly contents: Contents | null;
  /** What the database itself, and the tables among themselves, have wrong. */
  readonly problems: readonly string[];
  /** Rows that cannot be read or do not fit themselves, each by its table, name and incident; none when that was not asked for. */
  readonly rows: readonly string[];
  /** Histories folded again, the organisation's own among them; null when that was not asked for, or there was no point. */
  readonly replayed: number | null;
  readonly divergences: readonly {
    readonly id: string;
    readonly number: number | null;
    readonly seq: number;
    readonly what: string;
    readonly sentence: string;
  }[];
}

export function isSound({ problems, rows, divergences }: Verdict): boolean {
  return [problems, rows, divergences].every(({ length }) => length === 0);
}

export type Progress = (doing: string, done: number, total: number) => void;

/** One thing that was looked at. */
export interface Finding {
  readonly check: string;
  readonly level: "ok" | "warn" | "fail";
  readonly sentence: string;
  /** How to mend it. */
  readonly todo?: string;
}

export interface RecordStatus {
  readonly origin: string;
  readonly vkey: string;
  /** Rows of the log, and of these in the tree. */
  readonly rows: number;
  readonly sequenced: number;
  /** The newest one in the database. */
  readonly checkpoint: { readonly size: number; readonly madeAt: number } | null;
  /** The file outside. */
  readonly outside: string | null;
  readonly compared: { readonly what: string; readonly sentence: string; readonly isSound: boolean };
}

/** Another key for the record, and who has decided it. */
export interface KeyChange {
  readonly by: string;
  readonly second: string | null;
  readonly reason: string | null;
  /** The key before, where its file is lost; null: it signs beside the new one for a while. */
  readonly lost: string | null;
}

/** What strangers can check: the log's tree and its signed heads. */
export interface RecordTasks {
  status(): Promise<RecordStatus>;
  /** Signs the log as it is, and returns the note. */
  checkpoint(): Promise<string>;
  /** The newest first. */
  vkeys(): readonly string[];
  /** Returns the new key. The desk must not be running. */
  changeKey(change: KeyChange): Promise<string>;
  /** The sizes of checkpoints in these files, which somebody holds. Throws where `folder` is not to be written. */
  beforeExport(folder: string, since: readonly string[]): readonly number[];
  /** `folder` is made. */
  writeExport(
    zip: Uint8Array,
    folder: string,
  ): { readonly files: readonly string[]; readonly rows: number; readonly size: number };
  /** `folder` is made: what proves that the last publication of an incident is in the log, and a page about it. */
  receipt(incident: { readonly id: string; readonly number: number }, folder: string): Promise<readonly string[]>;
  /** Goes on under a new name after a loss. Returns that name. */
  continue(decision: { readonly by: readonly [string, string]; readonly reason: string }): Promise<string>;
}

/** A published file that is not as the log has it. */
export interface PublicDifference {
  /** Below the folder. */
  readonly path: string;
  readonly what: "changed" | "missing" | "additional";
  /** It is as the log has it now. */
  readonly isMended: boolean;
}

export interface PublicPageTasks {
  check(): Promise<PublicPageFound>;
  /** Writes what differs, and takes away what nobody published. */
  rebuild(): Promise<PublicPageFound>;
}

export interface PublicPageFound {
  readonly folder: string;
  /** That are to be there. */
  readonly files: number;
  /** As they were found. */
  readonly differences: readonly PublicDifference[];
}

export interface Operator {
  readonly record: RecordTasks;
  readonly publicPage: PublicPageTasks;
  /** Checks the configured database, or the file or address given. */
  verify(database: string | null, progress: Progress): Promise<Verdict>;
  /**
   * Replays the backup unless `quick`. When it is good, `then` is run in a shell with the file as `$1`; only after that does
   * the backup count as made.
   */
  backup(
    file: string,
    options: { readonly quick: boolean; readonly then: string | null },
    progress: Progress,
  ): Promise<Verdict>;
  restore(
    file: string,
    options: { readonly dataFolder: string | null; readonly force: boolean },
  ): Promise<Verdict & { readonly kept: string | null }>;
  /** Everything from the configured database to `address`, then replays it there. */
  copy(address: string, progress: Progress): Promise<Verdict>;
  doctor(): Promise<readonly Finding[]>;
  /** What a backup does not hold, in words. */
  readonly notInBackups: string;
  /** What a desk ends when it is started on a database that was restored or copied, in words. */
  readonly endsAtStart: string;
}
