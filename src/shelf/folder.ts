/** The folder into which whoever holds the machine puts playbook files: `playbooks` in the data folder. */
import { isUtf8 } from "node:buffer";
import { lstatSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Fault } from "../playbook-files/fault.ts";
import { bytesMax } from "../playbook-files/yaml-tokens.ts";

/** A file of the folder: its text, or why it has none. */
export interface FolderFile {
  readonly path: string;
  readonly text: string | null;
  readonly faults: readonly Fault[];
}

const filesMax = 200;

/** In the order of their names. No folder is an empty one. */
export function filesIn(folder: string): readonly FolderFile[] {
  const names = namesIn(folder);
  if (typeof names === "string") return [unreadable("playbooks", names)];
  const read = names.slice(0, filesMax).map((name) => readIn(folder, name));
  const more = names.length - filesMax;
  return more <= 0 ? read : [...read, unreadable("playbooks", `${String(more)} more files are too many`)];
}

function namesIn(folder: string): readonly string[] | string {
  try {
    if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) return [];
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name) && !name.startsWith("."))
      .sort();
  } catch (error) {
    return `the folder cannot be read: ${(error as Error).message}`;
  }
}

function readIn(folder: string, name: string): FolderFile {
  const path = `playbooks/${name}`;
  try {
    const place = join(folder, name);
    const found = statSync(place);
    if (!found.isFile()) return unreadable(path, "this is no file");
    if (found.size > bytesMax) return unreadable(path, `a playbook has ${String(bytesMax / 1024)} KB at the most`);
    const bytes = readFileSync(place);
    if (!isUtf8(bytes)) return unreadable(path, "the text is not UTF-8");
    return { path, text: bytes.toString("utf8"), faults: [] };
  } catch (error) {
    return unreadable(path, `the file cannot be read: ${(error as Error).message}`);
  }
}

const unreadable = (path: string, message: string): FolderFile => ({
  path,
  text: null,
  faults: [{ path, line: 1, column: 1, message }],
});
