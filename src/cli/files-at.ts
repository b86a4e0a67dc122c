/** The playbook files that an argument of a command means. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { bytesMax } from "../playbook-files/yaml-tokens.ts";
import type { TextFile } from "../playbook-files/shipped-files.ts";
import { CliFailure, exitCodes } from "./exit-codes.ts";

const ending = /\.ya?ml$/;

/** Whether it is a path, not the name of a playbook. */
export const isPath = (argument: string): boolean =>
  ending.test(argument) || /[\\/.]/.test(argument) || isFolder(argument);

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

/** One file, or all in a folder and in the folders in it. */
export function filesAt(path: string): readonly TextFile[] {
  if (!existsSync(path)) throw new CliFailure(exitCodes.notFound, `There is no file ${path}.`);
  if (!isFolder(path)) return [readFile(path)];
  const inside = readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (inside.length === 0) throw new CliFailure(exitCodes.notFound, `There is no playbook file (*.yaml) in ${path}.`);
  return inside.map(readFile);
}

export function fileAt(path: string): TextFile {
  const [file] = filesAt(path);
  if (!file || isFolder(path)) throw new CliFailure(exitCodes.usage, `${path} is a folder: name one file.`);
  return file;
}

/** A file that is too large is refused by its first part. */
function readFile(path: string): TextFile {
  if (statSync(path).size > 2 * bytesMax) return { path, text: " ".repeat(bytesMax + 1) };
  return { path, text: readFileSync(path, "utf8") };
}
