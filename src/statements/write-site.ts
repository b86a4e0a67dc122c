/**
 * Writes the public site into its folder: all of it or nothing. What differs is written whole beside its place and brought to the
 * disk; only then does it take its place, and whatever fails puts back what stood there.
 */
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { isMissing } from "../kernel/file-error.ts";
import type { Site } from "./site.ts";

/** Beside the files; a web server does not serve names that begin with a dot. */
const stagingName = ".new";

/** Returns the paths that changed. Throws what the disk said; the folder is then as it was. */
export function writeSite(folder: string, site: Site): readonly string[] {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const changed = [...site].filter(([path, text]) => readIfThere(join(folder, path)) !== text);
  if (changed.length === 0) return [];
  const staging = join(folder, stagingName);
  rmSync(staging, { recursive: true, force: true });
  try {
    for (const [path, text] of changed) {
      writeWhole(join(staging, "in", path), text);
      keepOld(join(folder, path), join(staging, "out", path));
    }
    // Made before anything moves: a folder that cannot be made stops everything.
    for (const [path] of changed) mkdirSync(dirname(join(folder, path)), { recursive: true, mode: 0o755 });
    moveAll(folder, staging, changed.map(([path]) => path));
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  return changed.map(([path]) => path);
}

function moveAll(folder: string, staging: string, paths: readonly string[]): void {
  // What leads somewhere comes after what it leads to.
  const inOrder = paths.toSorted((one, other) => Number(isIndex(one)) - Number(isIndex(other)));
  const moved: string[] = [];
  try {
    for (const path of inOrder) {
      renameSync(join(staging, "in", path), join(folder, path));
      moved.push(path);
    }
    for (const place of new Set(inOrder.map((path) => dirname(join(folder, path))))) syncFolder(place);
  } catch (error) {
    for (const path of moved) putBack(join(folder, path), join(staging, "out", path));
    throw error;
  }
}

const isIndex = (path: string): boolean => /(?:^|\/)(?:index\.html|feed\.(?:xml|json))$/.test(path);

/** A second name of the same file: putting it back needs no room. */
function keepOld(file: string, kept: string): void {
  if (!isThere(file)) return;
  mkdirSync(dirname(kept), { recursive: true, mode: 0o755 });
  linkSync(file, kept);
}

function putBack(file: string, kept: string): void {
  if (isThere(kept)) renameSync(kept, file);
  else rmSync(file, { force: true });
}

function writeWhole(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
  const handle = openSync(file, "wx", 0o644);
  try {
    const bytes = Buffer.from(text, "utf8");
    for (let from = 0; from < bytes.length; ) from += writeSync(handle, bytes, from);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

const isThere = (file: string): boolean => statSync(file, { throwIfNoEntry: false }) !== undefined;

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
