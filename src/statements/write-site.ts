/**
 * Writes the public site into its folder: all of it or nothing. What differs is written whole beside its place and brought to the
 * disk; only then does it take its place, and whatever fails puts back what stood there.
 */
import {
  closeSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { Site } from "./site.ts";

/** Beside the files; a web server does not serve names that begin with a dot. */
const stagingName = `.new-${String(process.pid)}`;

/** Returns the paths that changed, and those of `gone` that went. Throws what the disk said; the folder is then as it was. */
export function writeSite(folder: string, site: Site, gone: readonly string[]): readonly string[] {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const changed = [...site].filter(([path, text]) => !holds(join(folder, path), text));
  const going = gone.filter((path) => isThere(join(folder, path)));
  const paths = [...changed.map(([path]) => path), ...going];
  if (paths.length === 0) return [];
  const staging = join(folder, stagingName);
  rmSync(staging, { recursive: true, force: true });
  try {
    for (const [path, text] of changed) writeWhole(join(staging, "in", path), text);
    for (const path of paths) keepOld(join(folder, path), join(staging, "out", path));
    // Made before anything moves: a folder that cannot be made stops everything.
    for (const path of paths) mkdirSync(dirname(join(folder, path)), { recursive: true, mode: 0o755 });
    moveAll(folder, staging, { paths, going });
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  return paths;
}

interface Moving {
  readonly paths: readonly string[];
  readonly going: readonly string[];
}

function moveAll(folder: string, staging: string, { paths, going }: Moving): void {
  // What leads somewhere comes after what it leads to, and what goes is first no longer led to.
  const place = (path: string) => (going.includes(path) ? 2 : Number(isIndex(path)));
  const inOrder = paths.toSorted((one, other) => place(one) - place(other));
  const moved: string[] = [];
  try {
    for (const path of inOrder) {
      if (going.includes(path)) rmSync(join(folder, path));
      else renameSync(join(staging, "in", path), join(folder, path));
      moved.push(path);
    }
    for (const parent of new Set(inOrder.map((path) => dirname(join(folder, path))))) syncFolder(parent);
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
    for (let from = 0; from < bytes.length;) from += writeSync(handle, bytes, from);
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

const isThere = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false }) !== undefined;

/** A link is no published file, wherever it leads. */
export function holds(file: string, text: string): boolean {
  const found = lstatSync(file, { throwIfNoEntry: false });
  return found?.isFile() === true && readFileSync(file).equals(Buffer.from(text, "utf8"));
}
