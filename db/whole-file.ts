/** Files that appear whole and on disk, or not at all. What a run that was killed has left behind, the next one clears away. */
import { existsSync, linkSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { makeDurable, makeNamesDurable } from "./durable-file.ts";

/** It is there already, and nobody said that it may go. */
class FileExistsError extends Error {
  override name = "FileExistsError";
}

export function refuseExisting(file: string): void {
  if (existsSync(file)) throw new FileExistsError(`${file} is there already and is not overwritten.`);
}

const machine = hostname().replace(/[^\w.]/g, "_");
/** What this process is writing now. */
const underWay = new Set<string>();

/** The name under which `file` is written; nobody else writes under it. */
export function partOf(file: string): string {
  for (let n = 0; ; n += 1) {
    const part = `${file}.part-${machine}-${process.pid}${n === 0 ? "" : `.${n}`}`;
    if (underWay.has(part)) continue;
    underWay.add(part);
    return part;
  }
}

/** It has its name, or is not wanted any more. */
export function dropPart(part: string): void {
  for (const beside of ["", "-wal", "-shm", "-journal"]) rmSync(part + beside, { force: true });
  underWay.delete(part);
}

const partName = /\.part-([\w.]+)-(\d+)(\.\d+)?(-wal|-shm|-journal)?$/;

/** Removes unfinished files of processes of this machine that are gone. */
export function clearRemains(folder: string, kept: ReadonlySet<string> = new Set()): void {
  for (const name of readdirSync(folder)) {
    const [, where, pid] = partName.exec(name) ?? [];
    const path = join(folder, name);
    if (where !== machine || kept.has(path) || isUnderWay(path, Number(pid))) continue;
    rmSync(path, { force: true });
  }
}

function isUnderWay(path: string, pid: number): boolean {
  if (pid === process.pid) return [...underWay].some((part) => path.startsWith(resolve(part)));
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** `write` writes another file first, which takes the name when it is whole and on disk. Throws `FileExistsError`. */
export async function appearWhole(file: string, write: (unfinished: string) => Promise<void>): Promise<void> {
  refuseExisting(file);
  const folder = dirname(resolve(file));
  mkdirSync(folder, { recursive: true });
  clearRemains(folder);
  const part = partOf(join(folder, basename(file)));
  try {
    await write(part);
    makeDurable(part);
    giveName(part, file);
    makeNamesDurable(folder);
  } finally {
    dropPart(part);
  }
}

/** Unlike renaming, linking never replaces what came there meanwhile. */
function giveName(unfinished: string, file: string): void {
  try {
    linkSync(unfinished, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") throw new FileExistsError(`${file} is there already and is not overwritten.`);
    // Some file systems know no links.
    renameSync(unfinished, file);
  }
}

/** The first of `file`, `file-2`, `file-3` … that is free. `end` comes last: the ending of the name. */
export function freeName(file: string, end = ""): string {
  for (let n = 1; ; n += 1) {
    const name = `${file}${n === 1 ? "" : `-${n}`}${end}`;
    if (!existsSync(name)) return name;
  }
}

/** A moment (ms) in the name of a file. */
export function stampOf(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d+/g, "");
}
