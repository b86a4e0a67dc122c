import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface TemporaryFolder {
  /** The path of `name` inside. */
  file(name: string): string;
  remove(): void;
}

export function aTemporaryFolder(): TemporaryFolder {
  const folder = mkdtempSync(join(tmpdir(), "answerable-"));
  return {
    file: (name) => join(folder, name),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
