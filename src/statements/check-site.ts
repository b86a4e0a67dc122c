/** Compares what lies in the folder with what the log says is out. */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { isMissing } from "../kernel/file-error.ts";
import type { Site } from "./site.ts";

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
    else if (!readFileSync(join(folder, path)).equals(Buffer.from(text, "utf8")))
      differences.push({ path, what: "changed" });
  }
  for (const path of there) if (!site.has(path)) differences.push({ path, what: "additional" });
  return differences.toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

/** Files that nothing published has put there. */
export function removeAdditional(folder: string, differences: readonly SiteDifference[]): void {
  for (const { path, what } of differences) if (what === "additional") rmSync(join(folder, path));
}

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
