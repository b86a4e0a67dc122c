/** The texts of playbooks: those that came with the program, and those that are kept for the office. */
import type { ShelvedPlaybook } from "../../machines/organisation/shelf.ts";
import { playbookKey } from "../../machines/playbook.ts";
import type { TextFile } from "../playbook-files/shipped-files.ts";
import type { PlaybookTextStore } from "./ports.ts";
import type { Shelf } from "./shelf.ts";
import { shippedTexts } from "./shipped-texts.ts";

export interface Source {
  readonly digest: string;
  readonly text: string;
  /** Null: it came with the program. */
  readonly shelved: ShelvedPlaybook | null;
}

export interface SourceParts {
  readonly shelf: Shelf;
  readonly texts: PlaybookTextStore;
}

/** The file of a version as it counts; null: it is written in code. */
export async function sourceOf({ shelf, texts }: SourceParts, key: string): Promise<Source | null> {
  const shelved = shelf.shelved(key);
  if (shelved === null) {
    const shipped = shippedTexts().get(key);
    return shipped === undefined ? null : { digest: shipped.digest, text: shipped.text, shelved: null };
  }
  const text = await texts.read(shelved.digest);
  return text === null ? null : { digest: shelved.digest, text, shelved };
}

/** The text of each version of the office's own, under its name. */
export async function textsOf(
  shelved: readonly ShelvedPlaybook[],
  texts: Pick<PlaybookTextStore, "read">,
): Promise<readonly TextFile[]> {
  const found = await Promise.all(
    shelved.map(async (one) => ({ path: playbookKey(one), text: await texts.read(one.digest) })),
  );
  return found.flatMap(({ path, text }) => (text === null ? [] : [{ path, text }]));
}
