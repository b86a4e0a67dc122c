/** Of many files those that a text may lead to: nothing else has to be read with it. */
import type { TextFile } from "../playbook-files/shipped-files.ts";

/** Those whose id it names, and those that they name in turn. */
export function namedIn<File extends TextFile>(text: string, files: readonly File[]): readonly File[] {
  const found = new Set<File>();
  const look = (from: string) => {
    for (const file of files) {
      const id = idOf(file.text);
      if (found.has(file) || id === null || !from.includes(id)) continue;
      found.add(file);
      look(file.text);
    }
  };
  look(text);
  return [...found];
}

/** As it is usually written; of any other the check will say that it is not known. */
export const idOf = (text: string): string | null => /^id: ?["']?([a-z0-9-]{1,60})["']? *$/m.exec(text)?.[1] ?? null;
