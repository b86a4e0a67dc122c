/**
 * Shipped files as the build has read them: `v1.json` beside each `v1.yaml` of a built program, so that a start need not read
 * and check them again, in each of its threads.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { PlaybookFile } from "../../machines/from-data/format/index.ts";
import { formatFault } from "./fault.ts";
import { readPlaybookFile } from "./read-playbook-file.ts";
import { shippedFiles, type ShippedFile } from "./shipped-files.ts";

interface ParsedFile {
  /** SHA-256 of the text that was read. */
  readonly text: string;
  readonly file: PlaybookFile;
}

/** As the build has read it when the text is still the same, else read anew. Throws with every fault when it is none. */
export function readShippedFile(shipped: ShippedFile): PlaybookFile {
  return parsedBefore(shipped) ?? parse(shipped);
}

/** For the build: anew each time, for what reads them may have changed. Throws with every fault of the first wrong file. */
export function writeParsedFiles(): void {
  for (const shipped of shippedFiles()) {
    const parsed: ParsedFile = { text: digestOf(shipped), file: parse(shipped) };
    writeFileSync(parsedPath(shipped), JSON.stringify(parsed));
  }
}

function parsedBefore(shipped: ShippedFile): PlaybookFile | null {
  const path = parsedPath(shipped);
  if (!existsSync(path)) return null;
  const { text, file } = JSON.parse(readFileSync(path, "utf8")) as ParsedFile;
  return text === digestOf(shipped) ? file : null;
}

function parse({ path, text }: ShippedFile): PlaybookFile {
  const { file, faults } = readPlaybookFile(path, text);
  if (file === undefined) throw new Error(faults.map(formatFault).join("\n"));
  return file;
}

const parsedPath = ({ place }: ShippedFile): string => place.replace(/\.yaml$/, ".json");
const digestOf = ({ text }: ShippedFile): string => createHash("sha256").update(text).digest("hex");
