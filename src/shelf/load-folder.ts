/** Takes in what is new in the folder: checked like everything else, recorded, and active. What is wrong is listed and changes nothing. */
import { digestsOf } from "../../machines/organisation/shelf.ts";
import { playbookKey } from "../../machines/playbook.ts";
import { activeVersion } from "../playbook/active.ts";
import type { Fault } from "../playbook-files/fault.ts";
import { whyNotAdmitted, type Present } from "./admission.ts";
import { faultIn, withFaults, type CheckedFile } from "./check-file.ts";
import type { FolderFile } from "./folder.ts";
import { textDigest } from "./text-digest.ts";

export interface FolderReading {
  /** When the folder was read (ms). */
  readonly at: number;
  readonly files: readonly ReadFile[];
}

export interface ReadFile {
  readonly path: string;
  /** `known`: this very text was taken in before, here or on the page. */
  readonly became: "loaded" | "known" | "refused";
  /** `id@version`; null: it cannot be read so far. */
  readonly key: string | null;
  readonly faults: readonly Fault[];
}

export interface LoadParts {
  readonly check: (path: string, text: string) => Promise<CheckedFile>;
  readonly present: () => Present;
  /** Keeps and records it; in words why not. */
  readonly take: (checked: CheckedFile, text: string) => Promise<string | null>;
}

interface Candidate {
  readonly checked: CheckedFile;
  readonly text: string;
}

export async function loadFolder(files: readonly FolderFile[], parts: LoadParts): Promise<readonly ReadFile[]> {
  const read = new Map<string, ReadFile>();
  const fresh: Candidate[] = [];
  for (const { path, text, faults } of files) {
    const known = text === null ? null : knownKey(parts.present(), textDigest(text));
    if (text === null) read.set(path, { path, became: "refused", key: null, faults });
    else if (known !== null) read.set(path, { path, became: "known", key: known, faults: [] });
    else fresh.push({ text, checked: await parts.check(path, text) });
  }
  const keys = [...[...read.values()].map(({ path, key }) => ({ path, key })), ...fresh.map(named)];
  // Of one playbook the newest version last: that is the one which stays active.
  for (const { checked, text } of [...fresh].sort(byVersion)) {
    const more = checked.faults.length > 0 ? [] : against(checked, parts.present(), keys);
    const whole = withFaults(checked, more);
    const key = named({ checked }).key;
    const why = whole.faults.length > 0 ? null : await parts.take(checked, text);
    const refusedFaults = why === null ? whole.faults : [faultIn(checked, "version", why)];
    const became = refusedFaults.length > 0 ? "refused" : "loaded";
    read.set(checked.path, { path: checked.path, became, key, faults: refusedFaults });
  }
  return files.flatMap(({ path }) => read.get(path) ?? []);
}

const byVersion = (a: Candidate, b: Candidate): number => (a.checked.is?.version ?? 0) - (b.checked.is?.version ?? 0);

const named = ({ checked: { path, is } }: Pick<Candidate, "checked">) => ({
  path,
  key: is === null ? null : playbookKey(is),
});

/** A text that counted once does not come back by itself: somebody has replaced it since. */
function knownKey({ shelved, shipped }: Present, digest: string): string | null {
  const own = shelved.find((one) => digestsOf(one).includes(digest));
  if (own !== undefined) return playbookKey(own);
  return [...shipped].find(([, one]) => one.digest === digest)?.[0] ?? null;
}

function against(
  checked: CheckedFile,
  present: Present,
  keys: readonly { readonly path: string; readonly key: string | null }[],
): readonly Fault[] {
  const { is } = checked;
  if (is === null) return [];
  const twin = keys.find(({ path, key }) => path !== checked.path && key === playbookKey(is));
  if (twin) return [faultIn(checked, "version", `${twin.path} is ${playbookKey(is)} too: keep one of them`)];
  const refused = whyNotAdmitted(checked, present);
  if (refused.length > 0) return refused;
  const active = activeVersion(present.playbooks, is.id);
  if (active === null || active.version <= is.version) return [];
  const sentence = `${playbookKey(active)} is active: a file of the folder does not go back; propose it on the page`;
  return [faultIn(checked, "version", sentence)];
}
