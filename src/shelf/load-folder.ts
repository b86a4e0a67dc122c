/** Takes in what is new in the folder: checked like everything else, recorded, and active. What is wrong is listed and changes nothing. */
import { digestsOf } from "../../machines/organisation/shelf.ts";
import { playbookKey } from "../../machines/playbook.ts";
import { activeVersion } from "../playbook/active.ts";
import type { Fault } from "../playbook-files/fault.ts";
import type { TextFile } from "../playbook-files/shipped-files.ts";
import { whyNotAdmitted, type Present } from "./admission.ts";
import { faultIn, withFaults, type CheckedFile } from "./check-file.ts";
import type { FolderFile } from "./folder.ts";
import { namedIn } from "./named-in.ts";
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
  /** `siblings`: what else comes in with it. */
  readonly check: (path: string, text: string, siblings: readonly TextFile[]) => Promise<CheckedFile>;
  readonly present: () => Present;
  /** Keeps and records it; in words why not. */
  readonly take: (checked: CheckedFile, text: string) => Promise<string | null>;
}

interface Candidate extends TextFile {
  readonly checked: CheckedFile;
}

export async function loadFolder(files: readonly FolderFile[], parts: LoadParts): Promise<readonly ReadFile[]> {
  const read = new Map<string, ReadFile>();
  const fresh: TextFile[] = [];
  for (const { path, text, faults } of files) {
    const known = text === null ? null : knownKey(parts.present(), textDigest(text));
    if (text === null) read.set(path, { path, became: "refused", key: null, faults });
    else if (known !== null) read.set(path, { path, became: "known", key: known, faults: [] });
    else fresh.push({ path, text });
  }
  const { sound, refused } = await sorted(fresh, parts, [...read.values()]);
  for (const checked of refused)
    read.set(checked.path, { ...named(checked), became: "refused", faults: checked.faults });
  // Of one playbook the newest version last: that is the one which stays active.
  for (const { checked, text } of [...sound].sort(byVersion)) {
    const why = await parts.take(checked, text);
    const faults = why === null ? [] : [faultIn(checked, "version", why)];
    read.set(checked.path, { ...named(checked), became: why === null ? "loaded" : "refused", faults });
  }
  return files.flatMap(({ path }) => read.get(path) ?? []);
}

/** Files that come in together may link each other; one that links a refused file is looked at again without it. */
async function sorted(fresh: readonly TextFile[], parts: LoadParts, read: readonly Named[]) {
  const refused: CheckedFile[] = [];
  const first = await Promise.all(fresh.map((file) => candidate(file, fresh, parts)));
  const keys = [...read, ...first.map(({ checked }) => named(checked))];
  const judged = ({ checked, ...rest }: Candidate): Candidate => ({
    ...rest,
    checked: withFaults(checked, checked.faults.length > 0 ? [] : against(checked, parts.present(), keys)),
  });
  let sound = first.map(judged);
  for (;;) {
    const wrong = sound.filter(({ checked }) => checked.faults.length > 0);
    if (wrong.length === 0) return { sound, refused };
    refused.push(...wrong.map(({ checked }) => checked));
    const rest = sound.filter((one) => !wrong.includes(one));
    sound = await Promise.all(
      rest.map(async (one) =>
        namedIn(one.text, wrong).length === 0 ? one : judged(await candidate(one, rest, parts)),
      ),
    );
  }
}

async function candidate(
  { path, text }: TextFile,
  among: readonly TextFile[],
  { check }: LoadParts,
): Promise<Candidate> {
  const siblings = among.filter((one) => one.path !== path);
  return { path, text, checked: await check(path, text, siblings) };
}

const byVersion = (a: Candidate, b: Candidate): number => (a.checked.is?.version ?? 0) - (b.checked.is?.version ?? 0);

type Named = Pick<ReadFile, "path" | "key">;

const named = ({ path, is }: CheckedFile): Named => ({ path, key: is === null ? null : playbookKey(is) });

/** A text that counted once does not come back by itself: somebody has replaced it since. */
function knownKey({ shelved, shipped }: Present, digest: string): string | null {
  const own = shelved.find((one) => digestsOf(one).includes(digest));
  if (own !== undefined) return playbookKey(own);
  return [...shipped].find(([, one]) => one.digest === digest)?.[0] ?? null;
}

function against(checked: CheckedFile, present: Present, keys: readonly Named[]): readonly Fault[] {
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
