/** Compares what lies in the folder with what the log says is out. */
import { readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { isMissing } from "../kernel/file-error.ts";
import type { Site } from "./site.ts";
import { holds } from "./write-site.ts";

export interface SiteDifference {
  /** Below the folder. */
  readonly path: string;
  readonly what: "changed" | "missing" | "additional";
}

/** By path; none: the folder is the log's, byte for byte. */
export function checkSite(folder: string, site: Site): readonly SiteDifference[] {
  const there = filesIn(folder);
  const differences: SiteDifference[] = [];
  for (const [path, text] of site) {
    if (!there.includes(path)) differences.push({ path, what: "missing" });
    else if (!holds(join(folder, path), text)) differences.push({ path, what: "changed" });
  }
  for (const path of there) if (!site.has(path)) differences.push({ path, what: "additional" });
  return differences.toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

const own =
  /^(?:(?:zh|en)\/\d{4}\/[0-9a-z]{10}(?:-v\d{1,4})?\.html|text\/\d{4}\/[0-9a-z]{10}-v\d{1,4}\.txt|\.new-\d{1,9}\/.*)$/;

/** Among what is additional: files that look like published ones. Anything else in the folder is somebody's, and stays. */
export const forged = (differences: readonly SiteDifference[]): readonly string[] =>
  differences.filter(({ path, what }) => what === "additional" && own.test(path)).map(({ path }) => path);

/** Anything that is no folder: a link that leads elsewhere is one of them, and is not followed. */
function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
