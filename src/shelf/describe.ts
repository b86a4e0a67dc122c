/** What there is to say of the file of a version that runs here. */
import { playbookKey } from "../../machines/playbook.ts";
import { compareFiles, type Comparison } from "../playbook-files/compare-files.ts";
import { readPlaybookFile } from "../playbook-files/read-playbook-file.ts";
import { nightsOf, type FileFacts } from "./check-file.ts";
import { sourceOf, type Source, type SourceParts } from "./source-of.ts";

export interface Described {
  readonly source: Source;
  readonly nights: FileFacts["nights"];
  /** Against the version before it; null: it is the first, or that one is written in code. */
  readonly since: { readonly key: string; readonly comparison: Comparison } | null;
}

/** Null: it is written in code. */
export async function describe(parts: SourceParts, key: string): Promise<Described | null> {
  const source = await sourceOf(parts, key);
  if (source === null) return null;
  const { file } = readPlaybookFile(key, source.text);
  if (file === undefined) return { source, nights: [], since: null };
  const earlier = parts.shelf.playbooks
    .filter(({ id, version }) => id === file.id && version < file.version)
    .sort((a, b) => b.version - a.version)[0];
  const before = earlier === undefined ? null : playbookKey(earlier);
  const text = before === null ? null : ((await sourceOf(parts, before))?.text ?? null);
  const was = before === null || text === null ? undefined : readPlaybookFile(before, text).file;
  const since = before === null || was === undefined ? null : { key: before, comparison: compareFiles(was, file) };
  return { source, nights: nightsOf(file), since };
}
