/**
 * What a program wrote to a database's files, in order, as strace saw it; and the files as a power cut would have left them.
 * Only what a sync had confirmed is certain to be there; of the rest, any part may be.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Seeded } from "../../../src/cli/seeded-random.ts";

export type DiskEvent =
  | { readonly kind: "write"; readonly file: string; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: "truncate"; readonly file: string; readonly length: number }
  | { readonly kind: "sync"; readonly file: string }
  | { readonly kind: "unlink"; readonly file: string }
  /** The client has this answer in hand. */
  | { readonly kind: "answered"; readonly text: string };

/** Needs `strace -f -y -xx -s 100000 -e trace=pwrite64,ftruncate,fsync,fdatasync,unlink,write,writev,sendto`. */
export function readTrace(text: string, database: string): DiskEvent[] {
  return joinUnfinished(text.split("\n")).flatMap((line) => {
    const event = readLine(line, database);
    return event === null ? [] : [event];
  });
}

/** A call that another thread interrupted stands in two lines; it counts when it is over. */
function joinUnfinished(lines: readonly string[]): string[] {
  const open = new Map<string, string>();
  return lines.flatMap((line) => {
    const [, pid = "", rest = ""] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    if (rest.endsWith("<unfinished ...>")) {
      open.set(pid, rest.slice(0, -"<unfinished ...>".length).trimEnd());
      return [];
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest);
    return [resumed ? `${open.get(pid) ?? ""}${resumed[1] ?? ""}` : rest];
  });
}

function readLine(line: string, database: string): DiskEvent | null {
  const [, call = "", path = ""] = /^(\w+)\(\d+<([^>]*)>/.exec(line) ?? [];
  if (line.includes(" = -1 ")) return null;
  const unlinked = /^unlink\("([^"]*)"\)/.exec(line);
  if (unlinked) return ours(bytesOf(unlinked[1] ?? "").toString(), database, (file) => ({ kind: "unlink", file }));
  const name = decodePath(path);
  if (call === "pwrite64") {
    return ours(name, database, (file) => {
      const [, data, offset] = /, "([^"]*)", \d+, (\d+)\)/.exec(line) ?? [];
      if (data === undefined) throw new Error(`a write that cannot be read: ${line.slice(-200)}`);
      return { kind: "write", file, offset: Number(offset), bytes: bytesOf(data) };
    });
  }
  if (call === "ftruncate")
    return ours(name, database, (file) => {
      const [, length] = /, (\d+)\)/.exec(line) ?? [];
      if (length === undefined) throw new Error(`a cut that cannot be read: ${line.slice(-200)}`);
      return { kind: "truncate", file, length: Number(length) };
    });
  if (call === "fsync" || call === "fdatasync") return ours(name, database, (file) => ({ kind: "sync", file }));
  if (!/^(write|writev|sendto)$/.test(call)) return null;
  const said = [...line.matchAll(/"((?:\\x[0-9a-f]{2})+)"/g)].map(([, hex = ""]) => bytesOf(hex).toString()).join("");
  return said.includes('"outcome":"accepted"') ? { kind: "answered", text: said } : null;
}

function ours(path: string, database: string, event: (file: string) => DiskEvent): DiskEvent | null {
  for (const suffix of ["", "-wal", "-journal"]) if (path === `${database}${suffix}`) return event(suffix);
  return null;
}

function bytesOf(escaped: string): Buffer {
  return Buffer.from(escaped.replaceAll("\\x", ""), "hex");
}

/** Newer versions of strace escape paths as well. */
function decodePath(path: string): string {
  return path.startsWith("\\x") ? bytesOf(path).toString() : path;
}

type Change = Extract<DiskEvent, { kind: "write" | "truncate" | "unlink" }>;
type Files = Map<string, Buffer>;

/** A disk that is told what a program does to it, and says what a power cut would leave. */
export class FailingDisk {
  /** What a sync has confirmed. */
  readonly #certain: Files = new Map();
  /** What no sync has confirmed yet, in order. */
  #open: Change[] = [];

  take(event: DiskEvent): void {
    if (event.kind === "answered") return;
    if (event.kind !== "sync") {
      this.#open.push(event);
      return;
    }
    // A file system with a journal has written what happened to a folder when a later sync returns, whichever file's it is.
    const isConfirmed = (change: Change) => change.kind === "unlink" || change.file === event.file;
    for (const change of this.#open) if (isConfirmed(change)) apply(this.#certain, change);
    const isUnlinkedAfter = (index: number, file: string) =>
      this.#open.slice(index).some((change) => change.kind === "unlink" && change.file === file);
    this.#open = this.#open.filter((change, index) => !isConfirmed(change) && !isUnlinkedAfter(index, change.file));
  }

  /** `chance` null: nothing survives that no sync confirmed; else any part of it may. */
  afterPowerCut(chance: Seeded | null): ReadonlyMap<string, Buffer> {
    const files: Files = new Map([...this.#certain].map(([file, content]) => [file, Buffer.from(content)]));
    for (const change of this.#open)
      if (chance?.oneIn(2)) apply(files, chance.oneIn(4) ? torn(change, chance) : change);
    return files;
  }
}

function apply(files: Files, change: Change): void {
  if (change.kind === "unlink") files.delete(change.file);
  else if (change.kind === "truncate")
    files.set(change.file, reaching(files, change.file, change.length).subarray(0, change.length));
  else change.bytes.copy(reaching(files, change.file, change.offset + change.bytes.length), change.offset);
}

/** The file, made longer with zeros when it does not reach so far. */
function reaching(files: Files, file: string, length: number): Buffer {
  const before = files.get(file) ?? Buffer.alloc(0);
  if (before.length >= length) return before;
  const longer = Buffer.concat([before, Buffer.alloc(length - before.length)]);
  files.set(file, longer);
  return longer;
}

/** Only the first sectors of a write reached the disk. */
function torn(event: Change, chance: Seeded): Change {
  if (event.kind !== "write") return event;
  const sectors = Math.floor((chance.next() * event.bytes.length) / 512);
  return { ...event, bytes: event.bytes.subarray(0, sectors * 512) };
}

export function writeFiles(folder: string, files: ReadonlyMap<string, Buffer>): void {
  mkdirSync(folder, { recursive: true });
  for (const [suffix, content] of files) writeFileSync(join(folder, `answerable.db${suffix}`), content);
}
