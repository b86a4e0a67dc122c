/**
 * Which playbooks there are: those that the program brings along, and those of the office's own, as the organisation's record names
 * them. Each thread and each node has a shelf, and makes of the same stored text the same playbook; one that it does not know yet
 * it looks up when it meets it.
 */
import { behaviourOf } from "../../machines/from-data/behaviour.ts";
import { playbookFromData } from "../../machines/from-data/index.ts";
import type { ShelvedPlaybook } from "../../machines/organisation/shelf.ts";
import { playbookKey, type Playbook } from "../../machines/playbook.ts";
import { playbookByKey } from "../playbook/active.ts";
import { formatFault } from "../playbook-files/fault.ts";
import { readPlaybookFile } from "../playbook-files/read-playbook-file.ts";
import type { PlaybookTextStore } from "./ports.ts";
import { textDigest } from "./text-digest.ts";

export interface ShelfParts {
  /** In the program: every version, of one playbook the oldest first. */
  readonly shipped: readonly Playbook[];
  readonly texts: Pick<PlaybookTextStore, "read">;
  /** What the organisation's record says now; the same list while nothing has changed. */
  readonly record: () => Promise<readonly ShelvedPlaybook[]>;
  readonly onProblem: (problem: unknown) => void;
}

export interface Shelf {
  /** Brought up to date in place. */
  readonly playbooks: readonly Playbook[];
  /** Looks whether the record has changed, and makes what is new. */
  look(): Promise<void>;
  /** The machine of this name, looked up where it is not known yet. */
  readonly bring: (name: string) => Promise<Playbook["machine"] | null>;
  /** Resolves when the looks that were asked for are done. */
  settled(): Promise<void>;
  /** The text that counts for a version of the office's own; null: it came with the program. */
  shelved(key: string): ShelvedPlaybook | null;
  /** Why some versions of the record cannot be used, in words. */
  missing(): readonly string[];
}

interface Made {
  readonly digest: string;
  /** Null: why is in `missing`. */
  readonly playbook: Playbook | null;
}

export function openShelf(parts: ShelfParts): Shelf {
  const { shipped, record } = parts;
  const playbooks: Playbook[] = [...shipped];
  const made = new Map<string, Made>();
  const missing = new Map<string, string>();
  let seen: readonly ShelvedPlaybook[] = [];
  let looking: Promise<void> = Promise.resolve();
  const look = async (): Promise<void> => {
    const shelved = await record();
    if (shelved === seen) return;
    for (const one of shelved) {
      const key = keyOf(one);
      if (made.get(key)?.digest === one.digest) continue;
      const found = await make(parts, one);
      if (typeof found === "string") {
        missing.set(key, found);
        parts.onProblem(new Error(found));
        // Another text of the same version does the same, in other words.
        made.set(key, { digest: one.digest, playbook: made.get(key)?.playbook ?? null });
      } else {
        missing.delete(key);
        made.set(key, { digest: one.digest, playbook: found });
      }
    }
    seen = shelved;
    playbooks.splice(0, playbooks.length, ...arranged(shipped, shelved, made));
  };
  // One after the other: of two that look at once the second finds what the first has made.
  const lookInTurn = (): Promise<void> => (looking = looking.catch(() => undefined).then(look));
  return {
    playbooks,
    look: lookInTurn,
    bring: async (name) => {
      await lookInTurn();
      return playbookByKey(playbooks, name)?.machine ?? null;
    },
    settled: () => looking.catch(() => undefined),
    shelved: (key) => seen.find((one) => keyOf(one) === key) ?? null,
    missing: () => [...missing.values()],
  };
}

const keyOf = ({ id, version }: ShelvedPlaybook): string => playbookKey({ id, version });

/** The playbook of a stored text, or why there is none. */
async function make({ shipped, texts }: ShelfParts, shelved: ShelvedPlaybook): Promise<Playbook | string> {
  const key = keyOf(shelved);
  const text = await texts.read(shelved.digest);
  if (text === null) return `The text of ${key} (${shelved.digest}) is missing: incidents on it wait.`;
  if (textDigest(text) !== shelved.digest) return `The text of ${key} is not the one that was activated.`;
  const { file, faults } = readPlaybookFile(key, text);
  if (file === undefined) return `${key} cannot be read any more: ${faults.map(formatFault).join(" ")}`;
  if (file.id !== shelved.id || file.version !== shelved.version || behaviourOf(file) !== shelved.behaviour)
    return `The text of ${key} is not the playbook that was activated.`;
  const isShipped = playbookByKey(shipped, key) !== undefined;
  return { ...playbookFromData(file), ...(!isShipped && { isOwn: true as const }) };
}

/** By the first place of their id; of one playbook the oldest version first, and the active one last. */
function arranged(
  shipped: readonly Playbook[],
  shelved: readonly ShelvedPlaybook[],
  made: ReadonlyMap<string, Made>,
): readonly Playbook[] {
  const own = shelved.flatMap((one) => made.get(keyOf(one))?.playbook ?? []);
  const others = shipped.filter((one) => playbookByKey(own, playbookKey(one)) === undefined);
  const ids = [...new Set([...shipped, ...own].map(({ id }) => id))];
  const active = new Set(shelved.filter((one) => one.active).map(keyOf));
  return ids.flatMap((id) => {
    const versions = [...others, ...own].filter((one) => one.id === id).sort((a, b) => a.version - b.version);
    const last = versions.filter((one) => active.has(playbookKey(one)));
    return [...versions.filter((one) => !last.includes(one)), ...last];
  });
}
